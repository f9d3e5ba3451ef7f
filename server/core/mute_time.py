"""When the silence that somebody asked for ends."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from server.core.instants import Instant, day_of
from server.core.score_question import Mute


def mute_end(mute: Mute, now: Instant, timezone: ZoneInfo) -> Instant:
    """Return the end of a mute that is asked for now; a day begins at midnight in the zone.

    A time of day without a day is the next such.
    """
    if mute.hours is not None:
        return now + round(mute.hours * 3_600_000)
    today = day_of(now, timezone)
    days = [mute.until_on] if mute.until_on else [today, today + timedelta(days=1)]
    at = mute.until_at or datetime.min.time()
    ends = [round(datetime.combine(day, at, timezone).timestamp() * 1000) for day in days]
    return next((end for end in ends if end > now), now)
