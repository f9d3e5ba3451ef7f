from collections import Counter
from itertools import permutations
from math import factorial
from random import Random

import numpy as np
import pytest
import statsmodels.api as sm

from server.core.driver_importance import Importances, TooThin, importances_of
from server.core.driver_lift import Pattern
from tests.server.core.simulated_drivers import PLANTED, ratings


def columns(answers: Counter[Pattern], drivers: list[str]) -> tuple[np.ndarray, np.ndarray]:
    patterns = list(answers.elements())
    named = [[float(driver in pattern.drivers) for driver in drivers] for pattern in patterns]
    return np.array(named), np.array([float(pattern.positive) for pattern in patterns])


def explained(named: np.ndarray, outcome: np.ndarray) -> float:
    if not named.shape[1]:
        return 0.0
    return float(sm.OLS(outcome, sm.add_constant(named)).fit().rsquared)


def some(seed: int, n: int = 600, effect: float = 0.4) -> Counter[Pattern]:
    """Ratings with four drivers only, so that all orders of them can be gone through."""
    kept = {PLANTED, "price", "polite", "phone"}
    answers: Counter[Pattern] = Counter()
    for pattern, count in ratings(Random(seed), n, effect=effect).items():
        answers[Pattern(pattern.positive, pattern.drivers & kept)] += count
    return answers


def importances(answers: Counter[Pattern]) -> Importances:
    found = importances_of(answers, Random(1))
    assert isinstance(found, Importances)
    return found


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_it_gives_what_each_adds_averaged_over_all_orders(seed: int) -> None:
    answers = some(seed)
    found = importances(answers)
    drivers = sorted(driver.driver for driver in found.drivers)
    named, outcome = columns(answers, drivers)
    expected = dict.fromkeys(drivers, 0.0)
    for order in permutations(range(len(drivers))):
        for place, at in enumerate(order):
            before, after = list(order[:place]), list(order[: place + 1])
            adds = explained(named[:, after], outcome) - explained(named[:, before], outcome)
            expected[drivers[at]] += 100 * adds / factorial(len(drivers))
    assert {d.driver: d.importance for d in found.drivers} == pytest.approx(expected)
    assert found.explained == pytest.approx(100 * explained(named, outcome))


def test_it_shares_between_drivers_that_say_the_same() -> None:
    answers: Counter[Pattern] = Counter()
    for pattern, count in some(4).items():
        twin = {"slow again"} if PLANTED in pattern.drivers else set()
        answers[Pattern(pattern.positive, pattern.drivers | twin)] += count
    found = {driver.driver: driver for driver in importances(answers).drivers}
    assert found["slow again"].importance == pytest.approx(found[PLANTED].importance)


def test_it_gives_intervals_about_those_of_a_bootstrap() -> None:
    answers = Counter({Pattern(p, d & frozenset({PLANTED})): 0 for p, d in some(5)})
    for pattern, count in some(5).items():
        answers[Pattern(pattern.positive, pattern.drivers & {PLANTED})] += count
    (driver,) = importances(answers).drivers
    named, outcome = columns(answers, [PLANTED])
    random = np.random.default_rng(5)
    drawn = []
    for _ in range(2000):
        rows = random.integers(0, len(outcome), len(outcome))
        drawn.append(100 * np.corrcoef(named[rows, 0], outcome[rows])[0, 1] ** 2)
    expected = np.quantile(drawn, [0.025, 0.975])
    assert tuple(driver.interval) == pytest.approx(tuple(expected), abs=2.5)
    assert driver.interval.low < driver.importance < driver.interval.high


def test_it_gives_importance_and_performance_of_what_is_planted() -> None:
    answers = ratings(Random(6), 1000, effect=0.25)
    found = importances(answers)
    first = found.drivers[0]
    assert first.driver == PLANTED
    assert first.importance > 3 * found.drivers[1].importance
    assert first.performance.of == sum(n for p, n in answers.items() if PLANTED in p.drivers)
    assert first.performance.value == pytest.approx(55, abs=6)
    assert sum(driver.importance for driver in found.drivers) == pytest.approx(found.explained)


def test_it_gives_the_same_for_the_same_seed() -> None:
    answers = some(7)
    assert importances_of(answers, Random(3)) == importances_of(answers, Random(3))


def test_it_seldom_speaks_of_noise_alone() -> None:
    runs = 120
    spoken = sum(
        isinstance(importances_of(some(seed, 300, 0), Random(1)), Importances)
        for seed in range(runs)
    )
    # 5 % of runs by design; 10 % is two and a half standard errors above.
    assert spoken / runs < 0.1


def test_it_leaves_out_what_too_few_name_and_says_so() -> None:
    answers = some(8)
    answers[Pattern(False, frozenset({"rare"}))] = 4
    found = importances(answers)
    assert found.left_out == ("rare",)


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({}, "no driver has 5 ratings with it and 5 without"),
        (
            {Pattern(True, frozenset("a")): 50, Pattern(False, frozenset("b")): 49},
            "99 ratings are too few for 2 drivers: 100 are needed",
        ),
        (
            {Pattern(True, frozenset("a")): 50, Pattern(True, frozenset("b")): 50},
            "all ratings are alike: there is nothing to explain",
        ),
        (
            {Pattern(bool(n % 2), frozenset(f"{n % 13:x}")): 10 for n in range(26)},
            "13 drivers are too many to tell apart: choose 12",
        ),
        (
            {Pattern(bool(n % 2), frozenset(f"{n % 11:x}")): 5 for n in range(21)},
            "105 ratings are too few for 11 drivers: 110 are needed",
        ),
        (
            {
                Pattern(positive, frozenset(driver)): 50
                for positive in (True, False)
                for driver in "ab"
            },
            "together the drivers explain no more than chance would",
        ),
    ],
)
def test_it_refuses_with_a_reason(answers: dict[Pattern, int], reason: str) -> None:
    assert importances_of(answers, Random(1)) == TooThin(reason)
