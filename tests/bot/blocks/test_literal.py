import pytest

from bot.blocks.literal import cleaned, clipped, escaped, one_line


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("  two  words ", "two  words"),
        ("a\x00b\x1bc\x7fd", "abcd"),
        ("abc\u202edef\u2066ghi\u200f", "abcdefghi"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("one\n\n\n \n\ntwo", "one\n\ntwo"),
        ("a\ud800b", "ab"),
        ("👩‍👩‍👧", "👩‍👩‍👧"),
        ("tab\tstays", "tab\tstays"),
    ],
)
def test_it_takes_out_what_is_not_seen(text: str, clean: str) -> None:
    assert cleaned(text) == clean


def test_it_clips_by_characters_and_says_so() -> None:
    assert clipped("12345", 5) == "12345"
    assert clipped("123456", 5) == "1234…"


def test_it_puts_names_on_one_line() -> None:
    assert one_line(" Mari\n\tTamm ", 80) == "Mari Tamm"


def test_it_escapes_what_slack_reads_as_markup() -> None:
    assert escaped("<!channel> & <@U1>") == "&lt;!channel&gt; &amp; &lt;@U1&gt;"
    assert escaped("&lt;") == "&amp;lt;"
