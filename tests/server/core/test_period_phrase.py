"""Periods as people ask for them."""

from datetime import date
from typing import Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from server.core.period_phrase import PERIOD_PHRASES, parse_period
from server.core.periods import Period
from tests.server.core.scored import TODAY

TALLINN: Final = "Europe/Tallinn"
DAY_OF_USE = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("phrase", "first", "last", "label"),
    [
        ("today", "2026-06-12", "2026-06-12", "today"),
        ("yesterday", "2026-06-11", "2026-06-11", "yesterday"),
        ("1d", "2026-06-12", "2026-06-12", "today"),
        ("7d", "2026-06-06", "2026-06-12", "last 7 days"),
        ("30 days", "2026-05-14", "2026-06-12", "last 30 days"),
        ("Last 90 Days", "2026-03-15", "2026-06-12", "last 90 days"),
        ("past 2 weeks", "2026-05-30", "2026-06-12", "last 14 days"),
        ("4w", "2026-05-16", "2026-06-12", "last 28 days"),
        ("this week", "2026-06-08", "2026-06-14", "this week"),
        ("week", "2026-06-08", "2026-06-14", "this week"),
        ("last week", "2026-06-01", "2026-06-07", "last week"),
        ("this month", "2026-06-01", "2026-06-30", "this month"),
        ("last month", "2026-05-01", "2026-05-31", "last month"),
        ("previous  month", "2026-05-01", "2026-05-31", "last month"),
        ("this quarter", "2026-04-01", "2026-06-30", "this quarter"),
        ("last quarter", "2026-01-01", "2026-03-31", "last quarter"),
        ("this year", "2026-01-01", "2026-12-31", "this year"),
        ("last year", "2025-01-01", "2025-12-31", "last year"),
        ("2026", "2026-01-01", "2026-12-31", "2026"),
        ("2026-02", "2026-02-01", "2026-02-28", "February 2026"),
        ("2024-02", "2024-02-01", "2024-02-29", "February 2024"),
        ("2026-06-03", "2026-06-03", "2026-06-03", "3 Jun 2026"),
        ("2026-01-01..2026-03-31", "2026-01-01", "2026-03-31", "Q1 2026"),
        ("2026-02-01..2026-04-30", "2026-02-01", "2026-04-30", "1 Feb – 30 Apr 2026"),
        ("2026-01-05..2026-01-09", "2026-01-05", "2026-01-09", "5–9 Jan 2026"),
        ("2025-12-20 – 2026-01-06", "2025-12-20", "2026-01-06", "20 Dec 2025 – 6 Jan 2026"),
        ("2026-03-31 to 2026-01-05", "2026-01-05", "2026-03-31", "5 Jan – 31 Mar 2026"),
        ("2025-11..2026-01", "2025-11-01", "2026-01-31", "1 Nov 2025 – 31 Jan 2026"),
        ("2024..2025", "2024-01-01", "2025-12-31", "1 Jan 2024 – 31 Dec 2025"),
        ("June", "2026-06-01", "2026-06-30", "June 2026"),
        ("jul", "2025-07-01", "2025-07-31", "July 2025"),
        ("sept 2025", "2025-09-01", "2025-09-30", "September 2025"),
        ("december 2026", "2026-12-01", "2026-12-31", "December 2026"),
        # counted in months and years, up to today
        ("last 3 months", "2026-03-13", "2026-06-12", "last 3 months"),
        ("three months", "2026-03-13", "2026-06-12", "last 3 months"),
        ("6m", "2025-12-13", "2026-06-12", "last 6 months"),
        ("last 1 month", "2026-05-13", "2026-06-12", "last 1 month"),
        ("2 quarters", "2025-12-13", "2026-06-12", "last 2 quarters"),
        ("2y", "2024-06-13", "2026-06-12", "last 2 years"),
        # a part of the calendar
        ("past quarter", "2026-01-01", "2026-03-31", "last quarter"),
        ("this half", "2026-01-01", "2026-06-30", "this half"),
        ("last half", "2025-07-01", "2025-12-31", "last half"),
        ("q2", "2026-04-01", "2026-06-30", "Q2 2026"),
        ("Q3", "2025-07-01", "2025-09-30", "Q3 2025"),
        ("Q2 2025", "2025-04-01", "2025-06-30", "Q2 2025"),
        ("2025q2", "2025-04-01", "2025-06-30", "Q2 2025"),
        ("2025 q2", "2025-04-01", "2025-06-30", "Q2 2025"),
        ("quarter 1", "2026-01-01", "2026-03-31", "Q1 2026"),
        ("third quarter of 2024", "2024-07-01", "2024-09-30", "Q3 2024"),
        ("H1", "2026-01-01", "2026-06-30", "H1 2026"),
        ("2025-h2", "2025-07-01", "2025-12-31", "H2 2025"),
        ("second half", "2025-07-01", "2025-12-31", "H2 2025"),
        ("6/2026", "2026-06-01", "2026-06-30", "June 2026"),
        ("06.2026", "2026-06-01", "2026-06-30", "June 2026"),
        ("june of 2024", "2024-06-01", "2024-06-30", "June 2024"),
        ("2026 june", "2026-06-01", "2026-06-30", "June 2026"),
        ("last june", "2025-06-01", "2025-06-30", "June 2025"),
        # weeks of ISO 8601
        ("week 23", "2026-06-01", "2026-06-07", "week 23, 2026"),
        ("w34", "2025-08-18", "2025-08-24", "week 34, 2025"),
        ("week 34 2026", "2026-08-17", "2026-08-23", "week 34, 2026"),
        ("2026-W01", "2025-12-29", "2026-01-04", "week 1, 2026"),
        ("week 53", "2020-12-28", "2021-01-03", "week 53, 2020"),
        # a day
        ("1.6.2026", "2026-06-01", "2026-06-01", "1 Jun 2026"),
        ("01.06.2026", "2026-06-01", "2026-06-01", "1 Jun 2026"),
        ("1.6.", "2026-06-01", "2026-06-01", "1 Jun 2026"),
        ("24.12.", "2025-12-24", "2025-12-24", "24 Dec 2025"),
        ("1 june", "2026-06-01", "2026-06-01", "1 Jun 2026"),
        ("1. june 2025", "2025-06-01", "2025-06-01", "1 Jun 2025"),
        ("2nd of june", "2026-06-02", "2026-06-02", "2 Jun 2026"),
        ("june 26", "2025-06-26", "2025-06-26", "26 Jun 2025"),
        ("June 1st, 2026", "2026-06-01", "2026-06-01", "1 Jun 2026"),
        ("29 feb", "2024-02-29", "2024-02-29", "29 Feb 2024"),
        ("monday", "2026-06-08", "2026-06-08", "8 Jun 2026"),
        ("friday", "2026-06-12", "2026-06-12", "12 Jun 2026"),
        ("last friday", "2026-06-05", "2026-06-05", "5 Jun 2026"),
        ("thurs", "2026-06-11", "2026-06-11", "11 Jun 2026"),
        # up to today
        ("ytd", "2026-01-01", "2026-06-12", "year to date"),
        ("quarter so far", "2026-04-01", "2026-06-12", "quarter to date"),
        ("since monday", "2026-06-08", "2026-06-12", "since 8 Jun 2026"),
        ("since 1 june", "2026-06-01", "2026-06-12", "since 1 Jun 2026"),
        ("since july", "2025-07-01", "2026-06-12", "since 1 Jul 2025"),
        ("since last month", "2026-05-01", "2026-06-12", "since 1 May 2026"),
        ("from 1 june", "2026-06-01", "2026-06-12", "since 1 Jun 2026"),
        ("from may onwards", "2026-05-01", "2026-06-12", "since 1 May 2026"),
        ("2026-01-01..", "2026-01-01", "2026-06-12", "since 1 Jan 2026"),
        # two ends, and which year they take from each other
        ("jan..mar", "2026-01-01", "2026-03-31", "Q1 2026"),
        ("jan-mar", "2026-01-01", "2026-03-31", "Q1 2026"),
        ("jan..mar 2025", "2025-01-01", "2025-03-31", "Q1 2025"),
        ("q1–q2", "2026-01-01", "2026-06-30", "H1 2026"),
        ("nov-feb", "2025-11-01", "2026-02-28", "1 Nov 2025 – 28 Feb 2026"),
        ("dec 2024 to feb", "2024-12-01", "2025-02-28", "1 Dec 2024 – 28 Feb 2025"),
        ("june-aug", "2026-06-01", "2026-08-31", "1 Jun – 31 Aug 2026"),
        ("1-15 june", "2026-06-01", "2026-06-15", "1–15 Jun 2026"),
        ("june 1-5", "2026-06-01", "2026-06-05", "1–5 Jun 2026"),
        ("1.6.-9.6.", "2026-06-01", "2026-06-09", "1–9 Jun 2026"),
        ("31.12.2025–2.1.2026", "2025-12-31", "2026-01-02", "31 Dec 2025 – 2 Jan 2026"),
        ("monday to wednesday", "2026-06-08", "2026-06-10", "8–10 Jun 2026"),
        ("between 1 june and 10 june", "2026-06-01", "2026-06-10", "1–10 Jun 2026"),
        ("between january and march", "2026-01-01", "2026-03-31", "Q1 2026"),
        ("from 1 june to today", "2026-06-01", "2026-06-12", "1–12 Jun 2026"),
        ("last week through yesterday", "2026-06-01", "2026-06-11", "1–11 Jun 2026"),
        ("2025-W52..2026-W03", "2025-12-22", "2026-01-18", "22 Dec 2025 – 18 Jan 2026"),
    ],
)
def test_it_reads_what_people_write(phrase: str, first: str, last: str, label: str) -> None:
    period = _parsed(phrase)
    assert period is not None
    assert (str(period.start_on), str(period.last_on), period.label) == (first, last, label)
    assert period.timezone == TALLINN


