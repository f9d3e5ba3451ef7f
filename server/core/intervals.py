"""How sure a figure is: confidence intervals for shares, net promoter scores and means.

Everything here is in natural units: a share is 0 to 1, a net share is −1 to 1, a mean is in
points of its scale. `formulas` turns them into per cent.
"""

from collections.abc import Mapping
from math import fsum, hypot, sqrt
from statistics import NormalDist
from typing import Final, NamedTuple

from server.core.student import t_quantile

CONFIDENCE: Final = 0.95

Ends = tuple[float, float]
"""The lowest and the highest score of a scale."""


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


def wilson(successes: int, n: int, confidence: float = CONFIDENCE) -> Interval:
    """Return the score interval of a share.

    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference,
    JASA 22 (1927). It stays within 0 and 1 and has a width even when all answers agree.
    """
    if not 0 <= successes <= n or n == 0:
        raise ValueError(f"{successes} of {n} is not a share")
    z = z_quantile(confidence)
    share = successes / n
    centre = share + z * z / (2 * n)
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    width = 1 + z * z / n
    # Rounding may put an end a hair on the wrong side of a share of exactly 0 or 1.
    clamped = _clamped(Interval((centre - half) / width, (centre + half) / width), 0, 1)
    return clamped.including(share)


def net_interval(
    promoters: int, detractors: int, n: int, confidence: float = CONFIDENCE
) -> Interval:
    """Return the adjusted Wald interval of a net promoter score, from −1 to 1.

    Three answers are added, ¾ of them promoters and ¾ detractors, and the ends are clamped.
    Source: B. Rocks, Interval estimation for the Net Promoter Score, The American Statistician
    70 (2016): the best of six compared. It lies around the adjusted score; the observed one is
    within it.
    """
    adjusted = _adjusted_net(promoters, detractors, n)
    half = z_quantile(confidence) * sqrt(adjusted.variance)
    around = Interval(adjusted.score - half, adjusted.score + half)
    return _clamped(around, -1, 1).including((promoters - detractors) / n)


def mean_interval(
    distribution: Mapping[int, int], confidence: float = CONFIDENCE
) -> Interval | None:
    """Return Student's t interval of the mean of a distribution (score → count).

    None for fewer than two answers and when all are alike: t would claim to know the mean
    exactly. Source: Student, The probable error of a mean, Biometrika 6 (1908).
    """
    n = sum(distribution.values())
    error = _squared_error(distribution)
    if error == 0:
        return None
    mean = mean_of(distribution)
    half = t_quantile((1 + confidence) / 2, n - 1) * sqrt(error)
    return Interval(mean - half, mean + half)


def bounded_mean_interval(
    distribution: Mapping[int, int], ends: Ends, confidence: float = CONFIDENCE
) -> Interval:
    """Return the interval of the mean of at least one answer on a scale: Student's t, kept on it.

    Where all answers are alike there is no spread for t to go by. What can then be said is that
    the share of those who answer otherwise is at most the upper end of Wilson's interval of 0 of
    n; the ends are the means if all of these were at one end of the scale.
    """
    mean = mean_of(distribution)
    interval = mean_interval(distribution, confidence)
    if interval is not None:
        return _clamped(interval, *ends)
    others = wilson(0, sum(distribution.values()), confidence).high
    low, high = ends
    return Interval(mean - others * (mean - low), mean + others * (high - mean))


def mean_of(distribution: Mapping[int, int]) -> float:
    """Return the mean of a distribution (score → count) of at least one answer."""
    n = sum(distribution.values())
    if n == 0:
        raise ValueError("no answers have no mean")
    return sum(score * count for score, count in distribution.items()) / n


def share_difference(
    now: tuple[int, int], before: tuple[int, int], confidence: float = CONFIDENCE
) -> Interval:
    """Return the interval of a share now minus a share before, each (successes, n).

    Source: R. G. Newcombe, Interval estimation for the difference between independent
    proportions, Statistics in Medicine 17 (1998), method 10: two Wilson intervals combined.
    """
    interval = _square_and_add(
        (now[0] / now[1], wilson(*now, confidence)),
        (before[0] / before[1], wilson(*before, confidence)),
    )
    return _clamped(interval, -1, 1)


