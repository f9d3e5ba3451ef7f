"""What moves the score, all drivers together: how much of it each accounts for, and how it does.

Drivers come in company, so how much one explains depends on which were counted before it. The
decomposition of R. H. Lindeman, P. F. Merenda and R. Z. Gold (1980), as in U. Grömping, Relative
importance for linear regression in R, J. Stat. Softw. 17 (2006), averages over all orders; it is
the Shapley value of R².
"""

from collections.abc import Mapping, Sequence
from math import factorial, sqrt
from random import Random
from typing import Final, NamedTuple

from server.core.driver_lift import Pattern, sides_of
from server.core.incomplete_beta import beta_below
from server.core.intervals import CONFIDENCE, Interval
from server.core.rates import Rate
from server.core.scores import ENOUGH_FOR_SCORE

MOST_DRIVERS: Final = 12
"""There are 2ⁿ sets of n drivers to look at."""
ENOUGH_RATINGS: Final = 100
ENOUGH_A_DRIVER: Final = 10
DRAWS: Final = 200

# What is left of a driver's variance of 1 when others say the same; below it is only rounding.
_NOTHING_NEW: Final = 1e-9

Matrix = list[list[float]]


class DriverImportance(NamedTuple):
    """A driver's place in the chart of importance and performance.

    `importance` is how many per cent of all variation in the answers it accounts for, with its
    95 % interval; `performance` is how many of those who name it are positive.
    """

    driver: str
    importance: float
    interval: Interval
    performance: Rate


class Importances(NamedTuple):
    """The drivers, the most important first; their importances add up to `explained` per cent.

    `left_out` are those that too few ratings (under 5) have, or lack, to say anything.
    """

    n: int
    explained: float
    drivers: tuple[DriverImportance, ...]
    left_out: tuple[str, ...]


class TooThin(NamedTuple):
    """Why nothing is said about what moves the score."""

    reason: str


def importances_of(answers: Mapping[Pattern, int], random: Random) -> Importances | TooThin:
    """Decompose what moves the score, from how many ratings there are of each pattern.

    Intervals are from the Bayesian bootstrap (D. B. Rubin, Ann. Statist. 9, 1981), whose cost goes
    by the number of patterns and not of ratings; `random` is its source of chance. Refused when
    the data is too thin, or when all drivers together explain no more than chance would (F test at
    5 %). With 12 drivers it takes seconds.
    """
    sides = sides_of(answers)
    drivers = [name for name, pair in sides.items() if _enough(pair)]
    reason = _too_thin(answers, len(drivers))
    if reason:
        return TooThin(reason)
    table = _Table(answers, drivers)
    parts = _parts(table.correlations(table.counts))
    n, explained = sum(answers.values()), sum(parts)
    if _chance(explained, n, len(drivers)) > 1 - CONFIDENCE:
        return TooThin("together the drivers explain no more than chance would")
    drawn = [
        _parts(table.correlations([random.gammavariate(count, 1) for count in table.counts]))
        for _ in range(DRAWS)
    ]
    found = [
        DriverImportance(name, 100 * part, _middle(draws).times(100), sides[name][0])
        for name, part, draws in zip(drivers, parts, zip(*drawn, strict=True), strict=True)
    ]
    found.sort(key=lambda driver: driver.importance, reverse=True)
    left_out = tuple(name for name in sides if name not in drivers)
    return Importances(n, 100 * explained, tuple(found), left_out)


def _enough(pair: tuple[Rate, Rate]) -> bool:
    return min(rate.of for rate in pair) >= ENOUGH_FOR_SCORE


def _too_thin(answers: Mapping[Pattern, int], drivers: int) -> str:
    n = sum(answers.values())
    positive = sum(count for pattern, count in answers.items() if pattern.positive)
    needed = max(ENOUGH_RATINGS, ENOUGH_A_DRIVER * drivers)
    if drivers == 0:
        return f"no driver has {ENOUGH_FOR_SCORE} ratings with it and {ENOUGH_FOR_SCORE} without"
    if drivers > MOST_DRIVERS:
        return f"{drivers} drivers are too many to tell apart: choose {MOST_DRIVERS}"
    if n < needed:
        return f"{n} ratings are too few for {drivers} drivers: {needed} are needed"
    if positive in {0, n}:
        return "all ratings are alike: there is nothing to explain"
    return ""


class _Table:
    """The patterns as columns of 0 and 1, the drivers first and the outcome last."""

    def __init__(self, answers: Mapping[Pattern, int], drivers: Sequence[str]) -> None:
        patterns = [pattern for pattern, count in answers.items() if count]
        self.counts = [answers[pattern] for pattern in patterns]
        columns = [
            {row for row, pattern in enumerate(patterns) if name in pattern.drivers}
            for name in drivers
        ]
        columns.append({row for row, pattern in enumerate(patterns) if pattern.positive})
        # Where two columns are both 1: all that a product of zeros and ones adds up over.
        self._both = [[sorted(one & other) for other in columns] for one in columns]

    def correlations(self, weights: Sequence[float]) -> Matrix:
        """Return the correlations of all columns under weights of the patterns."""
        total = sum(weights)
        means = [
            [sum(weights[row] for row in rows) / total for rows in line] for line in self._both
        ]
        share = [means[at][at] for at in range(len(means))]
        spread = [sqrt(mean * (1 - mean)) for mean in share]
        return [
            [
                (mean - share[one] * share[other]) / (spread[one] * spread[other])
                for other, mean in enumerate(line)
            ]
            for one, line in enumerate(means)
        ]


def _parts(correlations: Matrix) -> list[float]:
    """Return the part of R² of each driver: what it adds, averaged over all orders of them."""
    count = len(correlations) - 1
    left = [1.0] * 2**count
    _leave(correlations, 0, 0, left)
    orders = [
        factorial(size) * factorial(count - size - 1) / factorial(count) for size in range(count)
    ]
    return [
        sum(
            orders[before.bit_count()] * (left[before] - left[before | 1 << driver])
            for before in range(2**count)
            if not before >> driver & 1
        )
        for driver in range(count)
    ]


def _leave(matrix: Matrix, first: int, chosen: int, left: list[float]) -> None:
    """Note the variance of the outcome that each set of drivers leaves unexplained.

    `matrix` holds what the `chosen` leave of the covariances of the drivers from `first` on, and
    of the outcome, which is last. Taking one driver more out of those after it costs one step of
    elimination, so all sets together cost little more than their number.
    """
    left[chosen] = matrix[-1][-1]
    for at in range(len(matrix) - 1):
        _leave(_without(matrix, at), first + at + 1, chosen | 1 << (first + at), left)


def _without(matrix: Matrix, at: int) -> Matrix:
    """Return what is left of the later covariances when one variable has explained its part."""
    later = range(at + 1, len(matrix))
    pivot = matrix[at]
    if pivot[at] < _NOTHING_NEW:
        return [matrix[row][at + 1 :] for row in later]
    return [
        [matrix[row][column] - pivot[row] * pivot[column] / pivot[at] for column in later]
        for row in later
    ]


def _chance(explained: float, n: int, drivers: int) -> float:
    """Return how often drivers of pure noise would explain as much: the F test of R²."""
    return beta_below(min(1.0, max(0.0, 1 - explained)), (n - drivers - 1) / 2, drivers / 2)


def _middle(draws: Sequence[float]) -> Interval:
    """Return the interval that holds the middle 95 % of draws."""
    ordered = sorted(draws)
    outside = round(len(ordered) * (1 - CONFIDENCE) / 2)
    return Interval(ordered[outside], ordered[-1 - outside])