@pytest.mark.parametrize(
    "phrase",
    [
        *("", "d", "0d", "3661d", "99999d", "-3d", "last", "last wek", "ju", "junebug", "12"),
        *(
            "2026-13",
            "2026-02-30",
            "2026-6",
            "1026",
            "9999",
            "..2026-01-01",
            "30.2.2026",
            "1/6/2026",
        ),
        *("2026-01-01..2026-02-01..2026-03-01", "2026-01-01..soon", "٢٠٢٦", "q5", "h3", "week 60"),
        *("since", "since july 2027", "between june", "121 months", "0 months", "m", "2 mondays"),
        *(
            "jan..",
            "dec 2199 to jan",
            "june and july",
            "last last week",
            "x" * 10_000,
            "1 june " * 2_000,
        ),
    ],
)
def test_it_reads_no_period_where_there_is_none(phrase: str) -> None:
    assert _parsed(phrase) is None


@pytest.mark.parametrize("phrase", PERIOD_PHRASES)
def test_it_can_read_every_phrase_that_it_suggests(phrase: str) -> None:
    assert _parsed(phrase) is not None


WRITTEN = st.sampled_from(
    [
        *PERIOD_PHRASES,
        *("q1", "h2", "week 1", "week 53", "29 feb", "1.1.", "31 dec", "mtd", "last june", "12m"),
        *("nov..feb", "mon-sun", "since 29 feb", "5–9 jan", "dec 2024 to feb", "last week..today"),
    ]
)


