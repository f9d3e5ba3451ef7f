from datetime import date

import pytest

from server.core.aims import baseline_of, distance, goal_groups, goal_of, known_baseline
from server.core.bands import Metric
from server.core.fixed_period import fixed_period
from server.core.periods import period_between
from server.core.score_filter import Grouping
from server.core.scores import ScoreGroup, change
from server.core.survey_document import SurveyDocument
from tests.server.core.scored import csat, scored
from tests.server.core.survey_documents import whole

AIMING = SurveyDocument.model_validate(whole(goal=85, goals={"chat": 90}))
YEAR = period_between(date(2025, 1, 1), date(2025, 12, 31), timezone="UTC")


def test_it_takes_a_teams_own_goal_before_that_of_all() -> None:
    assert [goal_of(AIMING, team) for team in (None, "chat", "mail")] == [85, 90, 85]
    teams = [ScoreGroup(key, "Name", csat(9, 1)) for key in ("chat", "mail", None)]
    assert [each.goal for each in goal_groups(teams, (Grouping.TEAM,), AIMING)] == [90, 85, 85]
    assert [each.goal for each in goal_groups(teams, (Grouping.AGENT,), AIMING)] == [None] * 3


def test_it_measures_the_distance_to_a_goal() -> None:
    near = distance(csat(354, 58), 88)
    assert near
    assert (round(near.delta, 1), near.detectable) == (-2.1, False)
    far = distance(csat(354, 58), 95)
    assert far
    assert far.detectable
    assert distance(csat(3, 0), 88) is distance(csat(354, 58), None) is None


def test_it_compares_with_the_scores_of_a_period() -> None:
    now, then = csat(354, 58), csat(342, 68)
    baseline = baseline_of(now, YEAR, then)
    assert (baseline.period, baseline.value, baseline.n) == (YEAR, then.value, 410)
    assert baseline.change == change(now, then)
    assert baseline_of(now, YEAR, csat(2, 0)).change is None


def test_it_compares_a_share_with_a_known_one_as_if_it_had_been_rated_here() -> None:
    now, then = csat(354, 58), csat(342, 68)
    assert then.value
    found, real = known_baseline(now, then.value, then.n).change, change(now, then)
    assert found
    assert real
    assert found.interval == pytest.approx(real.interval, abs=0.01)


def test_it_takes_known_net_scores_and_means_to_be_spread_as_those_of_now() -> None:
    now = scored(Metric.NPS, 10, {10: 50, 7: 30, 2: 20})
    found, same = known_baseline(now, 20, 100), change(now, now)
    assert found.change
    assert same
    assert found.change.delta == 10
    width = found.change.interval.high - found.change.interval.low
    assert width == pytest.approx(same.interval.high - same.interval.low, rel=0.05)
    mean = scored(Metric.CES, 7, {7: 50, 1: 50}, formula="ces/mean/1")
    start = known_baseline(mean, 6.9, 10)
    assert start.interval
    assert start.interval.high == 7
    assert known_baseline(csat(0, 0), 80, 100).change is None


@pytest.mark.parametrize(
    ("phrase", "dates"),
    [
        ("2025", "1 Jan – 31 Dec 2025"),
        ("Q1 2026", "1 Jan – 31 Mar 2026"),
        ("2025-09-01..2025-11-30", "1 Sep – 30 Nov 2025"),
        *((moving, None) for moving in ("last month", "30d", "May", "today", "since 2025", "x")),
    ],
)
def test_it_takes_only_periods_that_stay_where_they_are(phrase: str, dates: str | None) -> None:
    period = fixed_period(phrase, timezone="Europe/Riga")
    assert (period and period.dates) == dates
