"""Texts that break messages: too long, reading as markup, unseen, or turned around."""

HOSTILE = [
    "x" * 10_000,
    "<!channel> <!here> <@U0ANA> <#C0FEEDBACK> <https://evil.example|your bank>",
    "& < > &amp; &lt;script&gt;",
    "&" * 10_000,
    '"' * 10_000,
    "*bold* _italic_ ~strike~ `code` ```block``` > quote :tada: https://evil.example",
    "שלום עולם \u202eevil\u202c مرحبا",
    "👩‍👩‍👧‍👦👍🏽" * 600,
    "\x00\x07\x1b[31mred\x1b[0m\ud800\udfff\ufeff",
    "\n" * 3_000 + "end",
    "\r\n\u2028\u2029\x85",
    " ",
    "ā̧" * 5_000,
]
