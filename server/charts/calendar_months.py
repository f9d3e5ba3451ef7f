"""Months side by side, as a calendar on the wall has them."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from math import ceil
from typing import Final

from server.charts.canvas import STRONG, TINY, Canvas, Lettering, Place, path
from server.charts.figure import Dated, Figure, in_words, shown_value
from server.charts.legend import MARK_WIDTH, Mark, Meaning, area_mark, legend
from server.charts.measure import Measure
from server.charts.text_width import width_of
from server.core.periods import MONTHS

_SMALLEST, _LARGEST = 24.0, 40.0
"""Sides of a cell in which a score can be read."""
_GAP: Final = 22
_MONTH_HEAD: Final = 38
_WEEKS: Final = 6
_SCORE: Final = Lettering(11)
_LONG_SCORE: Final = Lettering(9)
_CORNER: Final = 6


class CalendarMonths:
    """The months of some days; the size of cells is settled when it is made."""

    def __init__(
        self, canvas: Canvas, measure: Measure, usual: Figure, days: Sequence[Dated]
    ) -> None:
        self.canvas, self.measure, self.usual = canvas, measure, usual
        self.days = {day.on: day.figure for day in days}
        self.months = _months(days[0].on, days[-1].on)
        self.most = max(figure.n for figure in self.days.values()) or 1
        narrowest = 7 * _SMALLEST
        columns = max(int((canvas.room + _GAP) / (narrowest + _GAP)), 1)
        self.columns = ceil(len(self.months) / ceil(len(self.months) / columns))
        room = (canvas.room + _GAP) / self.columns - _GAP
        self.cell = min(room / 7, _LARGEST)

    def draw(self) -> None:
        canvas, top = self.canvas, self.canvas.y
        height = _MONTH_HEAD + _WEEKS * self.cell + 8
        for at, month in enumerate(self.months):
            row, column = divmod(at, self.columns)
            x = canvas.left + column * (7 * self.cell + _GAP)
            self._month(month, (x, top + row * height))
        canvas.y = top + ceil(len(self.months) / self.columns) * height
        legend(canvas, self._meanings())

    def _month(self, first: date, corner: Place) -> None:
        x, y = corner
        canvas = self.canvas
        canvas.text(f"{MONTHS[first.month - 1]} {first.year}", (x, y + 13), STRONG)
        for weekday, letter in enumerate("MTWTFSS"):
            middle = x + (weekday + 0.5) * self.cell
            canvas.text(letter, (middle, y + 32), TINY, anchor="middle")
        before, length = monthrange(first.year, first.month)
        for at in range(before, before + length):
            week, weekday = divmod(at, 7)
            place = (x + weekday * self.cell, y + _MONTH_HEAD + week * self.cell)
            self._day(first.replace(day=at - before + 1), place)

    def _day(self, on: date, corner: Place) -> None:
        canvas, theme, side = self.canvas, self.canvas.theme, self.cell - 2
        figure = self.days.get(on)
        if figure is None or figure.value is None:
            canvas.rect(
                (corner[0] + 0.5, corner[1] + 0.5),
                (side - 1, side - 1),
                "none",
                stroke=theme.line,
                rx=3,
            )
        else:
            canvas.rect(corner, (side, side), self._fill(figure), rx=3)
            self._score(figure, corner)
            self._corner(figure, corner)
        if figure is not None and figure.n:
            self._count(figure, corner)
            words = f"{figure.label}: {in_words(figure, self.measure)}"
            canvas.hint(corner, (side, side), words)

    def _score(self, figure: Figure, corner: Place) -> None:
        words = shown_value(figure, self.measure).removesuffix(" %")
        fits = width_of(words, _SCORE.size) <= self.cell - 4
        middle = (corner[0] + self.cell / 2 - 1, corner[1] + self.cell / 2 + 2.5)
        self.canvas.text(words, middle, _SCORE if fits else _LONG_SCORE, anchor="middle")

    def _count(self, figure: Figure, corner: Place) -> None:
        """Draw a bar at the foot of the cell, as long as many rated."""
        length = max((self.cell - 8) * figure.n / self.most, 1.5)
        at = (corner[0] + 3, corner[1] + self.cell - 7)
        self.canvas.rect(at, (length, 2), self.canvas.theme.ink)

    def _corner(self, figure: Figure, corner: Place) -> None:
        """Draw a triangle where the interval leaves out the usual: upwards for better."""
        sign = beyond_interval(figure, self.usual)
        if sign:
            right = corner[0] + self.cell - 3
            _triangle(self.canvas, (right - _CORNER, corner[1] + 1.5), sign)

    def _fill(self, figure: Figure) -> str:
        """Return a strong colour only for what its interval tells from the usual."""
        theme, sign = self.canvas.theme, beyond_interval(figure, self.usual)
        if sign:
            return theme.surely_above if sign > 0 else theme.surely_below
        away = (figure.value or 0) - (self.usual.value or 0)
        if abs(away) < _near(self.measure):
            return theme.around
        return theme.above if away > 0 else theme.below

    def _meanings(self) -> list[Meaning]:
        theme, near = self.canvas.theme, _near(self.measure)
        counts = Meaning(_count_mark, f"ratings, at most {self.most:,} a day")
        if self.usual.value is None:
            return [counts]
        usual = self.measure.amount(self.usual.value)
        return [
            Meaning(_sure_mark(theme.surely_below, -1), "worse, beyond its interval"),
            Meaning(area_mark(theme.below), f"{near:g} or more below {usual}"),
            Meaning(area_mark(theme.around), f"within {near:g}"),
            Meaning(area_mark(theme.above), f"{near:g} or more above"),
            Meaning(_sure_mark(theme.surely_above, 1), "better, beyond its interval"),
            counts,
        ]


def beyond_interval(figure: Figure, usual: Figure) -> int:
    """Return 1 or -1 for a figure whose interval is above or below what is usual, else 0."""
    if figure.interval is None or usual.value is None:
        return 0
    return int(figure.interval.low > usual.value) - int(figure.interval.high < usual.value)


def _near(measure: Measure) -> float:
    """Return how far a day may be from what is usual without a colour: a twentieth of all there is."""
    low, high = measure.bounds
    return (high - low) / 20


def _months(first: date, last: date) -> list[date]:
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def _triangle(canvas: Canvas, corner: Place, sign: int) -> None:
    x, y = corner
    tip, foot = (y, y + 5) if sign > 0 else (y + 5, y)
    data = path([(x + _CORNER / 2, tip), (x + _CORNER, foot), (x, foot)])
    canvas.add("path", d=data + "Z", fill=canvas.theme.ink)


def _sure_mark(colour: str, sign: int) -> Mark:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas.rect((x, y - 6), (MARK_WIDTH, 12), colour, rx=2)
        _triangle(canvas, (x + MARK_WIDTH - _CORNER - 2, y - 4), sign)

    return draw


def _count_mark(canvas: Canvas, x: float, y: float) -> None:
    canvas.rect((x, y - 1), (MARK_WIDTH, 2), canvas.theme.ink)
