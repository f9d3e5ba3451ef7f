"""How long a channel is muted: `4h`, `30m`, `2d`, `until 18:00`, `off`."""

import re
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from server.core.instants import Instant, day_of

LONGEST: Final = timedelta(days=30)
_FOR: Final = re.compile(r"(?:for )?(\d{1,4}) ?(m|min|minutes?|h|hours?|d|days?)")
_UNTIL: Final = re.compile(r"(?:until|till|to) (?:(tomorrow) )?(\d{1,2})(?:[:.](\d\d))?")
_UNITS: Final = {"m": "minutes", "h": "hours", "d": "days"}


def muted_until(text: str, now: Instant, timezone: ZoneInfo) -> Instant | None:
    """Return when a mute that is asked for now ends, which for `off` is now; None when it is no time.

    A time of day is the next such in the zone. A mute has an end, at most 30 days away: nobody should find
    out next year that a channel was silent.
    """
    words = " ".join(text.casefold().split())
    if words == "off":
        return now
    if found := _FOR.fullmatch(words):
        length = timedelta(**{_UNITS[found[2][0]]: int(found[1])})
        return (
            now + round(length.total_seconds() * 1000) if timedelta() < length <= LONGEST else None
        )
    if found := _UNTIL.fullmatch(words):
        return _next(int(found[2]), int(found[3] or 0), now, timezone, tomorrow=bool(found[1]))
    return None


def _next(
    hour: int, minute: int, now: Instant, timezone: ZoneInfo, *, tomorrow: bool
) -> Instant | None:
    if hour > 23 or minute > 59:
        return None
    today = day_of(now, timezone)
    for days in (1,) if tomorrow else (0, 1):
        day = today + timedelta(days=days)
        at = datetime(day.year, day.month, day.day, hour, minute, tzinfo=timezone)
        instant = round(at.timestamp() * 1000)
        if instant > now:
            return instant
    return None
