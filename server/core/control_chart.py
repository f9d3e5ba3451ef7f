"""A score over time with limits, so that an alert means something.

A chart of W. A. Shewhart: the p-chart with limits that follow each point's n (NIST/SEMATECH
e-Handbook of Statistical Methods, 6.3.3.2). A share, a net share and a mean are all means of what
the answers are worth, so one chart serves them: centre ± 3 · √(variance / n), where centre and
variance are those of one answer over all points.
"""

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from math import sqrt
from typing import Final, NamedTuple

from server.core.formulas import FORMULAS, ends_of, factor_of
from server.core.intervals import Interval, mean_of
from server.core.sample_advice import spread_of
from server.core.score_text import amount_text, span_text
from server.core.scores import Score

SIGMAS: Final = 3
RUN: Final = 8
"""So many points in a row on one side of the centre are a shift: chance does it once in 128."""


class Signal(StrEnum):
    """Why a point is not what chance alone would do."""

    BEYOND = "beyond"
    """Outside its limits."""
    RUN = "run"
    """The eighth or a later one in a row on the same side of the centre."""


class ControlPoint(NamedTuple):
    """One period: its score, the limits for its n in the score's unit, and what it signals.

    A point of too few ratings for a score has no limits and no signal, and counts in no run.
    """

    label: str
    score: Score
    limits: Interval | None = None
    signal: Signal | None = None


class ControlChart(NamedTuple):
    """The points in order of time, and the figure over all of them, in their unit."""

    centre: float
    points: tuple[ControlPoint, ...]


def control_chart(scores: Sequence[tuple[str, Score]]) -> ControlChart | None:
    """Return the chart of scores in order of time, each with its label; None without any rating.

    Raises ValueError when they are counted by different formulas, or are means on different
    scales.
    """
    if not any(score.n for _, score in scores):
        return None
    first = scores[0][1]
    if not all(score.counts_like(first) for _, score in scores):
        raise ValueError("figures of different formulas or scales have no common centre")
    pooled: Counter[int] = Counter()
    for _, score in scores:
        pooled.update(score.values)
    factor = factor_of(FORMULAS[first.formula])
    centre, spread = mean_of(pooled) * factor, sqrt(spread_of(pooled)) * factor
    points: list[ControlPoint] = []
    run = 0
    for label, score in scores:
        if score.value is not None:
            run = _run(run, score.value - centre)
        points.append(_point(label, score, centre=centre, spread=spread, run=run))
    return ControlChart(centre, tuple(points))


def alert_text(chart: ControlChart) -> str:
    """Render what the last point signals: `May: 71 % is below …`; nothing when it is within chance."""
    last = chart.points[-1]
    if last.signal is None or last.limits is None or last.score.value is None:
        return ""
    unit = last.score.unit
    side = "above" if last.score.value > chart.centre else "below"
    if last.signal is Signal.RUN:
        centre = amount_text(chart.centre, unit)
        return (
            f"{last.label}: {RUN} or more in a row {side} {centre}, which chance does not explain"
        )
    figure, limits = amount_text(last.score.value, unit), span_text(last.limits, unit)
    return f"{last.label}: {figure} is {side} what chance explains ({limits})"


def _run(before: int, side: float) -> int:
    """Return how many points in a row are above the centre, or, negative, below it."""
    if side == 0:
        return 0
    return max(before, 0) + 1 if side > 0 else min(before, 0) - 1


def _point(label: str, score: Score, *, centre: float, spread: float, run: int) -> ControlPoint:
    if score.value is None:
        return ControlPoint(label, score)
    formula = FORMULAS[score.formula]
    lowest, highest = (end * factor_of(formula) for end in ends_of(formula, score.scale))
    reach = SIGMAS * spread / sqrt(score.n)
    limits = Interval(max(lowest, centre - reach), min(highest, centre + reach))
    signal = None
    if not limits.low <= score.value <= limits.high:
        signal = Signal.BEYOND
    elif abs(run) >= RUN:
        signal = Signal.RUN
    return ControlPoint(label, score, limits, signal)
