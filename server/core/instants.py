"""Instants: epoch milliseconds UTC, how they are written, and on which day they fall."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol, TypeAlias
from zoneinfo import ZoneInfo

Instant: TypeAlias = int
"""Milliseconds since 1970-01-01T00:00Z."""


class Clock(Protocol):
    """Tells the present instant. Parts are given one, so that tests can set the time."""

    def __call__(self) -> Instant: ...


def moment_of(instant: Instant) -> datetime:
    """Return an instant as a datetime in UTC."""
    return datetime.fromtimestamp(instant / 1000, UTC)


def rfc3339(instant: Instant) -> str:
    """Write an instant as `2026-11-22T08:30:00.123Z`."""
    return f"{moment_of(instant).isoformat(timespec='milliseconds')[:-6]}Z"


def day_of(instant: Instant, timezone: ZoneInfo) -> date:
    """Return the calendar day of an instant in a time zone."""
    return datetime.fromtimestamp(instant / 1000, timezone).date()


class Days:
    """The calendar days of a time zone. It remembers the day of its last answer, which is nearly always today."""

    def __init__(self, timezone: ZoneInfo) -> None:
        self._timezone = timezone
        self._begins = self._ends = 0
        self._text = ""

    def day_on(self, instant: Instant) -> str:
        """Return the day of an instant as ISO text, such as `2026-11-22`."""
        if not self._begins <= instant < self._ends:
            day = day_of(instant, self._timezone)
            self._begins = self._midnight(day)
            self._ends = self._midnight(day + timedelta(days=1))
            self._text = day.isoformat()
        return self._text

    def _midnight(self, day: date) -> Instant:
        # Where clocks are set at midnight, the first of two midnights and the moment after a missing one.
        return round(datetime.combine(day, time(), self._timezone).timestamp() * 1000)
