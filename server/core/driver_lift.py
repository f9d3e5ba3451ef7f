"""What moves the score, one driver at a time: the share of positive answers with it and without.

A driver is a reason that was tapped or an attribute with one of its values. Only ratings that were
offered it belong here: a reason that is offered after low scores alone goes with low scores by
construction, and among those to whom it was offered it moves nothing.
"""

from collections.abc import Mapping
from math import erfc, sqrt
from typing import NamedTuple

from server.core.false_discovery import discovered
from server.core.intervals import Interval, share_difference
from server.core.rates import Rate
from server.core.scores import ENOUGH_FOR_SCORE


class Pattern(NamedTuple):
    """What ratings may have in common: whether they are positive, and which drivers they name."""

    positive: bool
    drivers: frozenset[str]


class Lift(NamedTuple):
    """How a driver goes with the score: `delta` and its 95 % interval are in points.

    `chance` is how often noise alone would differ as much; `found` whether it stands out among all
    that were looked at.
    """

    driver: str
    with_it: Rate
    without: Rate
    delta: float
    interval: Interval
    chance: float
    found: bool


def sides_of(answers: Mapping[Pattern, int]) -> dict[str, tuple[Rate, Rate]]:
    """Return for each driver named the positive of all ratings with it, and of those without."""
    n = sum(answers.values())
    positive = sum(count for pattern, count in answers.items() if pattern.positive)
    sides = {}
    for driver in sorted({name for pattern in answers for name in pattern.drivers}):
        with_it = {
            pattern: count for pattern, count in answers.items() if driver in pattern.drivers
        }
        of = sum(with_it.values())
        part = sum(count for pattern, count in with_it.items() if pattern.positive)
        sides[driver] = Rate(part, of), Rate(positive - part, n - of)
    return sides


def lifts_of(sides: Mapping[str, tuple[Rate, Rate]]) -> tuple[Lift, ...]:
    """Return the lift of each driver, the surest first, from its ratings (with it, without it).

    Drivers with under 5 ratings on either side are left out. Which ones are found is decided for
    all at once, so that noise alone seldom yields any.
    """
    known = {
        driver: pair
        for driver, pair in sides.items()
        if min(rate.of for rate in pair) >= ENOUGH_FOR_SCORE
    }
    chances = {driver: chance_of(*pair) for driver, pair in known.items()}
    ordered = sorted(known, key=lambda driver: (chances[driver], driver))
    found = set(discovered(chances))
    return tuple(
        _lift(driver, *known[driver], chance=chances[driver], found=driver in found)
        for driver in ordered
    )


def chance_of(first: Rate, second: Rate) -> float:
    """Return how often two shares that are the same would differ as much as these or more.

    The χ² test with N − 1 for N, two-sided: I. Campbell, Chi-squared and Fisher–Irwin tests of
    two-by-two tables with small sample recommendations, Statistics in Medicine 26 (2007).
    """
    n = first.of + second.of
    positive = first.part + second.part
    spread = first.of * second.of * positive * (n - positive)
    if spread == 0:
        return 1.0
    cross = first.part * (second.of - second.part) - second.part * (first.of - first.part)
    return erfc(sqrt((n - 1) / 2 / spread) * abs(cross))


def _lift(driver: str, with_it: Rate, without: Rate, *, chance: float, found: bool) -> Lift:
    interval = share_difference(with_it, without).times(100)
    return Lift(
        driver=driver,
        with_it=with_it,
        without=without,
        delta=100 * (with_it.part / with_it.of - without.part / without.of),
        interval=interval,
        chance=chance,
        found=found and not interval.low <= 0 <= interval.high,
    )
