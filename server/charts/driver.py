"""One thing that may move a score: how much it does, and how well it goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from server.charts.figure import Figure
from server.core.intervals import Interval


@dataclass(frozen=True, slots=True)
class Driver:
    """A reason, an attribute or a team.

    `figure` is the score where it applies. `importance` is its share of what moves the score, in
    per cent, and `interval` how sure that is, in the same unit.
    """

    figure: Figure
    importance: float
    interval: Interval | None = None

    @property
    def span(self) -> Interval:
        return self.interval or Interval(self.importance, self.importance)


@dataclass(frozen=True, slots=True)
class Crossing:
    """Where the four fields of an importance × performance chart meet."""

    performance: float
    importance: float

    def mend(self, driver: Driver) -> bool:
        """Whether a driver matters more than most and goes worse than the whole."""
        value = driver.figure.value
        return (
            value is not None and value < self.performance and driver.importance >= self.importance
        )

    def sure(self, driver: Driver) -> bool:
        """Whether a driver lies in its field with its intervals, so that it is no chance."""
        across, up = driver.figure.span, driver.span
        return not (
            across.low <= self.performance <= across.high or up.low <= self.importance <= up.high
        )


def crossing_of(whole: float, drivers: Sequence[Driver]) -> Crossing:
    """Return the crossing at the score of all and the mean importance."""
    return Crossing(whole, fmean(driver.importance for driver in drivers))
