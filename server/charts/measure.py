"""What a score is counted in: its name, its ends, and how a value reads."""

from dataclasses import dataclass

from server.core.bands import Metric
from server.core.intervals import Interval
from server.core.score_text import amount_text, span_text
from server.core.scores import Score


@dataclass(frozen=True, slots=True)
class Measure:
    """The unit of a chart's values: per cent, for NPS points from −100 to 100."""

    metric: Metric

    @property
    def name(self) -> str:
        return self.metric.name

    @property
    def bounds(self) -> tuple[float, float]:
        """The lowest and the highest score there can be."""
        return (-100, 100) if self.metric is Metric.NPS else (0, 100)

    def amount(self, value: float) -> str:
        """Return `88 %`, for NPS `−12`."""
        return amount_text(value, self.metric)

    def span(self, interval: Interval) -> str:
        """Return `81–93`, for NPS `−30 to 6`."""
        return span_text(interval, self.metric)


def measure_of(score: Score) -> Measure:
    """Return what a score is counted in."""
    return Measure(score.metric)
