"""Instants: epoch milliseconds UTC, and how they are written and read."""

from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    """Tells the present instant. Parts are given one, so that tests can set the time."""

    def __call__(self) -> int: ...


def rfc3339(instant: int) -> str:
    """Write an instant as `2026-11-22T08:30:00.123Z`."""
    moment = datetime.fromtimestamp(instant / 1000, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def day_of(instant: int, timezone: ZoneInfo) -> date:
    """Return the calendar day of an instant in a time zone."""
    return datetime.fromtimestamp(instant / 1000, timezone).date()
