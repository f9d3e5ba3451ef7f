from dataclasses import replace
from datetime import date

import pytest

from server.core.bands import Metric
from server.core.formulas import Unit
from server.core.intervals import Interval
from server.core.periods import last_days, period_between
from server.core.score_filter import Grouping
from server.core.score_question import NotUnderstood
from server.core.score_text import (
    answer_text,
    change_text,
    groups_text,
    interval_text,
    not_understood_text,
    report_text,
    score_text,
    value_text,
)
from server.core.scores import Change, Earlier, Score, ScoreGroup, ScoreReport
from tests.server.core.scored import TODAY, scored

CSAT = Metric.CSAT


def test_it_tells_a_score_with_interval_and_n() -> None:
    assert score_text(_csat(354, 58)) == "CSAT 86 % (82–89), n = 412"


def test_it_tells_a_net_score_without_a_per_cent_sign() -> None:
    score = scored(Metric.NPS, 10, {10: 20, 8: 30, 2: 50})
    assert score_text(score) == "NPS −30 (−44 to −14), n = 100"


def test_it_tells_the_mean_beside_ces() -> None:
    score = scored(Metric.CES, 7, {1: 3, 2: 4, 3: 5, 4: 10, 5: 23, 6: 30, 7: 25})
    assert score_text(score) == "CES 78 % (69–85), mean 5.4 of 7, n = 100"


def test_it_tells_a_mean_that_a_survey_has_chosen_on_its_scale() -> None:
    score = scored(CSAT, 5, {1: 4, 2: 6, 3: 20, 4: 30, 5: 40}, formula="csat/mean/1")
    assert score_text(score) == "CSAT 3.96 of 5 (3.74–4.18), n = 100"


def test_it_tells_a_net_share_of_ces_in_points() -> None:
    effort = {1: 3, 2: 4, 3: 5, 4: 10, 5: 23, 6: 30, 7: 25}
    score = scored(Metric.CES, 7, effort, formula="ces/net/1")
    assert score_text(score) == "CES 66 (51 to 77), mean 5.4 of 7, n = 100"


def test_it_marks_an_early_score() -> None:
    assert score_text(_csat(8, 2)) == "CSAT 80 % (49–94), n = 10, early: under 30 ratings"


@pytest.mark.parametrize(
    ("n", "text"),
    [
        (0, "No ratings yet in this period"),
        (1, "1 rating: too few for a score, 5 are needed"),
        (3, "3 ratings: too few for a score, 5 are needed"),
    ],
)
def test_it_says_when_there_are_too_few(n: int, text: str) -> None:
    score = _csat(n, 0)
    assert score_text(score) == text
    assert (value_text(score), interval_text(score)) == ("–", "")


@pytest.mark.parametrize(
    ("positive", "negative", "text"),
    [
        (1000, 0, "100 %"),
        (999, 1, "99.9 %"),
        (99_999, 1, "99.9 %"),
        (0, 1000, "0 %"),
        (1, 999, "0.1 %"),
        (1, 99_999, "0.1 %"),
        (1, 7, "13 %"),
        (199, 1, "99.5 %"),
        (99, 1, "99 %"),
    ],
)
def test_it_never_rounds_up_to_everybody_or_down_to_nobody(
    positive: int, negative: int, text: str
) -> None:
    assert value_text(_csat(positive, negative)) == text


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (
            Change(3.1, Interval(-1.2, 7.4)),
            "+3.1 points (−1.2 to +7.4): no detectable change",
        ),
        (Change(5.25, Interval(1.04, 9.3)), "+5.2 points (+1.0 to +9.3): up"),
        (Change(-5.0, Interval(-9.0, -1.0)), "−5.0 points (−9.0 to −1.0): down"),
        (
            Change(-0.01, Interval(-4.0, 4.0)),
            "+0.0 points (−4.0 to +4.0): no detectable change",
        ),
        (
            Change(0.153, Interval(0.04, 0.266), Unit.MEAN),
            "+0.15 points (+0.04 to +0.27): up",
        ),
    ],
)
def test_it_tells_a_change_and_whether_it_can_be_told_from_chance(
    change: Change, text: str
) -> None:
    assert change_text(change) == text


