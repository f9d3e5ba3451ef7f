"""Spans of calendar days in the company's time zone, as people ask for them."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

DEFAULT_DAYS: Final = 30

MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

# What a misspelt phrase is compared with.
PERIOD_PHRASES: Final = (
    *("today", "yesterday", "7d", "30d", "90d", "last 30 days"),
    *("this week", "last week", "this month", "last month"),
    *("this quarter", "last quarter", "this year", "last year"),
    *(month.lower() for month in MONTHS),
)

_DAY: Final = timedelta(days=1)
_LONGEST_DAYS: Final = 3660
# Far enough for any rating, near enough that the period before can still be a date.
_FIRST_DAY: Final = date(1900, 1, 1)
_LAST_DAY: Final = date(2199, 12, 31)
_UNIT_MONTHS: Final = (("month", 1), ("quarter", 3), ("year", 12))


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start_on` up to, not including, `end_on`, in an IANA time zone.

    `months` is its length in calendar months, 0 when it is counted in days.
    """

    start_on: date
    end_on: date
    timezone: str
    label: str
    months: int = 0

    @property
    def last_on(self) -> date:
        """The last day in it: people who say "to the 30th" mean the 30th too."""
        return self.end_on - _DAY

    @property
    def days(self) -> int:
        return (self.end_on - self.start_on).days

    @property
    def starts_at(self) -> int:
        """The first instant, epoch milliseconds UTC."""
        return _day_begins_at(self.start_on, self.timezone)

    @property
    def ends_at(self) -> int:
        """The first instant after it, epoch milliseconds UTC."""
        return _day_begins_at(self.end_on, self.timezone)

    @property
    def dates(self) -> str:
        """The days in words: `14 May – 12 Jun 2026`."""
        return _dates_text(self.start_on, self.last_on)

    def previous(self) -> "Period":
        """Return the period just before: as many calendar months, or as many days."""
        if not self.months:
            start_on = self.start_on - timedelta(days=self.days)
            return Period(start_on, self.start_on, self.timezone, _label_before(self.days))
        start_on = _add_months(self.start_on, -self.months)
        label = _label_of_months(start_on, self.months)
        return Period(start_on, self.start_on, self.timezone, label, self.months)


def last_days(count: int, *, today: date, timezone: str) -> Period:
    """Return the last so many days, today included."""
    label = "today" if count == 1 else f"last {count} days"
    end_on = today + _DAY
    return Period(end_on - timedelta(days=count), end_on, timezone, label)


def period_between(first_on: date, last_on: date, *, timezone: str) -> Period:
    """Return the days from the first to the last, both included; whole months count as months.

    ValueError when they are the wrong way round or not within 1900 to 2199.
    """
    if last_on < first_on:
        raise ValueError(f"a period cannot end on {last_on} and begin on {first_on}")
    if first_on < _FIRST_DAY or last_on > _LAST_DAY:
        raise ValueError(f"a period must be within {_FIRST_DAY.year} and {_LAST_DAY.year}")
    end_on = last_on + _DAY
    if first_on.day == end_on.day == 1:
        months = (end_on.year - first_on.year) * 12 + end_on.month - first_on.month
        return Period(first_on, end_on, timezone, _label_of_months(first_on, months), months)
    return Period(first_on, end_on, timezone, _dates_text(first_on, last_on))


def parse_period(text: str, *, today: date, timezone: str) -> Period | None:
    """Return the period that an English phrase names, None when it names none.

    Known are: today, yesterday, 30d, 4w, last 30 days, this or last week, month, quarter or year,
    2026, 2026-06, 2026-06-14, June, June 2026, and two such days, months or years with `..`
    between. A month without a year is the latest that has begun; weeks begin on Monday.
    """
    asked = _Asked(" ".join(text.lower().split()), today, timezone)
    for read in (_read_count, _read_day, _read_unit, _read_dates, _read_month_name):
        if period := read(asked):
            return period
    return None


class _Asked(NamedTuple):
    phrase: str
    today: date
    timezone: str


def _read_count(asked: _Asked) -> Period | None:
    pattern = r"(?:(?:last|past|previous) )?(\d{1,4}) ?(d|days?|w|weeks?)"
    if not (match := re.fullmatch(pattern, asked.phrase, re.ASCII)):
        return None
    count = int(match[1]) * (7 if match[2].startswith("w") else 1)
    if not 1 <= count <= _LONGEST_DAYS:
        return None
    return last_days(count, today=asked.today, timezone=asked.timezone)


