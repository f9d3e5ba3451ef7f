"""A score over time, with its interval, events, and lines to compare with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from server.charts.canvas import Canvas
from server.charts.event_flags import Event, event_list
from server.charts.figure import Dated, Figure, cells, change_between, in_words, shown_value
from server.charts.legend import Meaning, area_mark, legend, line_mark
from server.charts.measure import Measure
from server.charts.text_table import Table
from server.charts.theme import Theme
from server.charts.trend_plot import LIMIT_DASHES, Level, Lines, TrendPlot
from server.core.intervals import Interval
from server.core.period_parts import Step
from server.core.score_text import verdict_text

GOAL_DASHES: Final = "7 4"
BASELINE_DASHES: Final = "12 4"

_LONGEST: Final = {"day": 1, "week": 7, "month": 31}
"""How many days a step may have."""


@dataclass(frozen=True, slots=True)
class Trend:
    """Points in the order of their days, one for each step; without a value they are gaps."""

    title: str
    measure: Measure
    step: Step
    points: Sequence[Dated]
    events: Sequence[Event] = ()
    goal: float | None = None
    baseline: float | None = None
    limits: Sequence[Interval | None] = ()
    """Control limits of each point, or none at all: what the score does by chance alone, for so many ratings."""
    alert: str = ""
    """What the end of the course signals, if it is more than chance."""

    def message(self) -> str:
        shown = self._shown()
        if not shown:
            some = any(point.figure.n for point in self.points)
            few = f"No {self.step} has the 5 ratings that a score needs."
            return few if some else "No ratings yet in this period."
        last = in_words(shown[-1], self.measure)
        if len(shown) == 1:
            only = f", in the only {self.step} with a score" if len(self.points) > 1 else ""
            return f"{self.measure.name} is {last}{only}."
        alert = f" {self.alert}." if self.alert else ""
        return f"{self._course(shown[0], shown[-1])}; the last is {last}.{alert}"

    def table(self) -> Table:
        chance = ("chance alone",) if self.limits else ()
        return Table(
            caption=f"{self.title}. {self.message()}",
            columns=(self.step.capitalize(), self.measure.name, "95 % interval", "n", *chance),
            rows=tuple(
                (*cells(point.figure, self.measure), *limits)
                for point, limits in zip(self.points, self._limit_cells(), strict=True)
            ),
            notes=(
                *(f"{event.on.isoformat()}  {event.label}" for event in self._events()),
                *self._comparisons(),
            ),
        )

    def svg(self, width: int, theme: Theme) -> str:
        canvas = Canvas(width, theme)
        canvas.heading(self.title, self.message())
        lines = Lines(self._levels(theme), self.limits)
        plot = TrendPlot(canvas, self.measure, self.points, lines, self._events())
        plot.draw()
        self._legend(canvas)
        event_list(canvas, self._events())
        return canvas.svg(self.title, self.message())

    def _shown(self) -> list[Figure]:
        return [point.figure for point in self.points if point.figure.value is not None]

    def _events(self) -> list[Event]:
        """Return the events within the time shown, in their order."""
        if not self.points:
            return []
        first, last = self.points[0].on, self.points[-1].on
        end = last + timedelta(days=_LONGEST[self.step])
        within = (event for event in self.events if first <= event.on < end)
        return sorted(within, key=lambda event: event.on)

    def _limit_cells(self) -> list[tuple[str, ...]]:
        """Return for each point what chance does to it, in a cell if there are limits at all."""
        if not self.limits:
            return [()] * len(self.points)
        return [("" if limits is None else self.measure.span(limits),) for limits in self.limits]

    def _levels(self, theme: Theme) -> list[Level]:
        aims = ((self.baseline, theme.muted, BASELINE_DASHES), (self.goal, theme.ink, GOAL_DASHES))
        return [Level(value, colour, dashes) for value, colour, dashes in aims if value is not None]

    def _comparisons(self) -> list[str]:
        aims = (("baseline", self.baseline), ("goal", self.goal))
        return [f"{name} {self.measure.amount(value)}" for name, value in aims if value is not None]

    def _course(self, first: Figure, last: Figure) -> str:
        """Say from where to where; "rose" and "fell" only where it is more than chance."""
        change = change_between(first, last)
        verb, doubt = "went", ""
        if change is not None and change.detectable:
            verb = "rose" if change.delta > 0 else "fell"
        elif change is not None:
            doubt = f", {verdict_text(change)}"
        before, now = shown_value(first, self.measure), shown_value(last, self.measure)
        course = f"{verb} from {before} to {now}" if before != now else f"began and ended at {now}"
        return f"{self.measure.name} {course} over {len(self.points)} {self.step}s{doubt}"

    def _legend(self, canvas: Canvas) -> None:
        theme = canvas.theme
        meanings = [
            Meaning(line_mark(theme.accent), f"{self.measure.name} by {self.step}"),
            Meaning(area_mark(theme.interval), "95 % interval"),
        ]
        if any(self.limits):
            mark = line_mark(theme.muted, LIMIT_DASHES)
            meanings.append(Meaning(mark, "between these it is what chance alone does"))
        lines = [line_mark(level.colour, level.dashes) for level in self._levels(theme)]
        meanings += map(Meaning, lines, self._comparisons())
        legend(canvas, meanings if self._shown() else meanings[2:])
