"""The times of rules: when a digest is due, and when quiet hours end. Times of day are texts such as `09:00`."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from server.core.instants import Instant, day_of

_DAY = timedelta(days=1)
_LONGEST_DAYS = 32
"""Within which any digest is due once."""


class Every(StrEnum):
    """How often a digest is told: each day, each Monday, each first of a month."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"

    def has(self, day: date) -> bool:
        match self:
            case Every.DAILY:
                return True
            case Every.WEEKLY:
                return day.weekday() == 0
            case Every.MONTHLY:
                return day.day == 1


def due_after(instant: Instant, every: Every, at: str, timezone: ZoneInfo) -> Instant:
    """Return the first time after an instant at which a digest is due."""
    return next(due for due in _dues(instant, 1, every, at, timezone=timezone) if due > instant)


def due_until(instant: Instant, every: Every, at: str, timezone: ZoneInfo) -> Instant:
    """Return the last time at which one was due, up to and including the instant."""
    return next(due for due in _dues(instant, -1, every, at, timezone=timezone) if due <= instant)


def quiet_until(instant: Instant, begins: str, ends: str, timezone: ZoneInfo) -> Instant:
    """Return the end of the quiet hours that an instant is in, or the instant when it is in none."""
    today = day_of(instant, timezone)
    for day in (today - _DAY, today):
        end = _at(day + (_DAY if ends <= begins else timedelta()), ends, timezone)
        if _at(day, begins, timezone) <= instant < end:
            return end
    return instant


def is_timezone(name: str) -> bool:
    """Tell whether there is a time zone of that name."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _dues(
    instant: Instant, step: int, every: Every, at: str, *, timezone: ZoneInfo
) -> Iterator[Instant]:
    today = day_of(instant, timezone)
    for count in range(2 * _LONGEST_DAYS):
        day = today + timedelta(days=step * count)
        if every.has(day):
            yield _at(day, at, timezone)


def _at(day: date, at: str, timezone: ZoneInfo) -> Instant:
    moment = datetime.combine(day, time.fromisoformat(at), timezone)
    return round(moment.timestamp() * 1000)