def test_it_reports_title_period_score_and_comparison() -> None:
    assert report_text(_report(_csat(354, 58), _csat(342, 68))) == (
        "Support chat · last 30 days (14 May – 12 Jun 2026) · csat/top-box/1\n"
        "CSAT 86 % (82–89), n = 412\n"
        "+2.5 points (−2.4 to +7.5) against the 30 days before: no detectable change"
    )


@pytest.mark.parametrize(
    ("previous", "text"),
    [
        (3, "No comparison: 3 ratings in the 30 days before, 5 are needed"),
        (1, "No comparison: 1 rating in the 30 days before, 5 are needed"),
        (0, "No comparison: no ratings in the 30 days before"),
    ],
)
def test_it_says_why_there_is_nothing_to_compare_with(previous: int, text: str) -> None:
    assert report_text(_report(_csat(50, 0), _csat(previous, 0))).endswith(f"\n{text}")


def test_it_does_not_compare_what_is_counted_otherwise() -> None:
    now = scored(CSAT, 5, {5: 50}, formula="csat/mean/1")
    assert report_text(_report(now, _csat(50, 0))).endswith(
        "\nNo comparison: the 30 days before is counted by csat/top-box/1 or on another scale"
    )


def test_it_does_not_compare_what_is_not_a_score() -> None:
    assert report_text(_report(_csat(2, 0), _csat(50, 0))) == (
        "Support chat · last 30 days (14 May – 12 Jun 2026) · csat/top-box/1\n"
        "2 ratings: too few for a score, 5 are needed"
    )


def test_it_names_dates_once() -> None:
    period = period_between(TODAY, TODAY, timezone="UTC")
    report = ScoreReport("CSAT", "csat", period, _csat(0, 0), _csat(0, 0))
    assert report_text(report).startswith("CSAT · 12 Jun 2026 · csat/top-box/1\n")


def test_it_sets_groups_in_a_table_best_first() -> None:
    report = _report(
        _csat(200, 20),
        _csat(0, 0),
        ("Uku", _csat(3, 0)),
        ("Liis", _csat(8, 2)),
        ("Jānis Bērziņš", _csat(80, 10)),
        ("Mari Tamm", _csat(110, 10)),
    )
    assert groups_text(report) == (
        "Agent           CSAT   95 % interval     n\n"
        "Mari Tamm       92 %           85–95   120\n"
        "Jānis Bērziņš   89 %           81–94    90\n"
        "\n"
        "Early, not ranked: under 30 ratings\n"
        "Liis            80 %           49–94    10\n"
        "\n"
        "Too few for a score: under 5 ratings\n"
        "Uku                –                     3"
    )
    assert report_text(report).endswith(f"\n\n{groups_text(report)}")


def test_it_sets_ratings_that_name_nobody_apart() -> None:
    report = _report(_csat(200, 20), _csat(0, 0), ("Mari Tamm", _csat(110, 10)))
    nobody = ScoreGroup(None, "Nobody named", _csat(50, 0))
    assert groups_text(replace(report, groups=(nobody, *report.groups))).splitlines() == [
        "Agent           CSAT   95 % interval     n",
        "Mari Tamm       92 %           85–95   120",
        "",
        "Nobody named   100 %          93–100    50",
    ]


def test_it_shows_the_mean_of_each_agent_for_ces() -> None:
    effort = scored(Metric.CES, 7, {7: 30, 4: 10})
    table = groups_text(_report(effort, effort, ("Mari", effort)))
    assert table.splitlines() == [
        "Agent    CES   95 % interval   mean    n",
        "Mari    75 %           60–86    6.2   40",
    ]


