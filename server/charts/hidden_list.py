"""Those whose score is not shown, because too few rated them."""

from collections.abc import Sequence
from typing import Final

from server.charts.canvas import SMALL, Canvas
from server.charts.figure import Figure
from server.charts.text_width import clipped, width_of
from server.core.scores import ENOUGH_FOR_SCORE

_MOST: Final = 12
_LINE: Final = 20


def hidden_list(canvas: Canvas, figures: Sequence[Figure]) -> None:
    """Write each name with how many ratings it has, below a heading; nothing where all are shown."""
    if not figures:
        return
    canvas.y += 4
    _write(canvas, f"Too few for a score: under {ENOUGH_FOR_SCORE} ratings", "")
    for figure in figures[:_MOST]:
        _write(canvas, figure.label, f"n = {figure.n}")
    if len(figures) > _MOST:
        _write(canvas, f"{len(figures) - _MOST} more are in the table.", "")


def _write(canvas: Canvas, words: str, count: str) -> None:
    room = canvas.room - width_of(count, SMALL.size) - 16
    line = clipped(words, room, SMALL.size)
    canvas.text(line, (canvas.left, canvas.y + 13), full=words)
    if count:
        canvas.text(count, (canvas.right, canvas.y + 13), anchor="end")
    canvas.y += _LINE
