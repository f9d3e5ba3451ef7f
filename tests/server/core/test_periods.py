from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.instants import day_of
from server.core.period_phrase import PERIOD_PHRASES, parse_period
from server.core.periods import Period, last_days, last_months, period_between, period_since
from tests.server.core.scored import TODAY

TALLINN: Final = "Europe/Tallinn"
LORD_HOWE: Final = "Australia/Lord_Howe"
HOUR = 3_600_000
DAY_OF_USE = st.dates(date(2000, 1, 1), date(2100, 12, 31))


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


@pytest.mark.parametrize(
    ("phrase", "first", "last", "label"),
    [
        ("today", "2025-06-12", "2025-06-12", "12 Jun 2025"),
        ("30d", "2025-05-14", "2025-06-12", "14 May – 12 Jun 2025"),
        ("June", "2025-06-01", "2025-06-30", "June 2025"),
        ("q2", "2025-04-01", "2025-06-30", "Q2 2025"),
        ("h1", "2025-01-01", "2025-06-30", "H1 2025"),
        ("this year", "2025-01-01", "2025-12-31", "2025"),
        ("last 3 months", "2025-03-13", "2025-06-12", "13 Mar – 12 Jun 2025"),
        ("ytd", "2025-01-01", "2025-06-12", "1 Jan – 12 Jun 2025"),
        ("nov..feb", "2024-11-01", "2025-02-28", "1 Nov 2024 – 28 Feb 2025"),
        # weeks from a Monday stay weeks from a Monday
        ("last week", "2025-06-02", "2025-06-08", "2–8 Jun 2025"),
        ("week 34 2026", "2025-08-18", "2025-08-24", "18–24 Aug 2025"),
        ("2026-W01..2026-W04", "2024-12-30", "2025-01-26", "30 Dec 2024 – 26 Jan 2025"),
        # leap years
        ("2024-02", "2023-02-01", "2023-02-28", "February 2023"),
        ("2025-02", "2024-02-01", "2024-02-29", "February 2024"),
        ("2024-02-29", "2023-02-28", "2023-02-28", "28 Feb 2023"),
        ("2024-02-20..2024-02-29", "2023-02-20", "2023-02-28", "20–28 Feb 2023"),
        ("2024-02-29..2024-03-05", "2023-02-28", "2023-03-05", "28 Feb – 5 Mar 2023"),
        ("2025-02-28", "2024-02-28", "2024-02-28", "28 Feb 2024"),
    ],
)
def test_it_knows_the_same_period_a_year_before(
    phrase: str, first: str, last: str, label: str
) -> None:
    period = _parsed(phrase)
    assert period is not None
    before = period.year_before()
    assert (str(before.start_on), str(before.last_on), before.label) == (first, last, label)
    assert before.months == period.months


@given(DAY_OF_USE, st.sampled_from([*PERIOD_PHRASES, "week 53", "29 feb", "h2", "12m", "2w"]))
def test_it_is_a_year_before_about_as_long(today: date, phrase: str) -> None:
    period = parse_period(phrase, today=today, timezone=TALLINN)
    assert period is not None
    before = period.year_before()
    assert abs(before.days - period.days) <= 1
    assert 364 <= (period.start_on - before.start_on).days <= 366


@pytest.mark.parametrize(
    ("today", "first", "previous_first"),
    [
        (date(2026, 6, 12), "2026-05-13", "2026-04-13"),
        (date(2026, 3, 30), "2026-02-28", "2026-01-28"),
        (date(2024, 3, 30), "2024-02-29", "2024-01-29"),
        (date(2026, 6, 30), "2026-06-01", "2026-05-01"),
    ],
)
def test_it_counts_months_back_to_the_same_day(
    today: date, first: str, previous_first: str
) -> None:
    period = last_months(1, today=today, timezone="UTC", label="last 1 month")
    assert (str(period.start_on), period.last_on) == (first, today)
    assert str(period.previous().start_on) == previous_first
    assert period.previous().end_on == period.start_on


def test_it_refuses_a_period_that_has_not_begun() -> None:
    with pytest.raises(ValueError, match="cannot begin on 2026-06-13"):
        period_since(date(2026, 6, 13), today=TODAY, timezone="UTC")


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
        ("America/New_York", date(2026, 3, 8), "2026-03-08T05:00", 23),
        ("America/New_York", date(2026, 11, 1), "2026-11-01T04:00", 25),
        # Half an hour only, on an island.
        (LORD_HOWE, date(2026, 4, 5), "2026-04-04T13:00", 24.5),
        (LORD_HOWE, date(2026, 10, 4), "2026-10-03T13:30", 23.5),
        # Samoa crossed the date line and had no 30 December 2011.
        ("Pacific/Apia", date(2011, 12, 29), "2011-12-29T10:00", 24),
        ("Pacific/Apia", date(2011, 12, 30), "2011-12-30T10:00", 0),
        ("Pacific/Apia", date(2011, 12, 31), "2011-12-30T10:00", 24),
        ("America/Santiago", date(2025, 9, 7), "2025-09-07T04:00", 23),
        ("America/Havana", date(2025, 11, 2), "2025-11-02T04:00", 25),
    ],
)
def test_it_begins_a_day_when_the_clock_does(
    timezone: str, day: date, instant: str, hours: float
) -> None:
    period = last_days(1, today=day, timezone=timezone)
    expected = datetime.fromisoformat(instant).replace(tzinfo=UTC).timestamp() * 1000
    assert period.starts_at == expected
    assert period.ends_at - period.starts_at == hours * HOUR


ZONES = st.sampled_from([TALLINN, "America/New_York", "Pacific/Apia", LORD_HOWE, "Asia/Kathmandu"])


@given(DAY_OF_USE, ZONES)
def test_it_leaves_no_gap_between_days_across_dst(day: date, timezone: str) -> None:
    days = [last_days(1, today=day + timedelta(n), timezone=timezone) for n in range(200)]
    assert all(one.ends_at == other.starts_at for one, other in pairwise(days))
    lengths = {23 * HOUR, 23.5 * HOUR, 24 * HOUR, 24.5 * HOUR, 25 * HOUR}
    skipped = {0} if timezone == "Pacific/Apia" else set()
    assert {one.ends_at - one.starts_at for one in days} <= lengths | skipped


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


@given(st.integers(min_value=0, max_value=4_000_000_000), ZONES)
def test_it_puts_an_instant_in_the_day_that_the_local_calendar_shows(
    seconds: int, timezone: str
) -> None:
    day = day_of(seconds * 1000, ZoneInfo(timezone))
    period = last_days(1, today=day, timezone=timezone)
    assert period.starts_at <= seconds * 1000 < period.ends_at


def _parsed(phrase: str) -> Period | None:
    return parse_period(phrase, today=TODAY, timezone=TALLINN)
