"""One score as charts show it: a value, its interval, and what it rests on."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from server.charts.measure import Measure
from server.core.intervals import Interval, combined_difference
from server.core.scores import ENOUGH_FOR_RANK, ENOUGH_FOR_SCORE, Change, Score

HIDDEN: Final = "–"


@dataclass(frozen=True, slots=True)
class Figure:
    """A score with the name of what it is the score of.

    `value` and `interval` are in the unit of the metric: per cent, for NPS points from −100 to
    100. Both are None where too few ratings (under 5) are shown as no score.
    """

    label: str
    n: int
    value: float | None = None
    interval: Interval | None = None

    @property
    def early(self) -> bool:
        """Whether it rests on too few ratings to be compared."""
        return ENOUGH_FOR_SCORE <= self.n < ENOUGH_FOR_RANK

    @property
    def span(self) -> Interval:
        """The interval, or only the value where there is none; ValueError for a hidden figure."""
        if self.value is None:
            raise ValueError(f"{self.label} is hidden")
        return self.interval or Interval(self.value, self.value)


@dataclass(frozen=True, slots=True)
class Dated:
    """The figure of one day, or of the week or month that begins on it."""

    on: date
    figure: Figure


def figure_of(label: str, score: Score) -> Figure:
    """Return a score under a name."""
    return Figure(label, score.n, score.value, score.interval)


def shown_value(figure: Figure, measure: Measure) -> str:
    """Return `88 %`, for NPS `−12`, and a dash for a hidden figure."""
    return HIDDEN if figure.value is None else measure.amount(figure.value)


def shown_interval(figure: Figure, measure: Measure) -> str:
    """Return `81–93`, and nothing where there is none."""
    return "" if figure.interval is None else measure.span(figure.interval)


def in_words(figure: Figure, measure: Measure) -> str:
    """Return `88 % (81–93), n = 120`, or how many ratings a hidden figure has."""
    if figure.value is None:
        return f"n = {figure.n:,}, too few for a score" if figure.n else "no ratings"
    interval = f" ({shown_interval(figure, measure)})" if figure.interval else ""
    return f"{shown_value(figure, measure)}{interval}, n = {figure.n:,}"


def cells(figure: Figure, measure: Measure) -> tuple[str, str, str, str]:
    """Return name, value, interval and n for a row of a table."""
    interval = shown_interval(figure, measure)
    return figure.label, shown_value(figure, measure), interval, f"{figure.n:,}"


def change_between(first: Figure, last: Figure) -> Change | None:
    """Compare two independent figures by their intervals; None where one has none."""
    if first.value is None or last.value is None or not (first.interval and last.interval):
        return None
    interval = combined_difference(last.value, last.interval, first.value, first.interval)
    return Change(last.value - first.value, interval)
