"""A cell for each day: its score, how far that is from usual, and how many ratings it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass

from server.charts.calendar_months import CalendarMonths, beyond_interval
from server.charts.canvas import Canvas
from server.charts.figure import Dated, Figure, cells, in_words
from server.charts.measure import Measure
from server.charts.text_table import Table
from server.charts.theme import Theme
from server.core.intervals import CONFIDENCE


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """Days in their order, no two alike; `usual` is the score of them all.

    Months are shown from the first day to the last; a day that is left out has no ratings.
    """

    title: str
    measure: Measure
    usual: Figure
    days: Sequence[Dated]

    def message(self) -> str:
        rated = sum(day.figure.n > 0 for day in self.days)
        if not rated:
            return "No ratings yet in this period."
        whole = f"{self.measure.name} is {in_words(self.usual, self.measure)}, on {_days(rated)}"
        signs = [beyond_interval(day.figure, self.usual) for day in self.days]
        better, worse = signs.count(1), signs.count(-1)
        luck = round((1 - CONFIDENCE) * sum(day.figure.value is not None for day in self.days))
        return (
            f"{whole}. Beyond their interval {_are(better)} better and {_are(worse)} worse;"
            f" luck alone makes about {luck} so."
        )

    def table(self) -> Table:
        words = {1: "better", -1: "worse", 0: ""}
        return Table(
            caption=f"{self.title}. {self.message()}",
            columns=("Day", self.measure.name, "95 % interval", "n", "Beyond interval"),
            rows=tuple(
                (*cells(day.figure, self.measure), words[beyond_interval(day.figure, self.usual)])
                for day in self.days
                if day.figure.n
            ),
            notes=("Of days like all others, luck alone puts about 1 in 20 beyond it.",),
        )

    def svg(self, width: int, theme: Theme) -> str:
        canvas = Canvas(width, theme)
        canvas.heading(self.title, self.message())
        if self.days:
            CalendarMonths(canvas, self.measure, self.usual, self.days).draw()
        return canvas.svg(self.title, self.message())


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def _are(count: int) -> str:
    return "1 day is" if count == 1 else f"{count or 'no'} days are"
