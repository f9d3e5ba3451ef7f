from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.multitest import multipletests

from server.core.driver_lift import Pattern, chance_of, lifts_of, sides_of
from server.core.rates import Rate
from tests.server.core.simulated_drivers import NOISE, PLANTED, ratings

RATE = st.integers(5, 400).flatmap(lambda of: st.builds(Rate, st.integers(0, of), st.just(of)))


def test_it_compares_ratings_with_a_driver_and_without() -> None:
    answers = {
        Pattern(True, frozenset({"fast"})): 40,
        Pattern(True, frozenset({"fast", "kind"})): 20,
        Pattern(False, frozenset({"kind"})): 30,
        Pattern(True, frozenset[str]()): 10,
    }
    sides = sides_of(answers)
    assert sides == {
        "fast": (Rate(60, 60), Rate(10, 40)),
        "kind": (Rate(20, 50), Rate(50, 50)),
    }
    fast = lifts_of(sides)[0]
    assert (fast.driver, fast.delta, fast.found) == ("fast", 75, True)
    assert [round(end, 1) for end in fast.interval] == [58.7, 85.8]


def test_it_says_nothing_of_a_driver_with_too_few_on_a_side() -> None:
    assert lifts_of({"rare": (Rate(4, 4), Rate(10, 200)), "all": (Rate(90, 100), Rate(0, 3))}) == ()


def test_it_finds_nothing_in_a_reason_that_only_the_unhappy_are_offered() -> None:
    (lift,) = lifts_of({"slow": (Rate(0, 40), Rate(0, 60))})
    assert (lift.delta, lift.chance, lift.found) == (0, 1, False)


@given(RATE, RATE)
def test_it_tests_as_scipy_does(first: Rate, second: Rate) -> None:
    n = first.of + second.of
    if first.part + second.part in {0, n}:
        assert chance_of(first, second) == 1
        return
    table = [[rate.part, rate.of - rate.part] for rate in (first, second)]
    squares = float(stats.chi2_contingency(table, correction=False).statistic)
    expected = float(stats.chi2.sf(squares * (n - 1) / n, 1))
    assert chance_of(first, second) == pytest.approx(expected, abs=1e-9)


@settings(max_examples=50)
@given(st.lists(st.tuples(RATE, RATE), min_size=1, max_size=20))
def test_it_finds_by_benjamini_and_hochberg_as_statsmodels_does(
    pairs: list[tuple[Rate, Rate]],
) -> None:
    lifts = lifts_of({f"d{number}": pair for number, pair in enumerate(pairs)})
    kept = multipletests([lift.chance for lift in lifts], alpha=0.05, method="fdr_bh")[0]
    for lift, keep in zip(lifts, kept, strict=True):
        assert lift.found == (bool(keep) and not lift.interval.low <= 0 <= lift.interval.high)


def test_it_finds_what_is_planted_among_noise() -> None:
    # In company, noise would truly go with the score, by the driver it comes with.
    runs, hits, noise = 120, 0, 0.0
    for seed in range(runs):
        found = {
            lift.driver
            for lift in lifts_of(sides_of(ratings(Random(seed), 1000, effect=0.2, company=False)))
            if lift.found
        }
        hits += PLANTED in found
        noise += len(found & set(NOISE)) / max(1, len(found))
    assert hits >= 0.97 * runs
    assert noise / runs <= 0.08  # 5 % by design


def test_it_finds_nothing_in_noise_alone() -> None:
    runs = 300
    with_finds = sum(
        any(lift.found for lift in lifts_of(sides_of(ratings(Random(seed), 300))))
        for seed in range(runs)
    )
    # 5 % of runs by design; 8 % is two and a half standard errors above.
    assert with_finds / runs < 0.08
