from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.bands import Metric
from server.core.leaderboard import Leaderboard, leaderboard
from server.core.scores import ScoreGroup, change
from tests.server.core.scored import scored


def group(name: str, positive: int, n: int) -> ScoreGroup:
    return ScoreGroup(name.lower(), name, scored(Metric.CSAT, 5, {5: positive, 1: n - positive}))


def ranks(board: Leaderboard) -> list[tuple[int, str]]:
    return [(place.rank, place.group.name) for place in board.places]


def test_it_ties_what_cannot_be_told_apart() -> None:
    board = leaderboard([group("Juris", 88, 100), group("Mari", 90, 100), group("Anna", 500, 1000)])
    assert ranks(board) == [(1, "Mari"), (1, "Juris"), (3, "Anna")]
    assert [place.tied for place in board.places] == [True, True, False]


def test_it_ranks_by_the_lower_end_and_not_by_luck() -> None:
    board = leaderboard([group("Few", 30, 30), group("Many", 970, 1000)])
    assert ranks(board) == [(1, "Many"), (1, "Few")]


def test_it_hides_the_too_small_and_ranks_no_early_ones() -> None:
    board = leaderboard([group("Mari", 90, 100), group("Early", 0, 29), group("New", 0, 4)])
    assert ranks(board) == [(1, "Mari")]
    assert [early.name for early in board.early] == ["Early"]
    assert [hidden.name for hidden in board.hidden] == ["New"]


def test_it_draws_figures_to_the_teams_and_says_so() -> None:
    groups = [group(f"A{share}", share * 10, 1000) for share in (70, 80, 90)]
    board = leaderboard([*groups, group("Short", 30, 30)])
    drawn = {place.group.name: place.drawn for place in board.places}
    assert 80 < drawn["Short"] < 100
    assert drawn["A90"] == pytest.approx(90, abs=0.5)
    assert board.explained.startswith("Expected is each figure drawn to that of all, as if")


def test_it_draws_net_scores_and_means_in_their_unit() -> None:
    nps = [
        ScoreGroup(name, name, scored(Metric.NPS, 10, {10: tens, 3: 100 - tens}))
        for name, tens in (("a", 80), ("b", 50))
    ]
    assert [round(place.drawn) for place in leaderboard(nps).places] == [59, 1]
    means = [
        ScoreGroup(
            name, name, scored(Metric.CES, 7, {7: sevens, 1: 100 - sevens}, formula="ces/mean/1")
        )
        for name, sevens in (("a", 80), ("b", 50))
    ]
    assert [round(place.drawn, 1) for place in leaderboard(means).places] == [5.8, 4.0]


def test_it_has_an_empty_board_of_nobody() -> None:
    assert leaderboard([]) == Leaderboard((), (), (), (), "")


def test_it_gives_nobody_named_no_place() -> None:
    nobody = ScoreGroup(None, "Nobody named", scored(Metric.CSAT, 5, {5: 100}))
    assert ranks(leaderboard([nobody, group("Mari", 90, 100)])) == [(1, "Mari")]


def test_it_seldom_tells_apart_twenty_who_are_alike() -> None:
    random = Random(8)
    told_apart = 0
    for _ in range(150):
        team = [
            group(f"A{i}", sum(random.random() < 0.8 for _ in range(60)), 60) for i in range(20)
        ]
        told_apart += leaderboard(team).places[-1].rank > 1
    assert told_apart / 150 <= 0.05


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(60, 400)), max_size=12))
def test_it_never_ties_whom_it_tells_apart_nor_ranks_the_worse_higher(
    team: list[tuple[int, int]],
) -> None:
    board = leaderboard([group(f"A{i}", k, n) for i, (k, n) in enumerate(team)])
    lows = [place.group.score.interval.low for place in board.places if place.group.score.interval]
    assert lows == sorted(lows, reverse=True)
    assert [place.rank for place in board.places] == sorted(place.rank for place in board.places)
    for above in board.places:
        for below in board.places:
            found = change(above.group.score, below.group.score)
            if above.rank < below.rank:
                assert found is None or not (found.detectable and found.delta < 0)
