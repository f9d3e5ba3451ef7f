"""The intervals beside other people's implementations, over random answers."""

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from server.core.intervals import (
    bounded_mean_interval,
    mean_difference,
    mean_interval,
    net_difference,
    net_interval,
    share_difference,
    wilson,
)

CONFIDENCE = st.sampled_from([0.8, 0.9, 0.95, 0.99, 0.999])
SHARE = st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
SPREAD = st.dictionaries(st.integers(1, 7), st.integers(1, 2000), min_size=2)
NETS = [(20, 5, 40), (120, 30, 200), (400, 350, 1000), (60, 3, 300), (900, 2, 1000)]


def answers(distribution: Mapping[int, int]) -> np.ndarray:
    return np.repeat(list(distribution), list(distribution.values()))


@given(SHARE, CONFIDENCE)
def test_it_gives_wilsons_interval_as_statsmodels_does(
    share: tuple[int, int], confidence: float
) -> None:
    expected = proportion_confint(*share, alpha=1 - confidence, method="wilson")
    assert tuple(wilson(*share, confidence)) == pytest.approx(expected, abs=1e-12)


@given(SHARE, SHARE, CONFIDENCE)
def test_it_gives_newcombes_interval_as_statsmodels_does(
    now: tuple[int, int], before: tuple[int, int], confidence: float
) -> None:
    expected = confint_proportions_2indep(
        *now, *before, method="newcomb", compare="diff", alpha=1 - confidence
    )
    found = share_difference(now, before, confidence)
    assert tuple(found) == pytest.approx(expected, abs=1e-12)


@given(SPREAD, CONFIDENCE)
def test_it_gives_students_interval_as_scipy_does(
    distribution: dict[int, int], confidence: float
) -> None:
    expected = stats.ttest_1samp(answers(distribution), 0).confidence_interval(confidence)
    found = mean_interval(distribution, confidence)
    assert found is not None
    assert tuple(found) == pytest.approx(tuple(expected), abs=1e-9)


@given(SPREAD, SPREAD)
def test_it_gives_welchs_interval_as_scipy_does(
    now: dict[int, int], before: dict[int, int]
) -> None:
    test = stats.ttest_ind(answers(now), answers(before), equal_var=False)
    low, high = test.confidence_interval(0.95)
    found = mean_difference(now, before, (1, 7))
    assert tuple(found) == pytest.approx((max(low, -6), min(high, 6)), abs=1e-9)


@pytest.mark.parametrize(("promoters", "detractors", "n"), NETS)
def test_it_gives_net_scores_about_the_interval_of_a_bootstrap(
    promoters: int, detractors: int, n: int
) -> None:
    drawn = _bootstrap(promoters, detractors, n)
    low, high = np.quantile(drawn, [0.025, 0.975])
    interval = net_interval(promoters, detractors, n)
    assert tuple(interval) == pytest.approx((low, high), abs=1.6 / n + 0.004)


@pytest.mark.parametrize("now", NETS)
@pytest.mark.parametrize("before", NETS)
def test_it_gives_differences_of_net_scores_about_those_of_a_bootstrap(
    now: tuple[int, int, int], before: tuple[int, int, int]
) -> None:
    drawn = _bootstrap(*now) - _bootstrap(*before, seed=2)
    low, high = np.quantile(drawn, [0.025, 0.975])
    slack = 1.6 / min(now[2], before[2]) + 0.006
    assert tuple(net_difference(now, before)) == pytest.approx((low, high), abs=slack)


@pytest.mark.parametrize(("now", "before"), [((170, 200), (150, 200)), ((30, 90), (500, 1000))])
def test_it_gives_differences_of_shares_about_those_of_a_bootstrap(
    now: tuple[int, int], before: tuple[int, int]
) -> None:
    draw = np.random.default_rng(7)
    first, second = (draw.binomial(n, k / n, 40_000) / n for k, n in (now, before))
    low, high = np.quantile(first - second, [0.025, 0.975])
    assert tuple(share_difference(now, before)) == pytest.approx((low, high), abs=0.012)


@pytest.mark.parametrize("n", [5, 10, 30, 100, 1000])
def test_it_holds_the_true_share_as_often_as_it_says(n: int) -> None:
    ends = np.array([wilson(positive, n) for positive in range(n + 1)])
    often = []
    for share in np.arange(1, 100) / 100:
        likely = stats.binom.pmf(np.arange(n + 1), n, share)
        often.append(likely[(ends[:, 0] <= share) & (share <= ends[:, 1])].sum())
    assert 0.94 <= np.mean(often) <= 0.96
    assert min(often) > 0.85


@pytest.mark.parametrize("n", [1, 2, 5, 30, 400])
def test_it_leaves_room_for_those_who_would_answer_otherwise_when_all_agree(n: int) -> None:
    others = proportion_confint(0, n, method="wilson")[1]
    low, high = bounded_mean_interval({4: n}, (1, 5))
    assert (low, high) == pytest.approx((4 - 3 * others, 4 + others))


@settings(max_examples=50)
@given(SPREAD, st.integers(1, 7), st.integers(2, 2000))
def test_it_is_no_surer_of_a_difference_because_one_side_agrees(
    spread: dict[int, int], score: int, n: int
) -> None:
    low, high = mean_difference(spread, {score: n}, (1, 7))
    ours = bounded_mean_interval(spread, (1, 7))
    theirs = bounded_mean_interval({score: n}, (1, 7))
    assert high - low <= (ours.high - ours.low) + (theirs.high - theirs.low) + 1e-9
    assert high - low > 0


def _bootstrap(promoters: int, detractors: int, n: int, seed: int = 1) -> np.ndarray:
    shares = [promoters / n, detractors / n, 1 - (promoters + detractors) / n]
    drawn = np.random.default_rng(seed).multinomial(n, shares, 40_000)
    return (drawn[:, 0] - drawn[:, 1]) / n
