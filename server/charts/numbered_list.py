"""Names that had no room in the picture, below it with the numbers that stand for them."""

from collections.abc import Sequence
from typing import Final

from server.charts.canvas import SMALL, Canvas, Lettering
from server.charts.text_width import clipped

NUMBER: Final = Lettering(11, bold=True)
_INDENT: Final = 24
_LINE: Final = 20


def numbered_list(canvas: Canvas, names: Sequence[str]) -> None:
    """Write a name on each line, after its number from 1 on."""
    for number, name in enumerate(names, start=1):
        base = canvas.y + 13
        canvas.text(str(number), (canvas.left, base), NUMBER)
        line = clipped(name, canvas.room - _INDENT, SMALL.size)
        canvas.text(line, (canvas.left + _INDENT, base), full=name)
        canvas.y += _LINE
