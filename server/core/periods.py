"""Spans of calendar days in the company's time zone, as people ask for them."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

DEFAULT_DAYS: Final = 30

MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_DAY: Final = timedelta(days=1)
# Far enough for any rating, near enough that the period before can still be a date.
_FIRST_DAY: Final = date(1900, 1, 1)
_LAST_DAY: Final = date(2199, 12, 31)
_YEAR_OF_WEEKS: Final = timedelta(weeks=52)
_UNIT_MONTHS: Final = MappingProxyType({"month": 1, "quarter": 3, "half": 6, "year": 12})


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
        start_on = add_months(self.start_on, -self.months)
        label = _label_of_months(start_on, self.start_on, self.months)
        return Period(start_on, self.start_on, self.timezone, label, self.months)

    def year_before(self) -> "Period":
        """Return the same period a year before.

        Whole weeks from a Monday stay so: they are those of 52 weeks before. Months are the months
        of the same name, other days those of the same date; of 29 February, 28 February.
        """
        if self.months:
            start_on, end_on = add_months(self.start_on, -12), add_months(self.end_on, -12)
        elif self.days % 7 == 0 and self.start_on.weekday() == 0:
            start_on, end_on = self.start_on - _YEAR_OF_WEEKS, self.end_on - _YEAR_OF_WEEKS
        else:
            start_on = add_months(self.start_on, -12)
            end_on = add_months(self.last_on, -12) + _DAY
        label = _label_of_months(start_on, end_on, self.months)
        return Period(start_on, end_on, self.timezone, label, self.months)


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
        label = _label_of_months(first_on, end_on, months)
        return Period(first_on, end_on, timezone, label, months)
    return Period(first_on, end_on, timezone, _dates_text(first_on, last_on))


def last_months(count: int, *, today: date, timezone: str, label: str) -> Period:
    """Return the days since this day of the month so many months ago, today included."""
    end_on = today + _DAY
    return Period(add_months(end_on, -count), end_on, timezone, label, count)


def period_since(first_on: date, *, today: date, timezone: str) -> Period:
    """Return the days from one up to today, both included; ValueError when it is to come."""
    if first_on > today:
        raise ValueError(f"a period until {today} cannot begin on {first_on}")
    return Period(first_on, today + _DAY, timezone, f"since {_date_text(first_on)}")


def unit_around(day: date, unit: str, *, timezone: str) -> Period:
    """Return the calendar week, month, quarter, half or year of a day; weeks begin on Monday."""
    if unit == "week":
        start_on = day - timedelta(days=day.weekday())
        year, week, _ = start_on.isocalendar()
        label = f"week {week}, {year}"
        return Period(start_on, start_on + timedelta(days=7), timezone, label)
    months = _UNIT_MONTHS[unit]
    first_month = (day.month - 1) // months * months + 1
    return months_from(date(day.year, first_month, 1), months, timezone=timezone)


def months_from(start_on: date, months: int, *, timezone: str) -> Period:
    """Return so many calendar months, from a first of a month."""
    end_on = add_months(start_on, months)
    label = _label_of_months(start_on, end_on, months)
    return Period(start_on, end_on, timezone, label, months)


def add_months(day: date, months: int) -> date:
    """Return the same day of another month; of a shorter month, its last."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _label_of_months(start_on: date, end_on: date, months: int) -> str:
    if start_on.day == 1 and (start_on.month - 1) % (months or 12) == 0:
        match months:
            case 1:
                return f"{MONTHS[start_on.month - 1]} {start_on.year}"
            case 3:
                return f"Q{start_on.month // 3 + 1} {start_on.year}"
            case 6:
                return f"H{start_on.month // 6 + 1} {start_on.year}"
            case 12:
                return str(start_on.year)
            case _:
                pass
    return _dates_text(start_on, end_on - _DAY)


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
