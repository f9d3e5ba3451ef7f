"""Making other people's text harmless. All of it is hostile until shown."""

import re
from typing import Final

# Controls but tab and newline, marks that reverse or hide what follows, halves of characters.
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_LINE_ENDS: Final = re.compile("\r\n?|[\x85\u2028\u2029]")
_MANY_LINES: Final = re.compile(r"\n[ \t\n]*\n")
_SPACES: Final = re.compile(r"\s+")

LONGEST_ESCAPE: Final = len("&amp;")


def cleaned(text: str) -> str:
    """Return text without unseen characters and with at most one empty line at a time."""
    unseen_gone = _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))
    return _MANY_LINES.sub("\n\n", unseen_gone).strip()


def one_line(text: str, most: int) -> str:
    """Return cleaned text on one line, of at most so many characters."""
    return clipped(_SPACES.sub(" ", cleaned(text)), most)


def clipped(text: str, most: int) -> str:
    """Return at most so many characters (code points), an ellipsis in place of the rest."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def escaped(text: str) -> str:
    """Take the meaning from `<!channel>`, `<@U1>` and `<url|label>`. Clip before, not after."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escaped_within(text: str, most: int) -> str:
    """Escape a text, or as much of its beginning as surely fits into so many characters."""
    whole = escaped(text)
    return whole if len(whole) <= most else escaped(clipped(text, most // LONGEST_ESCAPE))
