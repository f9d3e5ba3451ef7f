"""Student's t distribution: the quantile that intervals of means are made with."""

from math import exp, fsum, inf, lgamma, log1p, pi, sqrt
from statistics import NormalDist
from typing import Final

from server.core.incomplete_beta import beta_below

# From here on the series is exact to twelve digits; below it no logarithm of a gamma function is
# so large that its rounding is felt.
_SERIES_FROM: Final = 1000


def t_quantile(probability: float, degrees: float) -> float:
    """Return the value that Student's t stays below with a probability from 0.5 up to 1.

    `degrees` of freedom are 1 or more and need not be whole. Newton's method on the exact tail:
    it starts at the normal quantile, below the root of a concave function, and so climbs to it
    without overshooting. Many degrees of freedom take the series of Abramowitz and Stegun 26.7.5.
    """
    if degrees < 1 or not 0.5 <= probability < 1:
        raise ValueError(f"no quantile {probability} of t with {degrees} degrees of freedom")
    value = NormalDist().inv_cdf(probability)
    if degrees > _SERIES_FROM:
        return _series(value, degrees)
    step = inf
    while step > 1e-12 * value:
        step = (_above(value, degrees) - (1 - probability)) / _density(value, degrees)
        value += step
    return value


def _above(value: float, degrees: float) -> float:
    """Return P(T > value), value ≥ 0: Abramowitz and Stegun 26.7.1 and 26.5.27."""
    square = value * value
    if square < 1:  # the other end of the beta would lose what is small here
        return 0.5 - beta_below(square / (degrees + square), 0.5, degrees / 2) / 2
    return beta_below(degrees / (degrees + square), degrees / 2, 0.5) / 2


def _density(value: float, degrees: float) -> float:
    scale = exp(lgamma((degrees + 1) / 2) - lgamma(degrees / 2)) / sqrt(degrees * pi)
    return scale * exp(-(degrees + 1) / 2 * log1p(value * value / degrees))


def _series(z: float, degrees: float) -> float:
    terms = (
        z,
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return fsum(term / degrees**power for power, term in enumerate(terms))
