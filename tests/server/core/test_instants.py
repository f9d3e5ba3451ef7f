from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.instants import Days, day_of, moment_of, rfc3339

ZONES = (
    "UTC",
    "Europe/Riga",
    "Europe/Tallinn",
    "America/Santiago",
    "America/Havana",
    "Atlantic/Azores",
    "Asia/Beirut",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Apia",
)
SECOND, HOUR = 1_000, 3_600_000


def at(text: str) -> int:
    return round(datetime.fromisoformat(text).timestamp() * 1000)


INSTANT = st.integers(at("2005-01-01T00:00Z"), at("2060-01-01T00:00Z"))


def test_it_writes_an_instant_with_its_milliseconds() -> None:
    assert rfc3339(at("2026-11-22T08:30:00.123Z")) == "2026-11-22T08:30:00.123Z"
    assert rfc3339(0) == "1970-01-01T00:00:00.000Z"
    assert moment_of(at("2026-11-22T08:30:00Z")) == datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "begins", "day"),
    [
        pytest.param("Europe/Tallinn", "2026-03-28T22:00Z", "2026-03-29", id="day of 23 hours"),
        pytest.param("Europe/Tallinn", "2026-03-29T21:00Z", "2026-03-30", id="after 23 hours"),
        pytest.param("Europe/Tallinn", "2026-10-24T21:00Z", "2026-10-25", id="day of 25 hours"),
        pytest.param("Europe/Tallinn", "2026-10-25T22:00Z", "2026-10-26", id="after 25 hours"),
        pytest.param("America/Santiago", "2026-09-06T04:00Z", "2026-09-06", id="no midnight"),
        pytest.param("America/Santiago", "2026-04-05T04:00Z", "2026-04-05", id="23:00 twice"),
        pytest.param("America/Havana", "2026-11-01T04:00Z", "2026-11-01", id="midnight twice"),
        pytest.param("Pacific/Apia", "2011-12-30T10:00Z", "2011-12-31", id="a day left out"),
    ],
)
def test_it_begins_a_day_where_the_zone_does(zone: str, begins: str, day: str) -> None:
    days = Days(ZoneInfo(zone))
    before = days.day_on(at(begins) - 1)
    assert (days.day_on(at(begins)), days.day_on(at(begins) + HOUR)) == (day, day)
    assert before < day
    assert days.day_on(at(begins) - 1) == before


def test_it_has_days_of_23_24_and_25_hours() -> None:
    days = Days(ZoneInfo("Europe/Tallinn"))
    first = at("2025-12-31T22:00Z")
    hours = [days.day_on(first + hour * HOUR) for hour in range(365 * 24)]
    lengths = {day: hours.count(day) for day in set(hours)}
    assert len(lengths) == 365
    unusual = {day: length for day, length in lengths.items() if length != 24}
    assert unusual == {"2026-03-29": 23, "2026-10-25": 25}


@given(st.sampled_from(ZONES), st.lists(INSTANT, min_size=1, max_size=20))
def test_it_remembers_no_wrong_day(zone: str, instants: list[int]) -> None:
    timezone = ZoneInfo(zone)
    days = Days(timezone)
    for instant in instants:
        for near in (instant, instant + HOUR, instant - HOUR, instant + SECOND):
            assert days.day_on(near) == day_of(near, timezone).isoformat()


@given(
    st.sampled_from(ZONES),
    st.dates(date(2005, 1, 1), date(2060, 1, 1)),
    st.permutations([-HOUR, -1, 0, 1, HOUR]),
)
def test_it_knows_both_sides_of_every_midnight(zone: str, day: date, asides: list[int]) -> None:
    timezone = ZoneInfo(zone)
    days = Days(timezone)
    midnight = datetime.combine(day + timedelta(days=1), datetime.min.time(), timezone)
    for aside in asides:
        instant = round(midnight.timestamp() * 1000) + aside
        assert days.day_on(instant) == day_of(instant, timezone).isoformat()
