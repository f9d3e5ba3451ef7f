"""Which days of a time axis get a label, and what it says."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from server.core.periods import MONTHS

_DAY_STEPS: Final = (1, 2, 7, 14)
_MONTH_STEPS: Final = (1, 2, 3, 6, 12, 24, 60, 120)
_LONGEST_DAY_AXIS: Final = 100


class DateTick(NamedTuple):
    on: date
    label: str


def date_ticks(first: date, last: date, *, most: int) -> list[DateTick]:
    """Return at most so many days from `first` to `last`, evenly spaced as calendars are.

    Days are the first of the axis and so on, or Mondays; longer axes have firsts of months, with
    the year where it begins.
    """
    days = (last - first).days + 1
    if days <= _LONGEST_DAY_AXIS:
        for step in _DAY_STEPS:
            ticks = _days(first, last, step)
            if len(ticks) <= most:
                return [DateTick(on, day_label(on)) for on in ticks]
    for step in _MONTH_STEPS:
        months = list(_months(first, last, step))
        if len(months) <= most:
            return _with_years(months, step)
    return []


def day_label(on: date) -> str:
    """Return `3 Nov`."""
    return f"{on.day} {MONTHS[on.month - 1][:3]}"


def _days(first: date, last: date, step: int) -> list[date]:
    if step >= 7:  # weeks are read by their Mondays
        first += timedelta(days=-first.weekday() % 7)
    return [first + timedelta(days=count) for count in range(0, (last - first).days + 1, step)]


def _months(first: date, last: date, step: int) -> Iterator[date]:
    for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        on = date(month // 12, month % 12 + 1, 1)
        if on >= first and month % step == 0:
            yield on


def _with_years(months: Sequence[date], step: int) -> list[DateTick]:
    ticks = []
    for at, on in enumerate(months):
        name = MONTHS[on.month - 1][:3]
        year = at == 0 or on.year != months[at - 1].year
        label = str(on.year) if step >= 12 else f"{name} {on.year}" if year else name
        ticks.append(DateTick(on, label))
    return ticks
