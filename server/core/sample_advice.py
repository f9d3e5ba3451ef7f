"""How many answers it takes: for an interval of some width, and to see a change of some size.

Everything here is in natural units: a share is 0 to 1, a net share −1 to 1, a mean in points of
its scale. `variance` is that of one answer.
"""

from collections.abc import Mapping
from math import ceil, floor
from statistics import NormalDist
from typing import Final

from server.core.formulas import FORMULAS, Unit, ends_of, factor_of
from server.core.intervals import CONFIDENCE, mean_of, z_quantile
from server.core.scores import Score, change

POWER: Final = 0.8
"""How often a change of the size planned for is detected."""

_ADDED: Final = 3
"""The answers that the adjusted Wald interval of a net share adds of its own."""


def share_variance(share: float) -> float:
    """Return the variance of one answer of a share; it is largest, ¼, at one half."""
    return share * (1 - share)


def net_variance(promoters: float, detractors: float) -> float:
    """Return the variance of one answer of a net share, from the shares of both; 1 at most."""
    return promoters + detractors - (promoters - detractors) ** 2


def spread_of(values: Mapping[int, int]) -> float:
    """Return the variance of one answer, around the mean of all: value → count."""
    mean = mean_of(values)
    return sum(count * (value - mean) ** 2 for value, count in values.items()) / sum(
        values.values()
    )


def answers_for_interval(variance: float, half: float, *, net: bool = False) -> int:
    """Return the answers needed for a 95 % interval of the figure ± half: n = z² · variance / half²."""
    needed = variance * (z_quantile(CONFIDENCE) / half) ** 2
    return _whole(needed, net=net)


def answers_for_change(now: float, before: float, delta: float, *, net: bool = False) -> int:
    """Return the answers needed in each of two periods to detect a change with 80 % power.

    `now` and `before` are the variances of one answer in each. n = (z + z_power)² · (now + before)
    / delta²; for a net share J. Sauro and J. Lewis, MeasuringU, take off the 3 that are added.
    """
    z = z_quantile(CONFIDENCE) + NormalDist().inv_cdf(POWER)
    return _whole((now + before) * (z / delta) ** 2, net=net)


def answers_of_few(needed: int, population: int) -> int:
    """Return the answers needed where only so many could ever be asked.

    Source: W. G. Cochran, Sampling Techniques (1977), 4.4: n / (1 + (n − 1) / N).
    """
    return ceil(needed / (1 + (needed - 1) / population))


def advice_text(score: Score, half: float) -> str:
    """Render `About 230 answers for ±10 points; 100 are here`, `half` in the score's own unit.

    The answers so far tell how far answers spread; with too few of them, or all alike, the worst
    case is planned for.
    """
    formula = FORMULAS[score.formula]
    variance = 0.0 if score.too_few else spread_of(score.values)
    few = "At most about" if variance == 0 else "About"
    needed = answers_for_interval(
        variance or _worst(score), half / factor_of(formula), net=formula.unit is Unit.POINTS
    )
    return f"{few} {_rounded(needed):,} answers for ±{half:g} points; {score.n:,} are here"


def change_advice(now: Score, before: Score) -> str:
    """Render `A change of 2.5 points takes about 3,200 answers in each period to be seen`.

    Nothing where the change is seen, or is too small for anybody to care: under a tenth of what
    `advice_text` plans for.
    """
    found = change(now, before)
    if found is None or found.detectable or abs(found.delta) < useful_half(now) / 10:
        return ""
    formula = FORMULAS[now.formula]
    needed = answers_for_change(
        spread_of(now.values),
        spread_of(before.values),
        found.delta / factor_of(formula),
        net=formula.unit is Unit.POINTS,
    )
    size = f"{abs(found.delta):.{2 if formula.unit is Unit.MEAN else 1}f}"
    return f"A change of {size} points takes about {_rounded(needed):,} answers in each period to be seen"


def useful_half(score: Score) -> float:
    """Return half the width of an interval that tells something: 10 points, of a mean a twentieth of its scale."""
    formula = FORMULAS[score.formula]
    if formula.unit is not Unit.MEAN:
        return 10.0
    low, high = ends_of(formula, score.scale)
    return round((high - low) / 20, 1)


def _worst(score: Score) -> float:
    """Return the largest variance there can be: half of the answers at either end."""
    low, high = ends_of(FORMULAS[score.formula], score.scale)
    return (high - low) ** 2 / 4


def _whole(needed: float, *, net: bool) -> int:
    return max(1, ceil(needed - _ADDED if net else needed))


def _rounded(count: int) -> int:
    """Round to two digits, a half up: nobody plans for 232 answers."""
    step = int(10 ** max(0, len(str(count)) - 2))
    return floor(count / step + 0.5) * step
