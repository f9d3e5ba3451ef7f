from datetime import date

import pytest

from server.core.bands import Metric, band_of
from server.core.breakdowns import Count, Grouper, Names, trend_step
from server.core.periods import last_days, period_between
from server.core.score_filter import Attribute, By, Grouping
from server.core.scores import ScoreGroup

NAMES = Names({"mari": "Mari Tamm"}, {"s1": ("csat", "Support"), "s2": ("shop", "The shop")})
GROUPER = Grouper(Metric.CSAT, "csat/top-box/1", frozenset({5}), "Europe/Riga", NAMES)


def test_it_ranks_by_the_lower_end_of_the_interval() -> None:
    counts = [
        *rated("sure", good=960, bad=40),
        *rated("lucky", good=30, bad=0),
        *rated("weak", good=500, bad=500),
        *rated("new", good=6, bad=0),
        *rated("few", good=2, bad=0),
        *rated("", good=50, bad=0),
    ]
    groups = GROUPER.groups(counts, (Grouping.AGENT,))
    assert names(groups) == ["sure", "lucky", "weak", "new", "few", "Nobody named"]


@pytest.mark.parametrize(
    ("by", "named"),
    [
        (Grouping.AGENT, ["Mari Tamm"]),
        (Grouping.SURVEY, ["Support", "The shop"]),
        (Grouping.TEAM, ["chat", "No team"]),
        (Grouping.DAY, ["2026-10-31", "2026-11-02"]),
        (Grouping.WEEK, ["26 Oct – 1 Nov 2026", "2–8 Nov 2026"]),
        (Grouping.MONTH, ["October 2026", "November 2026"]),
        (Attribute("region"), ["EE", "Not given"]),
        (Attribute("plan"), ["Not given"]),
    ],
)
def test_it_names_groups_and_puts_them_in_order(by: By, named: list[str]) -> None:
    first = Count(
        "s1",
        "2026-10-31",
        0,
        "mari",
        "chat",
        "api",
        "et",
        (("region", "EE"),),
        5,
        5,
        "positive",
        40,
        0,
    )
    second = first._replace(survey_id="s2", on="2026-11-02", team="", attributes=())
    assert names(GROUPER.groups([second, first], (by,))) == named


def test_it_tells_the_hour_of_the_clock_in_the_companys_zone() -> None:
    # Half past midnight UTC before the clocks go back, and a day after.
    quarters = [int(instant / 900) for instant in (1792888200, 1792974600)]
    counts = [one(quarter=quarter) for quarter in quarters]
    assert names(GROUPER.groups(counts, (Grouping.HOUR,))) == ["02:00", "03:00"]


def test_it_adds_up_the_groups_within_a_group() -> None:
    counts = [*rated("mari", good=40, bad=10), *rated("mari", good=5, bad=1, on="2026-10-01")]
    (mari,) = GROUPER.groups(counts, (Grouping.AGENT, Grouping.MONTH))
    assert [(group.key, group.score.n) for group in mari.groups] == [
        ("2026-10", 6),
        ("2026-11", 50),
    ]
    assert mari.score.n == 56


@pytest.mark.parametrize(
    ("days", "by"),
    [(1, Grouping.DAY), (45, Grouping.DAY), (90, Grouping.WEEK), (365, Grouping.MONTH)],
)
def test_it_chooses_points_that_can_be_seen(days: int, by: Grouping) -> None:
    period = last_days(days, today=date(2026, 11, 25), timezone="UTC")
    assert trend_step(period) is by


def test_it_has_a_point_for_what_nobody_rated() -> None:
    period = period_between(date(2026, 10, 31), date(2026, 11, 2), timezone="UTC")
    trend = GROUPER.trend(rated("mari", good=7, bad=1, on="2026-11-02"), period)
    assert [(point.key, point.score.n) for point in trend.points] == [
        ("2026-10-31", 0),
        ("2026-11-01", 0),
        ("2026-11-02", 8),
    ]


def one(*, quarter: int = 0, agent: str = "", on: str = "", score: int = 5, n: int = 1) -> Count:
    band = band_of(Metric.CSAT, 5, score).value
    return Count("s1", on, quarter, agent, "", "", "", (), 5, score, band, n, 0)


def rated(agent: str, *, good: int, bad: int, on: str = "2026-11-01") -> list[Count]:
    scores = ((5, good), (1, bad))
    return [one(agent=agent, on=on, score=score, n=n) for score, n in scores if n]


def names(groups: tuple[ScoreGroup, ...]) -> list[str]:
    return [group.name for group in groups]
