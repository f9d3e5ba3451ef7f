"""Printed values to the digit, and what must hold for any counts."""

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.intervals import (
    mean_interval,
    mean_of,
    net_difference,
    net_interval,
    share_difference,
    wilson,
)

COUNT = st.integers(min_value=0, max_value=10_000)
SHARE = st.tuples(COUNT, COUNT).filter(any).map(lambda pair: (pair[0], sum(pair)))
NET = st.tuples(COUNT, COUNT, COUNT).filter(any).map(lambda three: (*three[:2], sum(three)))


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        (4, 5, 37.6, 96.4),
        (8, 10, 49.0, 94.3),
        (10, 10, 72.2, 100.0),
        (45, 50, 78.6, 95.7),
        (85, 100, 76.7, 90.7),
        (850, 1000, 82.7, 87.1),
        (0, 10, 0.0, 27.8),
    ],
)
def test_it_gives_the_printed_wilson_intervals(
    successes: int, n: int, low: float, high: float
) -> None:
    interval = wilson(successes, n).times(100)
    assert (round(interval.low, 1), round(interval.high, 1)) == (low, high)


@pytest.mark.parametrize(
    ("promoters", "detractors", "n", "low", "high"),
    [
        (5, 2, 10, -19, 65),
        (25, 10, 50, 7, 49),
        (50, 20, 100, 14, 44),
        (250, 100, 500, 23, 37),
    ],
)
def test_it_gives_the_printed_net_promoter_intervals(
    promoters: int, detractors: int, n: int, low: int, high: int
) -> None:
    interval = net_interval(promoters, detractors, n).times(100)
    assert (round(interval.low), round(interval.high)) == (low, high)


def test_it_ends_a_net_promoter_interval_at_a_hundred() -> None:
    interval = net_interval(10, 0, 10)
    assert interval.high == 1
    assert interval.low < 0.5  # plain Wald would claim to be certain


@pytest.mark.parametrize(
    ("now", "before", "low", "high"),
    [  # Newcombe 1998, table II, method 10
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_it_gives_newcombes_printed_differences(
    now: tuple[int, int], before: tuple[int, int], low: float, high: float
) -> None:
    interval = share_difference(now, before)
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


def test_it_gives_a_mean_with_students_interval() -> None:
    effort = {1: 3, 2: 4, 3: 5, 4: 10, 5: 23, 6: 30, 7: 25}
    interval = mean_interval(effort)
    assert interval is not None
    assert mean_of(effort) == pytest.approx(5.36)
    spread = sqrt(sum(n * (score - 5.36) ** 2 for score, n in effort.items()) / 99)
    half = 1.984217 * spread / 10  # t for 99 degrees of freedom
    assert tuple(interval) == pytest.approx((5.36 - half, 5.36 + half), abs=1e-6)


@pytest.mark.parametrize("alike", [{}, {5: 1}, {7: 400}])
def test_it_claims_no_interval_for_a_mean_without_spread(alike: dict[int, int]) -> None:
    assert mean_interval(alike) is None


@given(SHARE)
def test_it_holds_the_observed_share_within_bounds(share: tuple[int, int]) -> None:
    low, high = wilson(*share)
    assert 0 <= low <= share[0] / share[1] <= high <= 1
    assert low < high


@given(SHARE, st.integers(min_value=2, max_value=50))
def test_it_is_surer_of_the_same_share_of_more(share: tuple[int, int], times: int) -> None:
    few, many = wilson(*share), wilson(share[0] * times, share[1] * times)
    assert many.high - many.low < few.high - few.low


@given(NET)
def test_it_holds_the_observed_net_score_within_bounds(net: tuple[int, int, int]) -> None:
    promoters, detractors, n = net
    low, high = net_interval(*net)
    assert -1 <= low <= (promoters - detractors) / n <= high <= 1
    assert low < high


@given(NET)
def test_it_turns_the_net_interval_round_with_the_answers(net: tuple[int, int, int]) -> None:
    promoters, detractors, n = net
    low, high = net_interval(detractors, promoters, n)
    assert (-high, -low) == pytest.approx(tuple(net_interval(promoters, detractors, n)))


@given(SHARE, SHARE)
def test_it_holds_the_observed_difference_of_shares(
    now: tuple[int, int], before: tuple[int, int]
) -> None:
    low, high = share_difference(now, before)
    assert -1 <= low <= now[0] / now[1] - before[0] / before[1] <= high <= 1


@given(NET, NET)
def test_it_holds_the_observed_difference_of_net_scores(
    now: tuple[int, int, int], before: tuple[int, int, int]
) -> None:
    low, high = net_difference(now, before)
    observed = (now[0] - now[1]) / now[2] - (before[0] - before[1]) / before[2]
    assert -2 <= low <= observed <= high <= 2


@pytest.mark.parametrize("nonsense", [(0, 0), (-1, 5), (6, 5)])
def test_it_refuses_a_share_of_nothing_or_of_more_than_all(nonsense: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="not a share"):
        wilson(*nonsense)


@pytest.mark.parametrize("nonsense", [(0, 0, 0), (3, 3, 5), (-1, 0, 5)])
def test_it_refuses_more_promoters_and_detractors_than_answers(
    nonsense: tuple[int, int, int],
) -> None:
    with pytest.raises(ValueError, match="promoters"):
        net_interval(*nonsense)


def test_it_refuses_the_mean_of_nothing() -> None:
    with pytest.raises(ValueError, match="no answers"):
        mean_of({})