@given(DAY_OF_USE, WRITTEN)
@example(date(2024, 2, 29), "29 feb")
@example(date(2021, 1, 1), "week 53")
def test_it_reads_what_it_prints(today: date, phrase: str) -> None:
    period = parse_period(phrase, today=today, timezone=TALLINN)
    assert period is not None
    for printed in (period.label, period.dates, f"{period.start_on}..{period.last_on}"):
        again = parse_period(printed, today=today, timezone=TALLINN)
        assert again is not None, printed
        assert (again.start_on, again.end_on) == (period.start_on, period.end_on), printed


@given(DAY_OF_USE, WRITTEN.filter(lambda phrase: "2024" not in phrase))
def test_it_takes_the_latest_that_has_begun(today: date, phrase: str) -> None:
    period = parse_period(phrase, today=today, timezone=TALLINN)
    assert period is not None
    assert period.start_on <= today
    assert period.start_on.year >= today.year - 9


@given(st.text(max_size=90), DAY_OF_USE)
def test_it_never_fails(text: str, today: date) -> None:
    period = parse_period(text, today=today, timezone=TALLINN)
    assert period is None or period.start_on < period.end_on


def _parsed(phrase: str) -> Period | None:
    return parse_period(phrase, today=TODAY, timezone=TALLINN)
