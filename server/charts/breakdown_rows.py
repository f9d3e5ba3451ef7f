"""What a breakdown is drawn like: one line for each group, in two where the picture is narrow."""

from collections.abc import Sequence
from typing import Final

from server.charts.axis import Scale, round_ticks
from server.charts.canvas import BODY, SMALL, Canvas, Lettering, widest
from server.charts.figure import Figure, in_words
from server.charts.legend import MARK_WIDTH, Mark, Meaning, legend, line_mark
from server.charts.measure import Measure
from server.charts.text_width import clipped

_WIDE_FROM: Final = 640
"""Pixels from which a name and its figures have room beside the plot."""
_WHOLE_DASHES: Final = "6 4"
_DOT: Final = 5
_FIGURES: Final = Lettering(12)


class BreakdownRows:
    """The rows and their axis; where everything goes is settled when it is made."""

    def __init__(
        self, canvas: Canvas, measure: Measure, lines: Sequence[Figure | str], whole: Figure
    ) -> None:
        self.canvas, self.measure, self.lines, self.whole = canvas, measure, lines, whole
        self.figures = [line for line in lines if isinstance(line, Figure)]
        self.wide = canvas.width >= _WIDE_FROM
        words = [in_words(figure, measure) for figure in self.figures]
        figure_room = widest(words, SMALL)
        self.name_room = canvas.room - figure_room - 16
        start, end = canvas.left + 18, canvas.right - 18
        if self.wide:
            names = widest([figure.label for figure in self.figures], BODY)
            self.name_room = min(names, canvas.room * 0.3)
            start, end = canvas.left + self.name_room + 28, end - figure_room - 10
        ends = [end for figure in (*self.figures, whole) for end in _ends(figure)]
        self.ticks = round_ticks(ends, measure.bounds, most=7 if self.wide else 5)
        self.x = Scale(self.ticks[0], self.ticks[-1], start, end)

    def draw(self) -> None:
        self._axis()
        for line in self.lines:
            if isinstance(line, str):
                self.canvas.text(line, (self.canvas.left, self.canvas.y + 20))
            else:
                self._row(line)
            self.canvas.y += self._height(line)
        legend(self.canvas, self._meanings())

    def _height(self, line: Figure | str) -> float:
        if isinstance(line, str):
            return 30
        return 32 if self.wide else 46

    def _axis(self) -> None:
        for tick in self.ticks:
            label = self.measure.amount(tick)
            self.canvas.text(label, (self.x.at(tick), self.canvas.y + 11), anchor="middle")
        self.canvas.y += 18

    def _grid(self) -> None:
        """Draw the ticks and the whole behind one row, and not behind its text."""
        canvas = self.canvas
        top = canvas.y + (0 if self.wide else 21)
        foot = canvas.y + (32 if self.wide else 41)
        for tick in self.ticks:
            x = self.x.at(tick)
            canvas.line((x, top), (x, foot), canvas.theme.line)
        if self.whole.value is not None:
            x = self.x.at(self.whole.value)
            canvas.line((x, top), (x, foot), canvas.theme.muted, stroke_dasharray=_WHOLE_DASHES)

    def _row(self, figure: Figure) -> None:
        self._grid()
        canvas, words = self.canvas, in_words(figure, self.measure)
        text_y = canvas.y + (20.5 if self.wide else 16)
        name = clipped(figure.label, self.name_room, BODY.size)
        canvas.text(name, (canvas.left, text_y), BODY, full=figure.label)
        canvas.text(words, (canvas.right, text_y), _FIGURES, anchor="end")
        y = canvas.y + (16 if self.wide else 31)
        self._whisker(figure, y)
        canvas.hint((0, canvas.y), (canvas.width, self._height(figure)), f"{figure.label}: {words}")

    def _whisker(self, figure: Figure, y: float) -> None:
        canvas, colour = self.canvas, self.canvas.theme.accent
        low, high = map(self.x.at, figure.span)
        canvas.line((low, y), (high, y), colour, stroke_width=2)
        for end in (low, high):
            canvas.line((end, y - 4), (end, y + 4), colour, stroke_width=2)
        for value in _ends(figure)[:1]:
            canvas.dot((self.x.at(value), y), _DOT, colour, hollow=figure.early)

    def _meanings(self) -> list[Meaning]:
        theme = self.canvas.theme
        meanings = [Meaning(_dot_mark(hollow=False), "score and 95 % interval")]
        if any(figure.early for figure in self.figures):
            meanings.append(Meaning(_dot_mark(hollow=True), "early"))
        if self.whole.value is not None:
            words = f"{self.whole.label} {self.measure.amount(self.whole.value)}"
            meanings.append(Meaning(line_mark(theme.muted, _WHOLE_DASHES), words))
        return meanings


def _ends(figure: Figure) -> list[float]:
    """Return value, low and high end; nothing of a hidden figure."""
    return [] if figure.value is None else [figure.value, *figure.span]


def _dot_mark(*, hollow: bool) -> Mark:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        colour = canvas.theme.accent
        canvas.line((x, y), (x + MARK_WIDTH, y), colour, stroke_width=2)
        canvas.dot((x + MARK_WIDTH / 2, y), _DOT, colour, hollow=hollow)

    return draw
