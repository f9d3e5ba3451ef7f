"""A day, week, month, quarter, half or year of the calendar, as people write it.

To understand one more way of writing, add a pattern and what it means to `_WAYS`.
"""

import re
from collections.abc import Callable
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

from server.core.periods import MONTHS, Period, months_from, period_between, unit_around

WEEKDAYS: Final = (*("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),)

_YEAR: Final = r"(?P<year>(?:19|20|21)\d\d)"
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?"
_MONTH: Final = r"(?P<month>[a-z]{3,9})\.?"
_PART: Final = r"(?P<part>[qh])(?:uarter |alf )?(?P<number>[1-4])"
_ORDINALS: Final = MappingProxyType({"first": 1, "second": 2, "third": 3, "fourth": 4})
# 29 February comes back after at most eight years.
_YEARS_BACK: Final = 9


class _Found(NamedTuple):
    """What a pattern caught, by the names of its groups; "" for what was left out."""

    caught: dict[str, str]
    timezone: str

    def number(self, name: str) -> int:
        return int(self.caught[name])


_Make = Callable[[_Found, int], Period | None]


def read_calendar(phrase: str, *, until: date, timezone: str) -> Period | None:
    """Return what a phrase in lower case names, None when it names nothing of the calendar.

    What is written without its year is the latest that has begun on `until`.
    """
    for pattern, make in _WAYS:
        if match := pattern.fullmatch(phrase):
            found = _Found(match.groupdict(""), timezone)
            if period := _begun(found, make, until):
                return period
    return _weekday(phrase, until, timezone)


def names_year(phrase: str) -> bool:
    """Tell whether a phrase says of which year it is."""
    return re.search(rf"(?<!\d){_YEAR}(?!\d)", phrase, re.ASCII) is not None


def _begun(found: _Found, make: _Make, until: date) -> Period | None:
    if year := found.caught.get("year"):
        return _made(found, make, int(year))
    # The first week of a year may begin in December.
    years = range(until.year + 1, until.year - _YEARS_BACK, -1)
    periods = (_made(found, make, year) for year in years)
    return next((each for each in periods if each and each.start_on <= until), None)


def _made(found: _Found, make: _Make, year: int) -> Period | None:
    try:
        return make(found, year)
    except ValueError:  # no such day, week or month in that year
        return None


def _year(found: _Found, year: int) -> Period:
    return months_from(date(year, 1, 1), 12, timezone=found.timezone)


def _month(found: _Found, year: int) -> Period | None:
    if not (month := _month_number(found.caught["month"])):
        return None
    return months_from(date(year, month, 1), 1, timezone=found.timezone)


def _day(found: _Found, year: int) -> Period | None:
    if not (month := _month_number(found.caught["month"])):
        return None
    day = date(year, month, found.number("day"))
    return period_between(day, day, timezone=found.timezone)


def _part(found: _Found, year: int) -> Period | None:
    """Make a quarter or a half of a year."""
    months = 3 if found.caught["part"] == "q" else 6
    word = found.caught["number"]
    first_month = (_ORDINALS.get(word) or int(word)) * months - months + 1
    return months_from(date(year, first_month, 1), months, timezone=found.timezone)


def _week(found: _Found, year: int) -> Period:
    monday = date.fromisocalendar(year, found.number("week"), 1)
    return unit_around(monday, "week", timezone=found.timezone)


def _weekday(word: str, until: date, timezone: str) -> Period | None:
    names = (number for number, name in enumerate(WEEKDAYS) if name.startswith(word.rstrip(".")))
    number = next(names, None)
    if number is None or len(word) < 3:
        return None
    days_ago = (until.weekday() - number) % 7
    day = date.fromordinal(until.toordinal() - days_ago)
    return period_between(day, day, timezone=timezone)


def _month_number(word: str) -> int | None:
    """Return 1 for `1`, `01`, `jan`, `january` and all between: `sept` is as good as `sep`."""
    if word.isdigit():
        return int(word)
    matches = (number for number, name in enumerate(MONTHS, 1) if name.lower().startswith(word))
    return next(matches, None)


def _way(pattern: str, make: _Make) -> tuple[re.Pattern[str], _Make]:
    return re.compile(pattern, re.ASCII), make


_WAYS: Final = (
    _way(_YEAR, _year),
    # June, jun 2026, june of 2026, 2026 june, 2026-06, 6/2026, 06.2026
    _way(rf"{_MONTH}(?: (?:of )?{_YEAR})?", _month),
    _way(rf"{_YEAR} {_MONTH}", _month),
    _way(rf"{_YEAR}-(?P<month>\d\d)", _month),
    _way(rf"(?P<month>\d{{1,2}})[./]{_YEAR}", _month),
    # 2026-06-01, 1.6.2026, 1.6., 1 june, 1st of june 2026, june 1, june 1st 2026
    _way(rf"{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)", _day),
    _way(rf"(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.{_YEAR}", _day),
    _way(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.?", _day),
    _way(rf"{_DAY} (?:of )?{_MONTH}(?: (?:of )?{_YEAR})?", _day),
    _way(rf"{_MONTH} {_DAY}(?: {_YEAR})?", _day),
    # q2, q2 2026, 2026-q2, quarter 2, second quarter of 2026; h1 likewise
    _way(rf"{_PART}(?:[ /-]?{_YEAR})?", _part),
    _way(rf"{_YEAR}[ /-]?{_PART}", _part),
    _way(
        rf"(?P<number>first|second|third|fourth) (?P<part>q|h)(?:uarter|alf)(?: (?:of )?{_YEAR})?",
        _part,
    ),
    # week 34, w34, week 34 2026, 2026-W34, 2026 week 34; weeks of ISO 8601
    _way(rf"(?:week|wk|w) ?(?P<week>\d{{1,2}})(?:[ /]{_YEAR})?", _week),
    _way(rf"{_YEAR}[ -]?(?:week ?|wk ?|w)(?P<week>\d{{1,2}})", _week),
)
