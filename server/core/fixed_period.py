"""A period that means the same days whenever it is read."""

from datetime import date
from typing import Final

from server.core.period_phrase import parse_period
from server.core.periods import Period

_READ_ON: Final = (date(2198, 6, 15), date(2196, 3, 10))
"""Nothing but a fixed period reads the same on both; they are late, so that all that is meant has begun."""


def fixed_period(phrase: str, *, timezone: str) -> Period | None:
    """Return the period of a phrase such as `2025` or `Q1 2026`; None for `last month`, which moves."""
    first, second = (parse_period(phrase, today=day, timezone=timezone) for day in _READ_ON)
    if first is None or second is None:
        return None
    same = (first.start_on, first.end_on) == (second.start_on, second.end_on)
    return first if same else None
