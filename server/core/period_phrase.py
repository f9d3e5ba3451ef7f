"""A period as people ask for it: counted back from today, of the calendar, or between two ends.

To understand one more kind of phrase, add a reader to `_READERS`; one more way of writing a date
belongs in `calendar_phrase`.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final, NamedTuple

from server.core.calendar_phrase import WEEKDAYS, names_year, read_calendar
from server.core.periods import (
    MONTHS,
    Period,
    add_months,
    last_days,
    last_months,
    period_between,
    period_since,
    unit_around,
)

# What a misspelt phrase is compared with.
PERIOD_PHRASES: Final = (
    *("today", "yesterday", "7d", "30d", "90d", "last 30 days", "last 12 weeks", "last 3 months"),
    *("this week", "last week", "this month", "last month", "year to date", "since monday"),
    *("this quarter", "last quarter", "this half", "last half", "this year", "last year"),
    *(month.lower() for month in MONTHS),
    *WEEKDAYS,
)

PERIOD_STARTS: Final = frozenset(
    ["this", "current", "last", "past", "previous", "prev", "since", "between", "week", "first"]
)
"""Words that more words of a period follow."""

_LONGEST: Final = 80
_LONGEST_DAYS: Final = 3660
_LONGEST_MONTHS: Final = 120
_BEFORE: Final = "last|past|previous|prev|prior"
_NUMBERS: Final = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_COUNTED: Final = rf"(?:(?:{_BEFORE}) )?(\d{{1,4}}|{'|'.join(_NUMBERS)})"
_APART: Final = r" ?(?:\.{2,3}|…|–|—) ?| (?:-|to|until|till|through|thru) "
_BARE_DAY: Final = re.compile(r"\d{1,2}", re.ASCII)
_UNITS: Final = MappingProxyType({"w": "week", "m": "month", "q": "quarter", "y": "year"})
_MONTHS_IN: Final = MappingProxyType({"month": 1, "quarter": 3, "year": 12})


def parse_period(text: str, *, today: date, timezone: str) -> Period | None:
    """Return the period that an English phrase names, None when it names none.

    What is written without its year is the latest that has begun; weeks begin on Monday. What is
    counted, such as 12 weeks or 3 months, ends with today. docs/scores-command.md lists what is understood.
    """
    phrase = " ".join(text.lower().replace(",", " ").split())
    if len(phrase) > _LONGEST:
        return None
    asked = _Asked(phrase, today, timezone)
    return next(filter(None, (read(asked) for read in _READERS)), None)


class _Asked(NamedTuple):
    phrase: str
    today: date
    timezone: str

    def calendar(self, phrase: str, until: date | None = None) -> Period | None:
        return read_calendar(phrase, until=until or self.today, timezone=self.timezone)


def _read_days(asked: _Asked) -> Period | None:
    match = re.fullmatch(rf"{_COUNTED} ?(d|days?|w|wks?|weeks?)", asked.phrase, re.ASCII)
    if not match:
        return None
    count = _number(match[1]) * (7 if match[2].startswith("w") else 1)
    if not 1 <= count <= _LONGEST_DAYS:
        return None
    return last_days(count, today=asked.today, timezone=asked.timezone)


def _read_months(asked: _Asked) -> Period | None:
    units = r"m|mo|mos|months?|quarters?|y|yrs?|years?"
    if not (match := re.fullmatch(rf"{_COUNTED} ?({units})", asked.phrase, re.ASCII)):
        return None
    count, unit = _number(match[1]), _UNITS[match[2][0]]
    months = count * _MONTHS_IN[unit]
    if not 1 <= months <= _LONGEST_MONTHS:
        return None
    label = f"last {count} {unit}s" if count > 1 else f"last 1 {unit}"
    return last_months(months, today=asked.today, timezone=asked.timezone, label=label)


def _read_day(asked: _Asked) -> Period | None:
    today = last_days(1, today=asked.today, timezone=asked.timezone)
    if asked.phrase == "yesterday":
        return replace(today.previous(), label="yesterday")
    return today if asked.phrase == "today" else None


def _read_unit(asked: _Asked) -> Period | None:
    pattern = rf"(?:(this|current|{_BEFORE}) )?(week|month|quarter|half|year)"
    if not (match := re.fullmatch(pattern, asked.phrase)):
        return None
    current = unit_around(asked.today, match[2], timezone=asked.timezone)
    if match[1] in {None, "this", "current"}:
        return replace(current, label=f"this {match[2]}")
    return replace(current.previous(), label=f"last {match[2]}")


def _read_so_far(asked: _Asked) -> Period | None:
    pattern = r"([yqmw])td|(week|month|quarter|year) (?:to date|so far)"
    if not (match := re.fullmatch(pattern, asked.phrase)):
        return None
    unit = match[2] or _UNITS[match[1]]
    whole = unit_around(asked.today, unit, timezone=asked.timezone)
    so_far = period_since(whole.start_on, today=asked.today, timezone=asked.timezone)
    return replace(so_far, label=f"{unit} to date")


def _read_named(asked: _Asked) -> Period | None:
    """Read what the calendar names, and `last monday`: the latest that is over."""
    match = re.fullmatch(rf"(?:(this|{_BEFORE}) )?(.+)", asked.phrase)
    named = asked.calendar(match[2]) if match else None
    if not match or not named or match[1] in {None, "this"} or names_year(asked.phrase):
        return named
    over = named.end_on <= asked.today
    return named if over else asked.calendar(match[2], until=_day_before(named.start_on))


def _read_since(asked: _Asked) -> Period | None:
    phrase = re.sub(r"^(\d{4}-[\d-]{2,5}) ?\.\.$", r"since \1", asked.phrase)
    match = re.fullmatch(r"(since|from|starting) (.+?)( on| onwards?)?", phrase)
    if not match:
        return None
    start = _end(match[2], asked)
    if not start or start.start_on > asked.today:
        return None
    # "From June" are those of June, but "from 1 June" is a beginning.
    if match[1] == "from" and not match[3] and start.days > 1:
        return None
    return period_since(start.start_on, today=asked.today, timezone=asked.timezone)


def _read_between(asked: _Asked) -> Period | None:
    """Read two ends, both included; the one without a year takes it from the other."""
    if not (ends := _ends(asked.phrase)):
        return None
    first_phrase, last_phrase = _completed(*ends)
    if names_year(last_phrase) and not names_year(first_phrase):
        last = _end(last_phrase, asked)
        first = last and (asked.calendar(first_phrase, last.last_on) or _end(first_phrase, asked))
    else:
        first = _end(first_phrase, asked)
        last = first and (_end_after(first, last_phrase, asked) or _end(last_phrase, asked))
    if not first or not last:
        return None
    first, last = sorted((first, last), key=lambda end: end.start_on)
    try:
        return period_between(first.start_on, last.last_on, timezone=asked.timezone)
    except ValueError:  # the last is beyond all ratings
        return None


def _ends(phrase: str) -> tuple[str, str] | None:
    if match := re.fullmatch(r"between (.+?) and (.+)", phrase):
        return match[1], match[2]
    # The hyphens of 2026-01-01 are no ends where there is another sign for them.
    for apart in (_APART, r"(?<=[a-z0-9.])-(?=[a-z0-9])"):
        ends = re.split(apart, phrase.removeprefix("from "))
        if len(ends) == 2:
            return ends[0], ends[1]
    return None


def _end(phrase: str, asked: _Asked) -> Period | None:
    inner = asked._replace(phrase=phrase)
    return next(filter(None, (read(inner) for read in (_read_day, _read_unit, _read_named))), None)


def _end_after(first: Period, phrase: str, asked: _Asked) -> Period | None:
    """Read a second end without a year: the next after the first, be it a weekday or a date."""
    if names_year(phrase):
        return None
    for until in (first.start_on + timedelta(days=6), _day_before(add_months(first.start_on, 12))):
        if (end := asked.calendar(phrase, until)) and end.start_on >= first.start_on:
            return end
    return None


def _completed(first: str, last: str) -> tuple[str, str]:
    """Give a bare day the month of the other end: `5` of 5–9 Jan, `15` of June 1–15."""
    if _BARE_DAY.fullmatch(first) and (match := re.match(r"\d{1,2}\b(?=.* )", last, re.ASCII)):
        return first + last[match.end() :], last
    if _BARE_DAY.fullmatch(last) and (match := re.search(r" \d{1,2}$", first, re.ASCII)):
        return first, f"{first[: match.start()]} {last}"
    return first, last


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else _NUMBERS.index(word) + 1


def _day_before(day: date) -> date:
    return day - timedelta(days=1)


_READERS: Final[tuple[Callable[[_Asked], Period | None], ...]] = (
    *(_read_days, _read_months, _read_day, _read_unit, _read_so_far),
    *(_read_named, _read_since, _read_between),
)
