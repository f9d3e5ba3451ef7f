"""Figures of few answers drawn towards that of all: what to expect of each, not what luck gave."""

from collections.abc import Mapping, Sequence
from math import fsum, inf
from typing import NamedTuple

from server.core.intervals import mean_of

Values = Mapping[int, int]
"""What the answers of one group are worth: value → count."""


class Shrinkage(NamedTuple):
    """The figure of all, and how many answers at it each is taken to begin with.

    `prior` is infinite when the groups differ by no more than chance would have it.
    """

    centre: float
    prior: float

    def drawn(self, value: float, n: int) -> float:
        """Return a group's figure of n answers, in the unit of `centre`, drawn towards it."""
        weight = 0.0 if self.prior == inf else n / (n + self.prior)
        return self.centre + weight * (value - self.centre)

    @property
    def explained(self) -> str:
        """One sentence that says what was done."""
        if self.prior == inf:
            return "The differences are no larger than chance makes them, so the same is expected of all."
        count = max(1, round(self.prior))
        some = "1 answer" if count == 1 else f"{count:,} answers"
        return f"Expected is each figure drawn to that of all, as if each began with {some} at it."


def shrinkage_of(groups: Sequence[Values]) -> Shrinkage:
    """Estimate from all groups how far to draw each; `centre` is in the unit of the values.

    H. Bühlmann and E. Straub, Glaubwürdigkeit für Schadensätze, 1970: the prior is the variance of
    one answer within the groups over the variance between their true figures, each estimated by
    its moments. For shares this is the beta-binomial's mean. Raises ValueError without answers.
    """
    groups = [group for group in groups if sum(group.values())]
    if not groups:
        raise ValueError("no answers to draw anything to")
    sizes = [sum(group.values()) for group in groups]
    means = [mean_of(group) for group in groups]
    total = sum(sizes)
    centre = fsum(n * mean for n, mean in zip(sizes, means, strict=True)) / total
    within = _within(groups, means, total)
    return Shrinkage(centre, _prior(within, sizes, [mean - centre for mean in means]))


def _within(groups: Sequence[Values], means: Sequence[float], total: int) -> float:
    """Return the variance of one answer around its own group's figure."""
    degrees = total - len(groups)
    if degrees == 0:
        return inf
    squares = fsum(
        count * (value - mean) ** 2
        for group, mean in zip(groups, means, strict=True)
        for value, count in group.items()
    )
    return squares / degrees


def _prior(within: float, sizes: Sequence[int], deviations: Sequence[float]) -> float:
    total = sum(sizes)
    squares = fsum(n * deviation**2 for n, deviation in zip(sizes, deviations, strict=True))
    spare = squares - (len(sizes) - 1) * within
    # Without a second group, or a second answer in any, nothing tells luck from a difference.
    if len(sizes) == 1 or spare <= 0:
        return inf
    between = spare / (total - fsum(n * n for n in sizes) / total)
    return within / between
