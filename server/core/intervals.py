"""How sure a figure is: 95 % confidence intervals for shares, net promoter scores and means.

Everything here is in natural units: a share is 0 to 1, a net share is −1 to 1, a mean is in
points of its scale. `scores` turns them into per cent.
"""

from collections.abc import Mapping
from math import atan, cos, fsum, gamma, hypot, pi, sin, sqrt
from statistics import NormalDist
from typing import Final, NamedTuple

CONFIDENCE: Final = 0.95

# Above this many degrees of freedom the series of `t_quantile` is exact to ten digits, below it
# the finite sum is short.
_SERIES_FROM: Final = 200


class Interval(NamedTuple):
    """Both ends of a confidence interval, in the unit of the figure it belongs to."""

    low: float
    high: float

    def times(self, factor: float) -> "Interval":
        """Return the interval in another unit, 100 for per cent."""
        return Interval(self.low * factor, self.high * factor)

    def including(self, value: float) -> "Interval":
        """Return the interval, widened if need be until it holds the value."""
        return Interval(min(self.low, value), max(self.high, value))


def wilson(successes: int, n: int) -> Interval:
    """Return the score interval of a share.

    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference,
    JASA 22 (1927). It stays within 0 and 1 and has a width even when all answers agree.
    """
    if not 0 <= successes <= n or n == 0:
        raise ValueError(f"{successes} of {n} is not a share")
    z = _z()
    share = successes / n
    centre = share + z * z / (2 * n)
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    width = 1 + z * z / n
    # Rounding may put an end a hair on the wrong side of a share of exactly 0 or 1.
    clamped = _clamped(Interval((centre - half) / width, (centre + half) / width), 0, 1)
    return clamped.including(share)


def net_interval(promoters: int, detractors: int, n: int) -> Interval:
    """Return the adjusted Wald interval of a net promoter score, from −1 to 1.

    Three answers are added, ¾ of them promoters and ¾ detractors, and the ends are clamped.
    Source: B. Rocks, Interval estimation for the Net Promoter Score, The American Statistician
    70 (2016): the best of six compared. It lies around the adjusted score; the observed one is
    within it.
    """
    adjusted = _adjusted_net(promoters, detractors, n)
    half = _z() * sqrt(adjusted.variance)
    around = Interval(adjusted.score - half, adjusted.score + half)
    return _clamped(around, -1, 1).including((promoters - detractors) / n)


def mean_interval(distribution: Mapping[int, int]) -> Interval | None:
    """Return Student's t interval of the mean of a distribution (score → count).

    None for fewer than two answers and when all are alike: t would claim to know the mean
    exactly. Source: Student, The probable error of a mean, Biometrika 6 (1908).
    """
    n = sum(distribution.values())
    if n < 2:
        return None
    mean = mean_of(distribution)
    squares = fsum(count * (score - mean) ** 2 for score, count in distribution.items())
    if squares == 0:
        return None
    half = t_quantile((1 + CONFIDENCE) / 2, n - 1) * sqrt(squares / (n - 1) / n)
    return Interval(mean - half, mean + half)


def mean_of(distribution: Mapping[int, int]) -> float:
    """Return the mean of a distribution (score → count) of at least one answer."""
    n = sum(distribution.values())
    if n == 0:
        raise ValueError("no answers have no mean")
    return sum(score * count for score, count in distribution.items()) / n


def share_difference(now: tuple[int, int], before: tuple[int, int]) -> Interval:
    """Return the interval of a share now minus a share before, each (successes, n).

    Source: R. G. Newcombe, Interval estimation for the difference between independent
    proportions, Statistics in Medicine 17 (1998), method 10: two Wilson intervals combined.
    """
    first, second = now[0] / now[1], before[0] / before[1]
    ours, theirs = wilson(*now), wilson(*before)
    delta = first - second
    down = hypot(first - ours.low, theirs.high - second)
    up = hypot(ours.high - first, second - theirs.low)
    return _clamped(Interval(delta - down, delta + up), -1, 1)


def net_difference(now: tuple[int, int, int], before: tuple[int, int, int]) -> Interval:
    """Return the interval of one net promoter score minus another, each (promoters, detractors, n).

    Each period has its own adjusted score and variance, as in `net_interval`. Source: J. Sauro
    and J. Lewis, MeasuringU, on comparing two net promoter scores. Widened to the observed
    difference, which all promoters against all detractors would put just outside.
    """
    ours, theirs = _adjusted_net(*now), _adjusted_net(*before)
    half = _z() * sqrt(ours.variance + theirs.variance)
    delta = ours.score - theirs.score
    observed = (now[0] - now[1]) / now[2] - (before[0] - before[1]) / before[2]
    return _clamped(Interval(delta - half, delta + half), -2, 2).including(observed)


def t_quantile(probability: float, degrees: int) -> float:
    """Return the value that Student's t stays below with a probability from 0.5 up to 1.

    Newton's method on the exact distribution: it starts at the normal quantile, below the root of
    a concave function, and so climbs to it without overshooting. Many degrees of freedom take
    the series of Abramowitz and Stegun 26.7.5 instead.
    """
    if degrees < 1 or not 0.5 <= probability < 1:
        raise ValueError(f"no quantile {probability} of t with {degrees} degrees of freedom")
    normal = NormalDist().inv_cdf(probability)
    if degrees > _SERIES_FROM:
        return _t_series(normal, degrees)
    value = normal
    while (step := (probability - _t_below(value, degrees)) / _t_density(value, degrees)) > 1e-12:
        value += step
    return value


class _AdjustedNet(NamedTuple):
    score: float
    variance: float


def _adjusted_net(promoters: int, detractors: int, n: int) -> _AdjustedNet:
    if n < 1 or promoters < 0 or detractors < 0 or promoters + detractors > n:
        raise ValueError(f"{promoters} promoters and {detractors} detractors of {n}")
    total = n + 3
    for_us, against = (promoters + 0.75) / total, (detractors + 0.75) / total
    score = for_us - against
    return _AdjustedNet(score, (for_us + against - score * score) / total)


def _t_below(value: float, degrees: int) -> float:
    """Return P(T ≤ value), value ≥ 0: the finite sums of Abramowitz and Stegun 26.7.3, 26.7.4."""
    angle = atan(value / sqrt(degrees))
    odd = degrees % 2
    term = total = cos(angle) if odd else 1.0
    for k in range(2 + odd, degrees - 1, 2):
        term *= (k - 1) / k * cos(angle) ** 2
        total += term
    if degrees == 1:  # the one case with no sum at all
        total = 0.0
    within = 2 / pi * (angle + sin(angle) * total) if odd else sin(angle) * total
    return (1 + within) / 2


def _t_density(value: float, degrees: int) -> float:
    scale = gamma((degrees + 1) / 2) / (gamma(degrees / 2) * sqrt(degrees * pi))
    return float(scale * (1 + value * value / degrees) ** (-(degrees + 1) / 2))


def _t_series(z: float, degrees: int) -> float:
    terms = (
        z,
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return fsum(term / degrees**power for power, term in enumerate(terms))


def _z() -> float:
    return NormalDist().inv_cdf((1 + CONFIDENCE) / 2)


def _clamped(interval: Interval, lowest: float, highest: float) -> Interval:
    return Interval(max(lowest, interval.low), min(highest, interval.high))
