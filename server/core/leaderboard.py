"""A fair leaderboard: ranked by what is shown beyond doubt, with ties where nothing tells apart."""

from collections.abc import Iterable, Sequence
from math import comb
from typing import NamedTuple

from server.core.formulas import FORMULAS, difference_of_values, factor_of
from server.core.intervals import CONFIDENCE
from server.core.scores import Score, ScoreGroup, standings
from server.core.shrinkage import shrinkage_of


class Place(NamedTuple):
    """A group and its rank, which those share that cannot be told apart: they are `tied`.

    `drawn` is what to expect of it: its figure drawn towards that of all, in the score's unit.
    """

    rank: int
    group: ScoreGroup
    drawn: float
    tied: bool


class Leaderboard(NamedTuple):
    """The places, best first; groups not ranked, by name; those whose score is hidden; nobody's.

    `explained` says in a sentence what `drawn` is; it is empty where nobody is ranked.
    """

    places: tuple[Place, ...]
    early: tuple[ScoreGroup, ...]
    hidden: tuple[ScoreGroup, ...]
    unnamed: tuple[ScoreGroup, ...]
    explained: str


def leaderboard(groups: Iterable[ScoreGroup]) -> Leaderboard:
    """Return the leaderboard of groups counted by one formula; ValueError if they are not.

    In order of the lower ends of their intervals, each shares the rank of those above it until one
    of them is detectably better. The pairs are compared at a confidence that chance alone would
    tell any of them apart on one board in twenty at most (Bonferroni's correction). All are drawn to
    the figure of everybody named, early and too few too.
    """
    order = standings(groups)
    confidence = 1 - (1 - CONFIDENCE) / max(1, comb(len(order.ranked), 2))
    ranks: list[int] = []
    tied: list[ScoreGroup] = []
    drawn, explained = _drawn(order.ranked, (*order.ranked, *order.early, *order.too_few))
    for number, group in enumerate(order.ranked, 1):
        if any(_better(above.score, group.score, confidence) for above in tied):
            tied = []
        tied.append(group)
        ranks.append(number - len(tied) + 1)
    places = tuple(
        Place(rank, group, figure, tied=ranks.count(rank) > 1)
        for rank, group, figure in zip(ranks, order.ranked, drawn, strict=True)
    )
    return Leaderboard(places, order.early, order.too_few, order.unnamed, explained)


def _better(above: Score, score: Score, confidence: float) -> bool:
    """Tell whether the first is detectably better than the second."""
    difference = difference_of_values(
        FORMULAS[above.formula],
        above.values,
        score.values,
        scale=above.scale,
        confidence=confidence,
    )
    return difference.low > 0


def _drawn(ranked: Sequence[ScoreGroup], team: Sequence[ScoreGroup]) -> tuple[list[float], str]:
    if not ranked:
        return [], ""
    factor = factor_of(FORMULAS[ranked[0].score.formula])
    shrinkage = shrinkage_of([group.score.values for group in team])
    figures = [
        shrinkage.drawn((group.score.value or 0) / factor, group.score.n) * factor
        for group in ranked
    ]
    return figures, shrinkage.explained
