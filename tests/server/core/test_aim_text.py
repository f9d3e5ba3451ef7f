from dataclasses import replace
from datetime import date

import pytest

from server.core.aim_text import baseline_text, course_text, goal_text, short_goal_text
from server.core.aims import baseline_of, known_baseline
from server.core.bands import Metric
from server.core.periods import period_between
from server.core.score_filter import Grouping
from server.core.scores import Earlier, ScoreGroup, Trend
from tests.server.core.scored import csat, report_of, scored

NOW, THEN = csat(354, 58), csat(342, 68)
YEAR = period_between(date(2025, 1, 1), date(2025, 12, 31), timezone="UTC")


@pytest.mark.parametrize(
    ("goal", "text"),
    [
        (88, "Goal 88 %: 2.1 points below, within what chance explains"),
        (95, "Goal 95 %: 9.1 points below, more than chance explains"),
        (84, "Goal 84 %: reached, 1.9 points above, within what chance explains"),
        (70, "Goal 70 %: reached, 15.9 points above, more than chance explains"),
        (None, ""),
    ],
)
def test_it_says_how_far_the_goal_is(goal: float | None, text: str) -> None:
    assert goal_text(NOW, goal) == text


def test_it_says_so_where_the_goal_is_met_to_the_point() -> None:
    nps = scored(Metric.NPS, 10, {10: 60, 7: 30, 2: 10})
    assert goal_text(nps, 50) == "Goal 50: reached exactly"
    assert (short_goal_text(nps, 55), short_goal_text(nps, None)) == ("55, −5.0", "")
    assert short_goal_text(csat(2, 0), 90) == "90 %"


def test_it_compares_with_the_baseline() -> None:
    report = replace(report_of(NOW, THEN), baseline=baseline_of(NOW, YEAR, THEN))
    assert baseline_text(report) == (
        "+2.5 points (−2.4 to +7.5) against the baseline of 2025 (1 Jan – 31 Dec 2025)"
        " (83 %, n = 410): no detectable change"
    )
    known = replace(report, baseline=known_baseline(NOW, 75, 900))
    assert "against the baseline (75 %, n = 900): up" in baseline_text(known)
    assert baseline_text(replace(report, versus=Earlier(YEAR, THEN))) == ""
    few = replace(report, baseline=baseline_of(NOW, YEAR, csat(2, 1)))
    assert baseline_text(few).endswith("(1 Jan – 31 Dec 2025): it has 3 ratings like these")


def test_it_is_alarmed_by_what_chance_does_not_explain() -> None:
    weeks = [csat(90, 10)] * 6
    calm = tuple(ScoreGroup(str(at), f"Week {at}", score) for at, score in enumerate(weeks))
    report = replace(report_of(NOW, THEN), trend=Trend(Grouping.WEEK, calm))
    assert course_text(report) == ""
    fallen = (*calm, ScoreGroup("6", "Week 6", csat(60, 40)))
    alarmed = replace(report, trend=Trend(Grouping.WEEK, fallen))
    assert course_text(alarmed).startswith("Week 6: 60 % is below what chance explains (")
