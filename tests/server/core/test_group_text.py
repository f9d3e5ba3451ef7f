from dataclasses import replace

from server.core.bands import Metric
from server.core.group_text import groups_text
from server.core.rates import Cohort
from server.core.report_text import report_text
from server.core.score_filter import Grouping
from server.core.scores import ScoreGroup
from tests.server.core.scored import csat, report_of, scored


def test_it_sets_groups_in_a_table_best_first() -> None:
    report = report_of(
        csat(200, 20),
        csat(0, 0),
        ("Uku", csat(3, 0)),
        ("Liis", csat(8, 2)),
        ("Jānis Bērziņš", csat(80, 10)),
        ("Mari Tamm", csat(110, 10)),
    )
    assert groups_text(report) == (
        "Agent              CSAT   95 % interval   expected     n\n"
        "1= Mari Tamm       92 %           85–95       90 %   120\n"
        "1= Jānis Bērziņš   89 %           81–94       90 %    90\n"
        "\n"
        "Early, not ranked: under 30 ratings\n"
        "Liis               80 %           49–94               10\n"
        "\n"
        "Too few for a score: under 5 ratings\n"
        "Uku                   –                                3\n"
        "\n"
        "Ranked by the lower end of the interval. Those with the same number cannot be told apart. "
        "The differences are no larger than chance makes them, so the same is expected of all."
    )
    assert report_text(report).endswith(f"\n\n{groups_text(report)}")


def test_it_numbers_those_that_can_be_told_apart_and_says_what_to_expect() -> None:
    report = report_of(
        csat(0, 0),
        csat(0, 0),
        ("Mari", csat(950, 50)),
        ("Uku", csat(70, 30)),
    )
    assert groups_text(report).splitlines() == [
        "Agent     CSAT   95 % interval   expected       n",
        "1. Mari   95 %           93–96       95 %   1,000",
        "2. Uku    70 %           60–78       70 %     100",
        "",
        (
            "Ranked by the lower end of the interval. Expected is each figure drawn to that of "
            "all, as if each began with 2 answers at it."
        ),
    ]


def test_it_counts_the_lines_it_has_no_room_for() -> None:
    names = ("a", "b", "c", "d")
    report = report_of(csat(0, 0), csat(0, 0), *((name, csat(90, 10)) for name in names))
    early = ScoreGroup("e", "Early", csat(9, 1))
    full = groups_text(replace(report, groups=(*report.groups, early)), 4)
    assert "and 1 more agent\n" in full
    assert "Early" not in full
    assert "1= d" in full


def test_it_sets_ratings_that_name_nobody_apart() -> None:
    report = report_of(csat(200, 20), csat(0, 0), ("Mari Tamm", csat(110, 10)))
    nobody = ScoreGroup(None, "Nobody named", csat(50, 0))
    assert groups_text(replace(report, groups=(nobody, *report.groups))).splitlines() == [
        "Agent           CSAT   95 % interval     n",
        "Mari Tamm       92 %           85–95   120",
        "",
        "Nobody named   100 %          93–100    50",
    ]


def test_it_shows_the_mean_of_each_agent_for_ces() -> None:
    effort = scored(Metric.CES, 7, {7: 30, 4: 10})
    table = groups_text(report_of(effort, effort, ("Mari", effort)))
    assert table.splitlines() == [
        "Agent    CES   95 % interval   mean    n",
        "Mari    75 %           60–86    6.2   40",
    ]


def test_it_keeps_the_columns_whatever_people_are_called() -> None:
    names = ("Mari", "王小明", "Ann\u0301a", "x" * 200, "two\nlines\u202e")
    report = report_of(csat(50, 0), csat(0, 0), *((name, csat(50, 0)) for name in names))
    assert groups_text(report).splitlines()[:6] == [
        "Agent                              CSAT   95 % interval   expected    n",
        "1= Ann\u0301a                           100 %          93–100      100 %   50",
        "1= Mari                           100 %          93–100      100 %   50",
        "1= two lines                      100 %          93–100      100 %   50",
        "1= xxxxxxxxxxxxxxxxxxxxxxxxxxx…   100 %          93–100      100 %   50",
        "1= 王小明                         100 %          93–100      100 %   50",
    ]


def test_it_puts_the_groups_within_a_group_below_it() -> None:
    inner = (ScoreGroup("et", "et", csat(20, 0)), ScoreGroup("lv", "lv", csat(70, 10)))
    report = report_of(csat(110, 10), csat(0, 0))
    mari = ScoreGroup("mari", "Mari", csat(90, 10), inner)
    by = (Grouping.AGENT, Grouping.LANGUAGE)
    assert groups_text(replace(report, by=by, groups=(mari,))).splitlines() == [
        "Agent, language    CSAT   95 % interval     n",
        "Mari               90 %           83–94   100",
        "  et              100 %          84–100    20",
        "  lv               88 %           78–93    80",
    ]


def test_it_leaves_groups_of_time_in_their_order() -> None:
    months = tuple(
        ScoreGroup(key, key, csat(good, 40)) for key, good in (("2026-05", 1), ("2026-06", 90))
    )
    report = replace(report_of(csat(91, 80), csat(0, 0)), by=(Grouping.MONTH,), groups=months)
    assert [line.split()[0] for line in groups_text(report).splitlines()] == [
        "Month",
        "2026-05",
        "2026-06",
    ]


def test_it_tells_how_many_of_those_asked_of_each_rated() -> None:
    report = report_of(csat(0, 0), csat(0, 0), ("Mari", csat(90, 10)))
    (mari,) = report.groups
    asked = replace(mari, asks=Cohort(asked=300, rated=100, commented=20))
    assert groups_text(replace(report, groups=(asked,))).splitlines() == [
        "Agent   CSAT   95 % interval     n   rated of asked",
        "Mari    90 %           83–94   100      33 % of 300",
    ]