def test_it_keeps_the_columns_whatever_people_are_called() -> None:
    names = ("Mari", "王小明", "Ann\u0301a", "x" * 200, "two\nlines\u202e")
    report = _report(_csat(50, 0), _csat(0, 0), *((name, _csat(50, 0)) for name in names))
    assert groups_text(report).splitlines() == [
        "Agent                           CSAT   95 % interval    n",
        "Ann\u0301a                           100 %          93–100   50",
        "Mari                           100 %          93–100   50",
        "two lines                      100 %          93–100   50",
        "xxxxxxxxxxxxxxxxxxxxxxxxxxx…   100 %          93–100   50",
        "王小明                         100 %          93–100   50",
    ]


def test_it_puts_the_groups_within_a_group_below_it() -> None:
    inner = (ScoreGroup("et", "et", _csat(20, 0)), ScoreGroup("lv", "lv", _csat(70, 10)))
    report = _report(_csat(110, 10), _csat(0, 0))
    mari = ScoreGroup("mari", "Mari", _csat(90, 10), inner)
    by = (Grouping.AGENT, Grouping.LANGUAGE)
    assert groups_text(replace(report, by=by, groups=(mari,))).splitlines() == [
        "Agent, language    CSAT   95 % interval     n",
        "Mari               90 %           83–94   100",
        "  et              100 %          84–100    20",
        "  lv               88 %           78–93    80",
    ]


def test_it_leaves_groups_of_time_in_their_order() -> None:
    months = tuple(
        ScoreGroup(key, key, _csat(good, 40)) for key, good in (("2026-05", 1), ("2026-06", 90))
    )
    report = replace(_report(_csat(91, 80), _csat(0, 0)), by=(Grouping.MONTH,), groups=months)
    assert [line.split()[0] for line in groups_text(report).splitlines()] == [
        "Month",
        "2026-05",
        "2026-06",
    ]


def test_it_tells_the_change_against_a_named_period_and_how_many_commented() -> None:
    spring = period_between(date(2026, 3, 1), date(2026, 4, 30), timezone="Europe/Tallinn")
    report = replace(
        _report(_csat(354, 58), _csat(0, 0)), versus=Earlier(spring, _csat(342, 68)), comments=91
    )
    assert report_text(report).splitlines()[-2:] == [
        "+2.5 points (−2.4 to +7.5) against 1 Mar – 30 Apr 2026: no detectable change",
        "91 comments: 22 % of the ratings",
    ]
    few = replace(report, versus=Earlier(spring, _csat(2, 1)))
    assert "No comparison against 1 Mar – 30 Apr 2026: 3 ratings: too few" in report_text(few)


def test_it_puts_an_empty_line_between_reports() -> None:
    report = _report(_csat(50, 0), _csat(50, 0))
    assert answer_text([report, report]) == f"{report_text(report)}\n\n{report_text(report)}"


def test_it_says_so_when_there_is_nothing_to_report() -> None:
    assert answer_text([]) == "There is no such survey yet."


def test_it_points_to_the_nearest_match_and_to_help() -> None:
    answer = NotUnderstood("npss", "I do not know “npss”.", "nps")
    assert not_understood_text(answer, command="/scores") == (
        "I do not know “npss”. Did you mean “nps”?\n“/scores help” shows what I know."
    )


def test_it_points_to_help_when_nothing_is_near() -> None:
    answer = NotUnderstood("xyzzy", "I do not know “xyzzy”.")
    assert not_understood_text(answer, command="paldies scores") == (
        "I do not know “xyzzy”.\n“paldies scores help” shows what I know."
    )


def _csat(positive: int, negative: int) -> Score:
    return scored(CSAT, 5, {5: positive, 1: negative})


def _report(score: Score, previous: Score, *groups: tuple[str, Score]) -> ScoreReport:
    period = last_days(30, today=TODAY, timezone="Europe/Tallinn")
    by = (Grouping.AGENT,) if groups else ()
    named = tuple(ScoreGroup(name, name, group) for name, group in groups)
    return ScoreReport("Support chat", "csat", period, score, previous, by, named)
