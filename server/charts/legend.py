"""What the signs of a chart mean, in a line below it that wraps."""

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple, TypeAlias

from server.charts.canvas import SMALL, Canvas
from server.charts.text_width import clipped, width_of

MARK_WIDTH: Final = 22
_GAP: Final = 18
_LINE: Final = 20

Mark: TypeAlias = Callable[[Canvas, float, float], None]
"""Draws a sign of `MARK_WIDTH` by 12 whose left middle is at x, y."""


class Meaning(NamedTuple):
    mark: Mark
    words: str


def legend(canvas: Canvas, meanings: Iterable[Meaning]) -> None:
    """Write each sign with its words, as many on a line as fit."""
    x = canvas.left
    canvas.y += 6
    for mark, words in meanings:
        written = clipped(words, canvas.room - MARK_WIDTH - 6, SMALL.size)
        width = MARK_WIDTH + 6 + width_of(written, SMALL.size)
        if x > canvas.left and x + width > canvas.right:
            x = canvas.left
            canvas.y += _LINE
        mark(canvas, x, canvas.y + 8)
        canvas.text(written, (x + MARK_WIDTH + 6, canvas.y + 12), full=words)
        x += width + _GAP
    canvas.y += _LINE


def line_mark(colour: str, dashes: str | None = None) -> Mark:
    """Return the sign of a line."""

    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas.line((x, y), (x + MARK_WIDTH, y), colour, stroke_width=2, stroke_dasharray=dashes)

    return draw


def area_mark(colour: str) -> Mark:
    """Return the sign of an area."""

    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas.rect((x, y - 6), (MARK_WIDTH, 12), colour, rx=2)

    return draw
