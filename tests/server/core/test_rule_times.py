from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.rule_times import Every, due_after, due_until, quiet_until
from tests.server.core.rule_samples import times

RIGA = ZoneInfo("Europe/Riga")
instants = st.integers(1_700_000_000_000, 1_900_000_000_000)


def at(text: str) -> int:
    return round(datetime.fromisoformat(text).replace(tzinfo=RIGA).timestamp() * 1000)


def text(instant: int) -> str:
    return f"{datetime.fromtimestamp(instant / 1000, RIGA):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("every", "due"),
    [
        (Every.DAILY, "2026-11-26 09:00"),
        (Every.WEEKLY, "2026-11-30 09:00"),
        (Every.MONTHLY, "2026-12-01 09:00"),
    ],
)
def test_it_is_due_at_its_hour(every: Every, due: str) -> None:
    assert text(due_after(at("2026-11-25 09:00"), every, "09:00", RIGA)) == due


def test_it_is_due_on_the_same_day_when_the_hour_is_yet_to_come() -> None:
    assert due_after(at("2026-11-25 08:59"), Every.DAILY, "09:00", RIGA) == at("2026-11-25 09:00")
    assert due_until(at("2026-11-25 09:00"), Every.DAILY, "09:00", RIGA) == at("2026-11-25 09:00")
    assert due_until(at("2026-11-25 08:59"), Every.DAILY, "09:00", RIGA) == at("2026-11-24 09:00")


@given(instants, st.sampled_from(Every), times)
def test_it_leaves_no_gap_between_digests(instant: int, every: Every, hour: str) -> None:
    until = due_until(instant, every, hour, RIGA)
    after = due_after(instant, every, hour, RIGA)
    assert until <= instant < after
    assert due_after(until, every, hour, RIGA) == after


@pytest.mark.parametrize(
    ("now", "ends"),
    [
        ("2026-11-25 21:59", "2026-11-25 21:59"),
        ("2026-11-25 22:00", "2026-11-26 07:00"),
        ("2026-11-26 06:59", "2026-11-26 07:00"),
        ("2026-11-26 07:00", "2026-11-26 07:00"),
    ],
)
def test_it_is_quiet_over_midnight(now: str, ends: str) -> None:
    assert text(quiet_until(at(now), "22:00", "07:00", RIGA)) == ends


def test_it_is_quiet_within_a_day() -> None:
    assert quiet_until(at("2026-11-25 12:30"), "12:00", "13:00", RIGA) == at("2026-11-25 13:00")


@given(instants, st.lists(times, min_size=2, max_size=2, unique=True))
def test_it_is_never_quiet_for_more_than_a_day(instant: int, hours: list[str]) -> None:
    end = quiet_until(instant, hours[0], hours[1], RIGA)
    assert instant <= end <= instant + timedelta(days=1, hours=1).total_seconds() * 1000
    assert quiet_until(end, hours[0], hours[1], RIGA) == end
