"""Reads times as other products write them."""

import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from server.core.instants import Instant

EXPECTED = (
    "write it as 2026-11-22 08:30 or 22.11.2026 08:30, with an offset such as +02:00 where it is of another"
    " time zone, or in seconds since 1970; of 03/04/2026 nobody can tell which is the month"
)

_SECONDS = re.compile(r"[0-9]{9,10}")
_MILLISECONDS = re.compile(r"[0-9]{12,13}")
_DAY_FIRST = re.compile(
    r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?", re.ASCII
)
_ZONE = re.compile(r"\s*(UTC|GMT|Z|[+-]\d{2}:?\d{2})$", re.IGNORECASE)


def read_instant(text: str, timezone: ZoneInfo) -> Instant:
    """Return the instant of a text; one that names no zone is in `timezone`. Raises ValueError with what to do."""
    text = text.strip()
    if _SECONDS.fullmatch(text):
        return int(text) * 1000
    if _MILLISECONDS.fullmatch(text):
        return int(text)
    try:
        moment = _day_first(text) or datetime.fromisoformat(_with_offset(text))
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=timezone)
        return round(moment.timestamp() * 1000)
    except (ValueError, OverflowError):
        raise ValueError(EXPECTED) from None


def _with_offset(text: str) -> str:
    zone = _ZONE.search(text)
    # `2026-11-22` ends in what looks like an offset.
    if zone is None or len(text) <= len("2026-11-22"):
        return text
    offset = "+00:00" if zone[1].isalpha() else zone[1]
    return text[: zone.start()] + offset


def _day_first(text: str) -> datetime | None:
    found = _DAY_FIRST.fullmatch(text)
    if found is None:
        return None
    day = date(int(found[3]), int(found[2]), int(found[1]))
    hour, minute, second = (int(part or 0) for part in found.groups()[3:])
    return datetime.combine(day, time(hour, minute, second))