def _read_day(asked: _Asked) -> Period | None:
    today = last_days(1, today=asked.today, timezone=asked.timezone)
    if asked.phrase == "yesterday":
        return replace(today.previous(), label="yesterday")
    return today if asked.phrase == "today" else None


def _read_unit(asked: _Asked) -> Period | None:
    pattern = r"(?:(this|current|last|past|previous) )?(week|month|quarter|year)"
    if not (match := re.fullmatch(pattern, asked.phrase)):
        return None
    current = _unit_around(asked.today, match[2], asked.timezone)
    if match[1] in {"last", "past", "previous"}:
        return replace(current.previous(), label=f"last {match[2]}")
    return replace(current, label=f"this {match[2]}")


def _read_dates(asked: _Asked) -> Period | None:
    ends = re.split(r" ?(?:\.{2,3}|–|—) ?| (?:-|to|until|till) ", asked.phrase)
    spans = [span for end in ends if (span := _span_of(end))]
    if not spans or len(spans) != len(ends) or len(ends) > 2:
        return None
    first_on, last_on = min(span.first_on for span in spans), max(span.last_on for span in spans)
    return period_between(first_on, last_on, timezone=asked.timezone)


def _read_month_name(asked: _Asked) -> Period | None:
    match = re.fullmatch(r"([a-z]{3,9})\.?(?: ((?:19|20|21)\d\d))?", asked.phrase, re.ASCII)
    number = _month_number(match[1]) if match else None
    if not match or not number:
        return None
    begun = number <= asked.today.month
    year = int(match[2]) if match[2] else asked.today.year - (not begun)
    return _months_from(date(year, number, 1), 1, asked.timezone)


class _Span(NamedTuple):
    first_on: date
    last_on: date


def _span_of(text: str) -> _Span | None:
    """Read a year, a month or a day as ISO 8601 writes it."""
    if not (match := re.fullmatch(r"((?:19|20|21)\d\d)(?:-(\d\d))?(?:-(\d\d))?", text, re.ASCII)):
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        first_on = date(year or 1, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return _Span(first_on, first_on)
    return _Span(first_on, _add_months(first_on, 1 if month else 12) - _DAY)


def _month_number(word: str) -> int | None:
    """Return 1 for `jan`, `january` and all between: `sept` is as good as `sep`."""
    matches = (number for number, name in enumerate(MONTHS, 1) if name.lower().startswith(word))
    return next(matches, None)


def _unit_around(day: date, unit: str, timezone: str) -> Period:
    if unit == "week":
        start_on = day - timedelta(days=day.weekday())
        return Period(start_on, start_on + timedelta(days=7), timezone, "")
    months = dict(_UNIT_MONTHS)[unit]
    first_month = (day.month - 1) // months * months + 1
    return _months_from(date(day.year, first_month, 1), months, timezone)


def _months_from(start_on: date, months: int, timezone: str) -> Period:
    end_on = _add_months(start_on, months)
    return Period(start_on, end_on, timezone, _label_of_months(start_on, months), months)


def _add_months(first_of_month: date, months: int) -> date:
    years, month = divmod(first_of_month.month - 1 + months, 12)
    return first_of_month.replace(year=first_of_month.year + years, month=month + 1)


def _label_of_months(start_on: date, months: int) -> str:
    if months == 1:
        return f"{MONTHS[start_on.month - 1]} {start_on.year}"
    if months == 3 and start_on.month % 3 == 1:
        return f"Q{start_on.month // 3 + 1} {start_on.year}"
    if months == 12 and start_on.month == 1:
        return str(start_on.year)
    return _dates_text(start_on, _add_months(start_on, months) - _DAY)


def _label_before(days: int) -> str:
    if days == 1:
        return "the day before"
    return "the week before" if days == 7 else f"the {days} days before"


def _dates_text(first_on: date, last_on: date) -> str:
    if first_on == last_on:
        return _date_text(last_on)
    if first_on.year != last_on.year:
        return f"{_date_text(first_on)} – {_date_text(last_on)}"
    if first_on.month != last_on.month:
        return f"{first_on.day} {MONTHS[first_on.month - 1][:3]} – {_date_text(last_on)}"
    return f"{first_on.day}–{_date_text(last_on)}"


def _date_text(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def _day_begins_at(day: date, timezone: str) -> int:
    # Where the clock skips midnight this is the instant of the skip, where midnight comes twice
    # the first of the two (PEP 495): days tile without a gap either way.
    midnight = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(timezone))
    return int(midnight.timestamp()) * 1000
