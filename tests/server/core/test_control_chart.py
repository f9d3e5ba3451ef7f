from random import Random

import pytest

from server.core.bands import Metric
from server.core.control_chart import ControlChart, Signal, alert_text, control_chart
from server.core.scores import Score
from tests.server.core.scored import scored


def csat(positive: int, n: int) -> Score:
    return scored(Metric.CSAT, 5, {5: positive, 1: n - positive})


def chart_of(scores: list[Score]) -> ControlChart:
    chart = control_chart([(f"week {number}", score) for number, score in enumerate(scores, 1)])
    assert chart is not None
    return chart


def test_it_sets_the_limits_of_a_p_chart_by_the_n_of_each_point() -> None:
    chart = chart_of([csat(170, 200), csat(45, 50), csat(85, 100), csat(40, 50)])
    assert chart.centre == pytest.approx(85)
    limits = [point.limits for point in chart.points]
    # 85 ± 3 · √(85 · 15 / n), by hand, and no further than the scale goes.
    assert limits[0] == pytest.approx((77.425, 92.575), abs=0.001)
    assert limits[1] == pytest.approx((69.851, 100), abs=0.001)
    assert alert_text(chart) == ""


def test_it_alerts_beyond_the_limits() -> None:
    chart = chart_of([csat(86, 100), csat(85, 100), csat(87, 100), csat(84, 100), csat(60, 100)])
    assert [point.signal for point in chart.points] == [None] * 4 + [Signal.BEYOND]
    assert alert_text(chart) == "week 5: 60 % is below what chance explains (68–92)"


def test_it_alerts_when_eight_in_a_row_are_on_one_side() -> None:
    chart = chart_of([csat(80, 100)] * 9 + [csat(88, 100)] * 8)
    assert [point.signal for point in chart.points[:7]] == [None] * 7
    assert chart.points[15].signal is None
    assert chart.points[16].signal is Signal.RUN
    assert alert_text(chart) == (
        "week 17: 8 or more in a row above 84 %, which chance does not explain"
    )


def test_it_neither_judges_nor_counts_what_is_too_few_for_a_score() -> None:
    weeks = [csat(80, 100)] * 8 + [csat(0, 4)] + [csat(88, 100)] * 7 + [csat(3, 3), csat(88, 100)]
    chart = chart_of(weeks)
    assert chart.points[8].limits is None
    assert [point.signal for point in chart.points if point.score.too_few] == [None, None]
    assert chart.points[-1].signal is Signal.RUN


def test_it_charts_net_scores_and_means() -> None:
    nps = chart_of([scored(Metric.NPS, 10, {10: 50, 8: 30, 2: 20})] * 3)
    assert nps.centre == pytest.approx(30)
    # 3 · √(0.61 / 100) in points
    assert nps.points[0].limits == pytest.approx((6.569, 53.431), abs=0.001)
    effort = {1: 3, 2: 4, 3: 5, 4: 10, 5: 23, 6: 30, 7: 25}
    ces = chart_of([scored(Metric.CES, 7, effort, formula="ces/mean/1")] * 2)
    assert ces.centre == pytest.approx(5.36)
    assert ces.points[0].limits == pytest.approx((4.904, 5.816))  # ± 3 · √2.3104 / 10


def test_it_has_no_chart_without_ratings_or_over_different_formulas() -> None:
    assert control_chart([]) is None
    assert control_chart([("May", csat(0, 0))]) is None
    effort = scored(Metric.CES, 7, {7: 9})
    with pytest.raises(ValueError, match="no common centre"):
        control_chart([("May", csat(9, 9)), ("June", effort)])


def test_it_seldom_calls_when_nothing_happens() -> None:
    random = Random(12)
    calls = seen = 0
    for _ in range(400):
        sizes = [random.randint(30, 200) for _ in range(26)]
        weeks = [csat(sum(random.random() < 0.8 for _ in range(n)), n) for n in sizes]
        calls += sum(point.signal is Signal.BEYOND for point in chart_of(weeks).points)
        seen += 26
    assert calls / seen < 0.006  # 0.0027 were they normal
