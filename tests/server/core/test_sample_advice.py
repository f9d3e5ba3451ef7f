import pytest

from server.core.bands import Metric
from server.core.intervals import net_interval, wilson
from server.core.sample_advice import (
    advice_text,
    answers_for_change,
    answers_for_interval,
    answers_of_few,
    change_advice,
    net_variance,
    share_variance,
    useful_half,
)
from tests.server.core.scored import scored


@pytest.mark.parametrize(
    ("promoters", "detractors", "needed"),
    [(0.5, 0.2, (935, 232, 102, 56)), (0.5, 0.5, (1534, 382, 168, 94))],
)
def test_it_gives_the_printed_answers_for_net_scores(
    promoters: float, detractors: float, needed: tuple[int, ...]
) -> None:
    variance = net_variance(promoters, detractors)
    halves = (0.05, 0.1, 0.15, 0.2)
    found = [answers_for_interval(variance, half, net=True) for half in halves]
    assert tuple(found) == needed


@pytest.mark.parametrize(("share", "needed"), [(0.85, (545, 196, 49)), (0.5, (1068, 385, 97))])
def test_it_gives_the_printed_answers_for_shares(share: float, needed: tuple[int, ...]) -> None:
    found = [answers_for_interval(share_variance(share), half) for half in (0.03, 0.05, 0.1)]
    assert tuple(found) == needed


@pytest.mark.parametrize(("delta", "needed"), [(0.1, 955), (0.2, 237)])
def test_it_gives_the_printed_answers_to_see_a_net_score_change(delta: float, needed: int) -> None:
    variance = net_variance(0.5, 0.2)
    assert answers_for_change(variance, variance, delta, net=True) == needed


@pytest.mark.parametrize(("worse", "needed"), [(0.85, 683), (0.8, 197)])
def test_it_gives_the_printed_answers_to_see_a_share_change(worse: float, needed: int) -> None:
    variances = share_variance(worse), share_variance(0.9)
    assert answers_for_change(*variances, 0.9 - worse) == needed


@pytest.mark.parametrize(("population", "needed"), [(300, 169), (1000, 279)])
def test_it_needs_fewer_where_there_are_few(population: int, needed: int) -> None:
    assert answers_of_few(385, population) == needed


def test_it_keeps_what_it_promises() -> None:
    n = answers_for_interval(share_variance(0.85), 0.05)
    low, high = wilson(round(0.85 * n), n)
    assert (high - low) / 2 == pytest.approx(0.05, abs=0.001)
    n = answers_for_interval(net_variance(0.5, 0.2), 0.1, net=True)
    low, high = net_interval(round(n / 2), round(n / 5), n)
    assert (high - low) / 2 == pytest.approx(0.1, abs=0.001)


def test_it_advises_from_the_answers_so_far() -> None:
    score = scored(Metric.NPS, 10, {10: 50, 8: 30, 2: 20})
    assert advice_text(score, 10) == "About 230 answers for ±10 points; 100 are here"


def test_it_advises_for_a_mean_in_its_own_points() -> None:
    score = scored(Metric.CES, 7, {7: 50, 1: 50}, formula="ces/mean/1")
    assert advice_text(score, 0.5) == "About 140 answers for ±0.5 points; 100 are here"


@pytest.mark.parametrize(
    ("metric", "scale", "text"),
    [
        (Metric.CSAT, 5, "At most about 97 answers for ±10 points; 0 are here"),
        (Metric.NPS, 10, "At most about 380 answers for ±10 points; 0 are here"),
    ],
)
def test_it_plans_for_the_worst_before_there_are_answers(
    metric: Metric, scale: int, text: str
) -> None:
    assert advice_text(scored(metric, scale, {}), 10) == text


def test_it_plans_for_the_worst_while_all_answers_are_alike() -> None:
    score = scored(Metric.CSAT, 5, {5: 20})
    assert advice_text(score, 10) == "At most about 97 answers for ±10 points; 20 are here"


def test_it_says_what_it_takes_to_see_a_change() -> None:
    now, before = scored(Metric.CSAT, 5, {5: 90, 1: 10}), scored(Metric.CSAT, 5, {5: 85, 1: 15})
    assert change_advice(now, before) == (
        "A change of 5.0 points takes about 680 answers in each period to be seen"
    )
    assert change_advice(now, scored(Metric.CSAT, 5, {5: 50, 1: 50})) == ""
    assert change_advice(now, scored(Metric.CSAT, 5, {5: 895, 1: 105})) == ""
    assert change_advice(now, scored(Metric.CSAT, 5, {5: 2})) == ""


def test_it_plans_for_a_width_that_is_of_use() -> None:
    assert useful_half(scored(Metric.NPS, 10, {9: 5})) == 10
    assert useful_half(scored(Metric.CES, 7, {7: 5}, formula="ces/mean/1")) == 0.3
