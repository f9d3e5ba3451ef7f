"""How often the 95 % intervals contain the truth, from 5 answers to 5,000.

python benchmarks/coverage.py > benchmarks/coverage.md    # two minutes
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import product
from typing import NamedTuple

import numpy as np
from scipy import stats

from benchmarks.tables import table
from server.core.intervals import (
    Interval,
    bounded_mean_interval,
    mean_difference,
    net_difference,
    net_interval,
    share_difference,
    wilson,
)

SIZES = (5, 10, 20, 30, 50, 100, 200, 500, 1000, 2000, 5000)
PERCENTS = range(1, 100)
SOME_PERCENTS = (1, 2, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 98, 99)
FIVE = (1, 5)
SHAPES = {
    "even": (20, 20, 20, 20, 20),
    "good": (4, 6, 20, 30, 40),
    "two camps": (45, 5, 0, 5, 45),
    "very good": (1, 1, 3, 15, 80),
    "5 in 100 complain": (5, 0, 0, 0, 95),
    "1 in 100 complains": (1, 0, 0, 0, 99),
}
NETS = ((50, 20), (80, 5), (30, 30), (10, 60), (95, 1), (2, 2))
MOST_NETS_ADDED_UP = 200
MOST_DIFFERENCES_ADDED_UP = 500
DRAWS = 4_000
ROUNDING = 1e-12
HOW = """\
Shares are added up exactly over every outcome, and so are net scores up to 200 answers and
differences of shares up to 500. The rest is drawn, with a fixed seed. "Average" is over all truths
of a row, "lowest" is the worst of them.
"""
HEAD = ("n", "average %", "lowest %", "at", "under 93 %")

Counts = tuple[int, ...]
Shares = tuple[float, ...]


class Covered(NamedTuple):
    """How often the truth was inside, of 1, and what the truth was."""

    often: float
    truth: str


def main() -> None:
    print(f"# How often 95 % intervals contain the truth\n\n{HOW}")
    show("Shares: Wilson. Truths 1 to 99 %", shares)
    show("Net scores: adjusted Wald. Truths: promoters / detractors in %", nets)
    show("Means of 1 to 5: Student's t, bounded", means)
    show("Differences of shares, n each: Newcombe. Truths: two shares in %", share_differences)
    show("Differences of net scores, n each: adjusted variances", net_differences)
    show("Differences of means, n each: Welch", mean_differences)


def show(title: str, covered: Callable[[int], Iterable[Covered]]) -> None:
    rows = [row(n, list(covered(n))) for n in SIZES]
    print(f"## {title}\n\n{table(HEAD, rows)}\n", flush=True)


def row(n: int, found: Sequence[Covered]) -> list[str]:
    worst = min(found)
    average = sum(each.often for each in found) / len(found)
    under = sum(each.often < 0.93 for each in found)
    return [
        f"{n:,}",
        f"{100 * average:.1f}",
        f"{100 * worst.often:.1f}",
        worst.truth,
        f"{under} of {len(found)}",
    ]


def shares(n: int) -> Iterator[Covered]:
    ends = np.array([wilson(positive, n) for positive in range(n + 1)])
    for percent in PERCENTS:
        likely = stats.binom.pmf(np.arange(n + 1), n, percent / 100)
        yield Covered(float(likely[inside(ends, percent / 100)].sum()), f"{percent} %")


def nets(n: int) -> Iterator[Covered]:
    truths = [pair for pair in product(SOME_PERCENTS, repeat=2) if sum(pair) < 100]
    if n > MOST_NETS_ADDED_UP:
        one = cache(lambda promoters, detractors, _: net_interval(promoters, detractors, n))
        for truth in truths:
            yield drawn(one, (trinomial(truth),), n, net_of(truth), name(truth))
        return
    grid = np.arange(n + 1)
    outcomes = np.array([(p, d, n - p - d) for p in grid for d in grid[: n + 1 - p]])
    ends = np.array([net_interval(int(p), int(d), n) for p, d, _ in outcomes])
    for truth in truths:
        likely = stats.multinomial.pmf(outcomes, n, trinomial(truth))
        yield Covered(float(likely[inside(ends, net_of(truth))].sum()), name(truth))


def means(n: int) -> Iterator[Covered]:
    one = cache(lambda *counts: bounded_mean_interval(distribution(counts), FIVE))
    for shape, percents in SHAPES.items():
        yield drawn(one, (of_one(percents),), n, mean(percents), shape)


def share_differences(n: int) -> Iterator[Covered]:
    truths = product(SOME_PERCENTS, repeat=2)
    if n > MOST_DIFFERENCES_ADDED_UP:
        two = cache(lambda now, _, before, __: share_difference((now, n), (before, n)))
        for truth in truths:
            sides = [(percent / 100, 1 - percent / 100) for percent in truth]
            yield drawn(two, sides, n, net_of(truth), name(truth))
        return
    grid = np.arange(n + 1)
    ends = np.array(
        [[share_difference((a, n), (b, n)) for b in range(n + 1)] for a in range(n + 1)]
    )
    for truth in truths:
        first, second = (stats.binom.pmf(grid, n, percent / 100) for percent in truth)
        often = first @ inside(ends, net_of(truth)) @ second
        yield Covered(float(often), name(truth))


def net_differences(n: int) -> Iterator[Covered]:
    two = cache(lambda *c: net_difference((c[0], c[1], n), (c[3], c[4], n)))
    for truth in product(NETS, repeat=2):
        sides = [trinomial(side) for side in truth]
        delta = net_of(truth[0]) - net_of(truth[1])
        yield drawn(two, sides, n, delta, " and ".join(map(name, truth)))


def mean_differences(n: int) -> Iterator[Covered]:
    two = cache(lambda *c: mean_difference(distribution(c[:5]), distribution(c[5:]), FIVE))
    for first, second in product(SHAPES, repeat=2):
        sides = [of_one(SHAPES[shape]) for shape in (first, second)]
        delta = mean(SHAPES[first]) - mean(SHAPES[second])
        yield drawn(two, sides, n, delta, f"{first} and {second}")


def drawn(
    interval: Callable[..., Interval], sides: Sequence[Shares], n: int, truth: float, label: str
) -> Covered:
    """Return how often the truth is inside, over draws of n answers for each side."""
    random = np.random.default_rng(n)
    counts = np.hstack([random.multinomial(n, side, DRAWS) for side in sides])
    ends = np.array([interval(*outcome) for outcome in counts.tolist()])
    return Covered(float(inside(ends, truth).mean()), label)


def inside(ends: np.ndarray, truth: float) -> np.ndarray:
    """Tell for each interval of an array, both ends on its last axis, whether it holds the truth."""
    return (ends[..., 0] - ROUNDING <= truth) & (truth <= ends[..., 1] + ROUNDING)


def trinomial(truth: tuple[int, int]) -> Shares:
    return of_one((*truth, 100 - sum(truth)))


def of_one(percents: Counts) -> Shares:
    return tuple(percent / 100 for percent in percents)


def net_of(truth: tuple[int, int]) -> float:
    return (truth[0] - truth[1]) / 100


def mean(percents: Counts) -> float:
    return sum(score * percent for score, percent in enumerate(percents, 1)) / 100


def distribution(counts: Counts) -> dict[int, int]:
    return {score: count for score, count in enumerate(counts, 1) if count}


def name(truth: tuple[int, int]) -> str:
    return f"{truth[0]} / {truth[1]}"


if __name__ == "__main__":
    main()
