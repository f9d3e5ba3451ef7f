"""How wide a text will be, without a font at hand.

Pages show charts in the reader's own font. The classes are the widest of what Inter, DejaVu Sans,
Segoe UI and Roboto take, so that what fits here fits there.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_ELLIPSIS: Final = "…"
_BOLDER: Final = 1.07
# A number stays with its unit, and n with its number.
_TOGETHER: Final = re.compile(r"(?<=\d) (?=%)|(?<=\bn) (?==)|(?<==) (?=\d)")

# Advance widths in parts of the font size.
_NARROW: Final = dict.fromkeys("'.,:;!|·ijlIļłīįíìîï ", 0.33)
_SLIM: Final = dict.fromkeys('frtŗţť()[]{}/\\-"–“”‘’', 0.46)
_WIDE: Final = dict.fromkeys("mwMWŵЖШЩЮжшщюфЫы%@—…", 1.02)
_SIGNS: Final = dict.fromkeys("+<=>−×~±≤≥≈→", 0.84)
_KNOWN: Final = _NARROW | _SLIM | _WIDE | _SIGNS


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return the room that a text needs at a font size, in the unit of the size; rather too much."""
    return sum(map(_advance, text)) * size * (_BOLDER if bold else 1)


def clipped(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """Return the text, or as much of its beginning as fits with an ellipsis after it."""
    if width_of(text, size, bold=bold) <= room:
        return text
    while text and width_of(text + _ELLIPSIS, size, bold=bold) > room:
        text = text[:-1]
    return text.rstrip() + _ELLIPSIS


def wrapped(text: str, room: float, size: float, *, lines: int, bold: bool = False) -> list[str]:
    """Return the text in lines that fit, divided at spaces; the last is clipped when it must be."""
    done: list[str] = []
    words = _TOGETHER.sub("\u00a0", text).split(" ")
    while words and len(done) < lines:
        count = _fitting(words, room / (_BOLDER if bold else 1), size)
        last = len(done) == lines - 1
        done.append(clipped(" ".join(words if last else words[:count]), room, size, bold=bold))
        words = words[count:]
    return done


def _fitting(words: list[str], room: float, size: float) -> int:
    """Return how many words go on one line; at least one."""
    count = 1
    while count < len(words) and width_of(" ".join(words[: count + 1]), size) <= room:
        count += 1
    return count


@lru_cache(maxsize=4096)
def _advance(char: str) -> float:
    if unicodedata.combining(char):
        return 0
    if unicodedata.east_asian_width(char) in {"W", "F"}:
        return 1.02
    return _KNOWN.get(char) or (0.8 if char.isupper() else 0.66)
