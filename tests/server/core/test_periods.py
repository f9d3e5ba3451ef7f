from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.periods import PERIOD_PHRASES, Period, last_days, parse_period, period_between
from tests.server.core.scored import TODAY

TALLINN = "Europe/Tallinn"
HOUR = 3_600_000
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
        *("2026-13", "2026-02-30", "2026-6", "1026", "9999", "2026-01-01..", "..2026-01-01"),
        *("2026-01-01..2026-02-01..2026-03-01", "2026-01-01..soon", "٢٠٢٦", "june 26"),
    ],
)
def test_it_reads_no_period_where_there_is_none(phrase: str) -> None:
    assert _parsed(phrase) is None


@pytest.mark.parametrize("phrase", PERIOD_PHRASES)
def test_it_can_read_every_phrase_that_it_suggests(phrase: str) -> None:
    assert _parsed(phrase) is not None


@pytest.mark.parametrize(
    ("phrase", "first", "last", "label"),
    [
        ("today", "2026-06-11", "2026-06-11", "the day before"),
        ("7d", "2026-05-30", "2026-06-05", "the week before"),
        ("30d", "2026-04-14", "2026-05-13", "the 30 days before"),
        ("last week", "2026-05-25", "2026-05-31", "the week before"),
        ("this month", "2026-05-01", "2026-05-31", "May 2026"),
        ("last month", "2026-04-01", "2026-04-30", "April 2026"),
        ("2026-03", "2026-02-01", "2026-02-28", "February 2026"),
        ("this quarter", "2026-01-01", "2026-03-31", "Q1 2026"),
        ("last quarter", "2025-10-01", "2025-12-31", "Q4 2025"),
        ("2026", "2025-01-01", "2025-12-31", "2025"),
        ("january", "2025-12-01", "2025-12-31", "December 2025"),
        ("2026-01-01..2026-03-31", "2025-10-01", "2025-12-31", "Q4 2025"),
        ("2026-01-02..2026-03-31", "2025-10-05", "2026-01-01", "the 89 days before"),
    ],
)
def test_it_knows_the_period_before(phrase: str, first: str, last: str, label: str) -> None:
    period = _parsed(phrase)
    assert period is not None
    before = period.previous()
    assert (str(before.start_on), str(before.last_on), before.label) == (first, last, label)


def test_it_refuses_a_period_that_ends_before_it_begins() -> None:
    with pytest.raises(ValueError, match="cannot end on"):
        period_between(date(2026, 6, 12), date(2026, 6, 11), timezone="UTC")


@pytest.mark.parametrize(("first", "last"), [(date.min, TODAY), (TODAY, date.max)])
def test_it_refuses_a_period_beyond_all_ratings(first: date, last: date) -> None:
    with pytest.raises(ValueError, match="within 1900 and 2199"):
        period_between(first, last, timezone="UTC")


@pytest.mark.parametrize(
    ("timezone", "day", "instant", "hours"),
    [
        ("UTC", date(2026, 6, 12), "2026-06-12T00:00", 24),
        (TALLINN, date(2026, 6, 12), "2026-06-11T21:00", 24),
        (TALLINN, date(2026, 3, 29), "2026-03-28T22:00", 23),
        (TALLINN, date(2026, 10, 25), "2026-10-24T21:00", 25),
        # The clock skips midnight in Chile in September and repeats it in Cuba in November.
        ("America/Santiago", date(2025, 9, 7), "2025-09-07T04:00", 23),
        ("America/Havana", date(2025, 11, 2), "2025-11-02T04:00", 25),
    ],
)
def test_it_begins_a_day_when_the_clock_does(
    timezone: str, day: date, instant: str, hours: int
) -> None:
    period = last_days(1, today=day, timezone=timezone)
    expected = datetime.fromisoformat(instant).replace(tzinfo=UTC).timestamp() * 1000
    assert period.starts_at == expected
    assert period.ends_at - period.starts_at == hours * HOUR


@given(DAY_OF_USE)
def test_it_leaves_no_gap_between_days_across_dst(day: date) -> None:
    days = [last_days(1, today=day + timedelta(n), timezone=TALLINN) for n in range(200)]
    assert all(one.ends_at == other.starts_at for one, other in pairwise(days))
    assert all(one.ends_at - one.starts_at in {23 * HOUR, 24 * HOUR, 25 * HOUR} for one in days)


@given(DAY_OF_USE, st.sampled_from(PERIOD_PHRASES))
def test_it_leaves_no_gap_between_a_period_and_the_one_before(today: date, phrase: str) -> None:
    period = parse_period(phrase, today=today, timezone=TALLINN)
    assert period is not None
    before = period.previous()
    assert before.end_on == period.start_on
    assert before.ends_at == period.starts_at
    assert before.starts_at < before.ends_at < period.ends_at
    assert before.months == period.months
    assert before.months or before.days == period.days


@given(st.integers(min_value=0, max_value=4_000_000_000))
def test_it_puts_an_instant_in_the_day_that_the_local_calendar_shows(seconds: int) -> None:
    day = datetime.fromtimestamp(seconds, ZoneInfo(TALLINN)).date()
    period = last_days(1, today=day, timezone=TALLINN)
    assert period.starts_at <= seconds * 1000 < period.ends_at


def _parsed(phrase: str) -> Period | None:
    return parse_period(phrase, today=TODAY, timezone=TALLINN)
