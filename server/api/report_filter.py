"""The query parameters that `/api/v1/scores` and `/api/v1/ratings` share."""

import re
from dataclasses import dataclass
from datetime import date

from aiohttp import web

from server.core.instants import day_of
from server.core.period_phrase import parse_period
from server.core.periods import Period, period_between
from server.core.problems import Problem, bad_field
from server.core.surveys import Survey
from server.intake.rating_body import PLAIN
from server.keys import CATALOGUE, CLOCK, PLACE

FIRST_YEAR, LAST_YEAR = 1900, 2199

_PLAIN = re.compile(PLAIN)


def refuse_unknown(request: web.Request, known: frozenset[str]) -> None:
    """Blame a parameter that nothing would come of; silence would be a wrong number."""
    for name, value in request.query.items():
        if name not in known:
            raise bad_field(name, f"is not known here; there are {', '.join(sorted(known))}")
        if not _PLAIN.match(value):
            raise bad_field(name, "write it without control characters")


def survey_of(request: web.Request) -> Survey | None:
    """Return the survey that is asked about, if one is named."""
    slug = request.query.get("survey")
    if slug is None:
        return None
    survey = request.app[CATALOGUE].survey(slug)
    if survey is None:
        raise Problem(404, "Unknown survey", f"there is no survey {slug[:64]!r}", field="survey")
    return survey


@dataclass(frozen=True, slots=True)
class _Dates:
    first: date | None
    last: date | None


def period_of(request: web.Request) -> Period | None:
    """Return the period of `period`, or of `from` and `to` (calendar days, both included)."""
    place = request.app[PLACE]
    today = day_of(request.app[CLOCK](), place.timezone)
    phrase = request.query.get("period")
    dates = _Dates(_date(request, "from"), _date(request, "to"))
    if phrase is not None:
        if dates.first or dates.last:
            raise bad_field("period", "give either period or from and to")
        period = parse_period(phrase, today=today, timezone=place.timezone.key)
        if period is None:
            raise bad_field("period", "write such as 30d, last month, 2026-10 or today")
        return period
    if dates.first is None and dates.last is None:
        return None
    first = dates.first or date(1970, 1, 1)
    last = dates.last or today
    if first > last:
        raise bad_field("from", f"{first} is after {last}")
    return period_between(first, last, timezone=place.timezone.key)


def _date(request: web.Request, name: str) -> date | None:
    text = request.query.get(name)
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise bad_field(name, "write a day as 2026-11-22") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise bad_field(name, f"write a day from {FIRST_YEAR} to {LAST_YEAR}")
    return day
