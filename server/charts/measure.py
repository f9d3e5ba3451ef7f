"""What a score is counted in: its name, its ends, and how a value reads."""

from dataclasses import dataclass

from server.core.bands import Metric
from server.core.formulas import FORMULAS, Formula, ends_of, factor_of, formulas_of
from server.core.intervals import Interval
from server.core.score_text import amount_text, span_text
from server.core.scores import Score


@dataclass(frozen=True, slots=True)
class Measure:
    """The unit of a chart's values: per cent, points from −100 to 100, or a mean on a scale.

    Without the name of a formula the metric's own counts. Only a mean needs the `scale`.
    """

    metric: Metric
    formula: str | None = None
    scale: int | None = None

    @property
    def name(self) -> str:
        return self.metric.name

    @property
    def bounds(self) -> tuple[float, float]:
        """The lowest and the highest score there can be."""
        low, high = ends_of(self._formula, self.scale)
        factor = factor_of(self._formula)
        return low * factor, high * factor

    def amount(self, value: float) -> str:
        """Return `88 %`, points `−12`, a mean `4.31`."""
        return amount_text(value, self._formula.unit)

    def span(self, interval: Interval) -> str:
        """Return `81–93`, points `−30 to 6`."""
        return span_text(interval, self._formula.unit)

    @property
    def _formula(self) -> Formula:
        return FORMULAS[self.formula or formulas_of(self.metric)[0]]


def measure_of(score: Score) -> Measure:
    """Return what a score is counted in."""
    return Measure(score.metric, score.formula, score.scale)
