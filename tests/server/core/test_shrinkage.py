from math import inf

import numpy as np
import pytest

from server.core.shrinkage import Shrinkage, Values, shrinkage_of


def test_it_finds_the_prior_that_shares_were_drawn_from() -> None:
    # A beta of 16 and 4 is a team at 80 % whose members differ as if each began with 20 answers.
    random = np.random.default_rng(3)
    groups: list[Values] = []
    for share in random.beta(16, 4, 4000):
        n = int(random.integers(5, 200))
        positive = int(random.binomial(n, share))
        groups.append({1: positive, 0: n - positive})
    found = shrinkage_of(groups)
    assert found.centre == pytest.approx(0.8, abs=0.01)
    assert found.prior == pytest.approx(20, rel=0.1)


def test_it_finds_the_prior_that_means_were_drawn_from() -> None:
    random = np.random.default_rng(4)
    groups: list[Values] = []
    for mean in random.normal(50, 3, 2000):
        values, counts = np.unique(
            random.normal(mean, 12, int(random.integers(5, 60))).round(), return_counts=True
        )
        groups.append(dict(zip(map(int, values), map(int, counts), strict=True)))
    assert shrinkage_of(groups).prior == pytest.approx(16, rel=0.15)  # 12² / 3²


def test_it_draws_the_figure_of_few_answers_further_than_that_of_many() -> None:
    shrinkage = Shrinkage(centre=80, prior=20)
    assert shrinkage.drawn(100, 5) == 84
    assert shrinkage.drawn(100, 20) == 90
    assert shrinkage.drawn(100, 1980) == pytest.approx(99.8)
    assert shrinkage.explained == (
        "Expected is each figure drawn to that of all, as if each began with 20 answers at it."
    )


def test_it_comes_nearer_to_the_truth_than_the_figures_do() -> None:
    random = np.random.default_rng(5)
    truth = random.beta(16, 4, 500)
    positive = random.binomial(15, truth)
    shrinkage = shrinkage_of([{1: int(k), 0: 15 - int(k)} for k in positive])
    drawn = np.array([shrinkage.drawn(k / 15, 15) for k in positive])
    assert ((drawn - truth) ** 2).mean() < 0.65 * ((positive / 15 - truth) ** 2).mean()


@pytest.mark.parametrize(
    "groups",
    [
        [{1: 80, 0: 20}, {1: 80, 0: 20}],
        [{1: 3, 0: 1}],
        [{1: 1, 0: 0}],
        [{1: 1, 0: 0}, {1: 0, 0: 1}],
        [{1: 9, 0: 0}, {1: 4, 0: 0}],
    ],
)
def test_it_puts_all_at_the_teams_where_only_chance_differs(groups: list[Values]) -> None:
    found = shrinkage_of(groups)
    assert found.prior == inf
    assert found.drawn(1.0, 1000) == found.centre
    assert "no larger than chance" in found.explained


def test_it_leaves_figures_alone_when_answers_never_vary() -> None:
    assert shrinkage_of([{1: 9, 0: 0}, {1: 0, 0: 9}]).drawn(1, 9) == 1


def test_it_draws_nothing_to_nothing() -> None:
    with pytest.raises(ValueError, match="no answers"):
        shrinkage_of([{1: 0, 0: 0}])