def net_difference(
    now: tuple[int, int, int], before: tuple[int, int, int], confidence: float = CONFIDENCE
) -> Interval:
    """Return the interval of one net promoter score minus another, each (promoters, detractors, n).

    Each period has its own adjusted score and variance, as in `net_interval`. Source: J. Sauro
    and J. Lewis, MeasuringU, on comparing two net promoter scores. Widened to the observed
    difference, which all promoters against all detractors would put just outside.
    """
    ours, theirs = _adjusted_net(*now), _adjusted_net(*before)
    half = z_quantile(confidence) * sqrt(ours.variance + theirs.variance)
    delta = ours.score - theirs.score
    observed = (now[0] - now[1]) / now[2] - (before[0] - before[1]) / before[2]
    return _clamped(Interval(delta - half, delta + half), -2, 2).including(observed)


def mean_difference(
    now: Mapping[int, int],
    before: Mapping[int, int],
    ends: Ends,
    confidence: float = CONFIDENCE,
) -> Interval:
    """Return Welch's interval of a mean now minus a mean before, each a distribution on one scale.

    Source: B. L. Welch, The generalization of "Student's" problem when several different
    population variances are involved, Biometrika 34 (1947). It would take a side whose answers
    are all alike as known exactly; there the two intervals of `bounded_mean_interval` are
    combined as Newcombe's are (G. Y. Zou and A. Donner, Statistics in Medicine 27, 2008).
    """
    errors = _squared_error(now), _squared_error(before)
    if 0 in errors:
        interval = _square_and_add(
            (mean_of(now), bounded_mean_interval(now, ends, confidence)),
            (mean_of(before), bounded_mean_interval(before, ends, confidence)),
        )
    else:
        degrees = sum(errors) ** 2 / fsum(
            error**2 / (sum(side.values()) - 1)
            for error, side in zip(errors, (now, before), strict=True)
        )
        half = t_quantile((1 + confidence) / 2, degrees) * sqrt(sum(errors))
        delta = mean_of(now) - mean_of(before)
        interval = Interval(delta - half, delta + half)
    width = ends[1] - ends[0]
    return _clamped(interval, -width, width)


def combined_difference(
    now: float, within: Interval, before: float, then_within: Interval
) -> Interval:
    """Return the interval of a figure now minus one before, from the interval of each.

    Source: G. Zou and A. Donner, Construction of confidence limits about effect measures,
    Statistics in Medicine 27 (2008). For shares it is Newcombe's method 10.
    """
    delta = now - before
    down = hypot(now - within.low, then_within.high - before)
    up = hypot(within.high - now, before - then_within.low)
    return Interval(delta - down, delta + up)


def z_quantile(confidence: float = CONFIDENCE) -> float:
    """Return how many standard errors a normal interval reaches to each side: 1.96 for 95 %."""
    return NormalDist().inv_cdf((1 + confidence) / 2)


def _square_and_add(now: tuple[float, Interval], before: tuple[float, Interval]) -> Interval:
    """Combine two figures, each with its interval, to the interval of their difference."""
    (first, ours), (second, theirs) = now, before
    delta = first - second
    down = hypot(first - ours.low, theirs.high - second)
    up = hypot(ours.high - first, second - theirs.low)
    return Interval(delta - down, delta + up)


def _squared_error(distribution: Mapping[int, int]) -> float:
    """Return the variance of the mean; 0 when all answers are alike or there is only one."""
    n = sum(distribution.values())
    if n < 2:
        return 0.0
    mean = mean_of(distribution)
    squares = fsum(count * (score - mean) ** 2 for score, count in distribution.items())
    return squares / (n - 1) / n


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


def _clamped(interval: Interval, lowest: float, highest: float) -> Interval:
    return Interval(max(lowest, interval.low), min(highest, interval.high))
