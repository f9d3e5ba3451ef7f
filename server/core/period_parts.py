"""A period in days, weeks or months, one after another."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, Literal

from server.core.periods import Period, period_between

Step = Literal["day", "week", "month"]

_DAILY_UNTIL: Final = 62
_WEEKLY_UNTIL: Final = 400


def step_for(period: Period) -> Step:
    """Return the step in which a period of its length is best looked at, by its number of days."""
    if period.days <= _DAILY_UNTIL:
        return "day"
    return "week" if period.days <= _WEEKLY_UNTIL else "month"


def parts_of(period: Period, step: Step) -> Iterator[Period]:
    """Yield the parts that a period is made of, without a gap between them.

    Weeks begin on Monday. The first and the last part end where the period does, and so may be
    shorter than the others.
    """
    start_on = period.start_on
    while start_on < period.end_on:
        end_on = min(_next_start(start_on, step), period.end_on)
        yield period_between(start_on, end_on - timedelta(days=1), timezone=period.timezone)
        start_on = end_on


def _next_start(on: date, step: Step) -> date:
    if step == "day":
        return on + timedelta(days=1)
    if step == "week":
        return on + timedelta(days=7 - on.weekday())
    return (on.replace(day=1) + timedelta(days=31)).replace(day=1)
