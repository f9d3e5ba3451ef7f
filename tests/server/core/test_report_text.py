from dataclasses import replace
from datetime import date

import pytest

from server.core.bands import Metric
from server.core.periods import period_between
from server.core.rates import Cohort
from server.core.report_text import answer_text, report_text
from server.core.scores import Earlier, ScoreReport
from tests.server.core.scored import TODAY, csat, report_of, scored

CSAT = Metric.CSAT


def test_it_reports_title_period_score_and_comparison() -> None:
    assert report_text(report_of(csat(354, 58), csat(342, 68))) == (
        "Support chat · last 30 days (14 May – 12 Jun 2026) · csat/top-box/1\n"
        "CSAT 86 % (82–89), n = 412\n"
        "+2.5 points (−2.4 to +7.5) against the 30 days before: no detectable change\n"
        "A change of 2.5 points takes about 3,200 answers in each period to be seen"
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
    assert report_text(report_of(csat(50, 0), csat(previous, 0))).endswith(f"\n{text}")


def test_it_does_not_compare_what_is_counted_otherwise() -> None:
    now = scored(CSAT, 5, {5: 50}, formula="csat/mean/1")
    assert report_text(report_of(now, csat(50, 0))).endswith(
        "\nNo comparison: the 30 days before is counted by csat/top-box/1 or on another scale"
    )


def test_it_does_not_compare_what_is_not_a_score() -> None:
    assert report_text(report_of(csat(2, 0), csat(50, 0))) == (
        "Support chat · last 30 days (14 May – 12 Jun 2026) · csat/top-box/1\n"
        "2 ratings: too few for a score, 5 are needed\n"
        "At most about 97 answers for ±10 points; 2 are here"
    )


def test_it_names_dates_once() -> None:
    period = period_between(TODAY, TODAY, timezone="UTC")
    report = ScoreReport("CSAT", "csat", period, csat(0, 0), csat(0, 0))
    assert report_text(report).startswith("CSAT · 12 Jun 2026 · csat/top-box/1\n")


def test_it_tells_the_change_against_a_named_period_and_how_many_commented() -> None:
    spring = period_between(date(2026, 3, 1), date(2026, 4, 30), timezone="Europe/Tallinn")
    report = replace(
        report_of(csat(354, 58), csat(0, 0)), versus=Earlier(spring, csat(342, 68)), comments=91
    )
    assert report_text(report).splitlines()[-2:] == [
        "+2.5 points (−2.4 to +7.5) against 1 Mar – 30 Apr 2026: no detectable change",
        "91 of 412 ratings have a comment: 22 % (18–26)",
    ]
    few = replace(report, versus=Earlier(spring, csat(2, 1)))
    assert "No comparison against 1 Mar – 30 Apr 2026: 3 ratings: too few" in report_text(few)


def test_it_puts_an_empty_line_between_reports() -> None:
    report = report_of(csat(50, 0), csat(50, 0))
    assert answer_text([report, report]) == f"{report_text(report)}\n\n{report_text(report)}"


def test_it_says_so_when_there_is_nothing_toreport_of() -> None:
    assert answer_text([]) == "There is no such survey yet."


def test_it_says_how_many_of_those_asked_rated() -> None:
    report = replace(report_of(csat(354, 58), csat(0, 0)), asks=Cohort(120, 36, 9))
    assert report_text(report).endswith("\n36 of 120 asks rated: 30 % (23–39)")
    assert "asks" not in report_text(replace(report, asks=Cohort()))
