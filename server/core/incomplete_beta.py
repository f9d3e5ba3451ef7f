"""The regularized incomplete beta function, which Student's t and the test of R² rest on."""

from math import exp, lgamma, log, log1p
from typing import Final

_PRECISION: Final = 1e-16
_TINY: Final = 1e-300
_MOST_TERMS: Final = 100_000


def beta_below(x: float, a: float, b: float) -> float:
    """Return I_x(a, b): the chance that a beta variable with parameters a and b is below x.

    The continued fraction of DLMF 8.17.22, evaluated by Lentz's method as modified by Thompson
    and Barnett, J. Comput. Phys. 64 (1986), on the side of the mean where it converges fast;
    DLMF 8.17.4 gives the other.
    """
    if not 0 <= x <= 1 or a <= 0 or b <= 0:
        raise ValueError(f"no beta distribution with {a} and {b} has a value {x}")
    if x in {0, 1}:
        return float(x)
    if x > (a + 1) / (a + b + 2):
        return 1 - _lower_tail(1 - x, b, a)
    return _lower_tail(x, a, b)


def _lower_tail(x: float, a: float, b: float) -> float:
    front = lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)
    return exp(front) / (a * _fraction(x, a, b))


def _fraction(x: float, a: float, b: float) -> float:
    """Return 1 + d₁/(1 + d₂/(1 + …)) with the terms of DLMF 8.17.23."""
    value, upper, lower = 1.0, 1.0, 0.0
    for number in range(1, _MOST_TERMS):
        term = _term(number, x, a, b)
        upper = 1 + term / upper or _TINY
        lower = 1 / (1 + term * lower or _TINY)
        value *= upper * lower
        if abs(upper * lower - 1) <= _PRECISION:
            return value
    raise ArithmeticError(f"the fraction of beta at {x} with {a} and {b} does not settle")


def _term(number: int, x: float, a: float, b: float) -> float:
    half, odd = divmod(number, 2)
    start = a + 2 * half
    if odd:
        return -(a + half) * (a + b + half) * x / (start * (start + 1))
    return half * (b - half) * x / ((start - 1) * start)
