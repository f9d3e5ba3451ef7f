"""What stands for a choice, as SVG paths in a box of 48 by 48.

The first path of a drawing is its outline, which is filled when it is chosen; the others are lines on it. Widget, page
and poster show the same drawings.
"""

from typing import TypeAlias

Drawing: TypeAlias = tuple[str, ...]

HEAD = "M4 24a20 20 0 1 1 40 0a20 20 0 1 1-40 0"
STAR: Drawing = ("M24 5l6 12 13 2-9 9 2 13-12-6-12 6 2-13-9-9 13-2z",)
THUMB_UP: Drawing = (
    "M8 22h7v18H8zM15 24l7-15c3 0 5 2 5 5l-1 6h11c3 0 5 2 4 5l-3 11c-1 3-2 4-5 4H15",
)
THUMB_DOWN: Drawing = (
    "M40 26h-7V8h7zM33 24l-7 15c-3 0-5-2-5-5l1-6H11c-3 0-5-2-4-5l3-11c1-3 2-4 5-4h18",
)


def face(mood: float) -> Drawing:
    """Draw a face from -1 (bad) to 1 (good), in one line weight.

    The head and the eyes are the same in every face; mouth and brows alone move, in equal steps, so
    that no face is better drawn (and better liked) than its neighbours.
    """
    corner, lip = _number(31 - 2.5 * mood), _number(31 + 7.5 * mood)
    outer, arch = _number(15.5 - mood), _number(13.5 - 1.5 * mood)
    inner = _number(14.5 + mood)
    mouth = f"M15.5 {corner}Q24 {lip} 32.5 {corner}"
    brows = f"M13 {outer}Q16 {arch} 19.5 {inner}M35 {outer}Q32 {arch} 28.5 {inner}"
    return (HEAD, f"M17.5 20v3M30.5 20v3{mouth}{brows}")


def _number(value: float) -> str:
    return f"{value:.4g}"
