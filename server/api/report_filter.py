"""The query parameters that `/api/v1/scores` and `/api/v1/ratings` share."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, TypeVar

from aiohttp import web

from server.core.bands import Band
from server.core.instants import day_of
from server.core.period_phrase import parse_period
from server.core.periods import Period, period_between
from server.core.problems import Problem, bad_field
from server.core.ratings import Source
from server.core.score_filter import Attribute, By, Grouping, ScoreFilter
from server.core.surveys import Survey
from server.intake.rating_body import PLAIN
from server.keys import CATALOGUE, CLOCK, PLACE

FIRST_YEAR, LAST_YEAR = 1900, 2199

ATTRIBUTE = "attribute."
"""What the names of parameters begin with that name the key of an attribute."""
FILTERS = frozenset({"agent", "team", "source", "language", "band", ATTRIBUTE})

MOST_GROUPINGS: Final = 2

Word = TypeVar("Word", bound=StrEnum)

_PLAIN = re.compile(PLAIN)


def refuse_unknown(request: web.Request, known: frozenset[str]) -> None:
    """Blame a parameter that nothing would come of; silence would be a wrong number."""
    for name, value in request.query.items():
        if name not in known and not (ATTRIBUTE in known and name.startswith(ATTRIBUTE)):
            raise bad_field(name, f"is not known here; there are {', '.join(sorted(known))}")
        if len(request.query.getall(name)) > 1:
            raise bad_field(name, "is given twice")
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


def filter_of(request: web.Request) -> ScoreFilter:
    """Return which ratings are asked about, by the parameters of FILTERS."""
    given = request.query
    return ScoreFilter(
        agent=given.get("agent"),
        team=given.get("team"),
        source=one_of(request, "source", Source),
        language=given.get("language"),
        band=one_of(request, "band", Band),
        attributes=attributes_of(request),
    )


def attributes_of(request: web.Request) -> dict[str, str]:
    """Return the attributes that ratings must have, by key."""
    return {
        name.removeprefix(ATTRIBUTE): value
        for name, value in request.query.items()
        if name.startswith(ATTRIBUTE)
    }


def by_of(request: web.Request) -> tuple[By, ...]:
    """Return what `by` groups by: nothing, or one or two things with a comma between."""
    text = request.query.get("by")
    if text is None:
        return ()
    by = tuple(_by(word.strip()) for word in text.split(","))
    if len(by) > MOST_GROUPINGS or len(set(by)) < len(by):
        raise bad_field("by", "group by one thing, or by two different ones")
    return by


def _by(word: str) -> By:
    key = word.removeprefix(ATTRIBUTE)
    if key not in {"", word}:
        return Attribute(key)
    try:
        return Grouping(word)
    except ValueError:
        known = ", ".join(Grouping)
        raise bad_field("by", f"write one or two of {known} or {ATTRIBUTE}KEY") from None


def one_of(request: web.Request, name: str, words: type[Word]) -> Word | None:
    """Return which of some words a parameter says, if it is given."""
    text = request.query.get(name)
    if text is None:
        return None
    try:
        return words(text)
    except ValueError:
        raise bad_field(name, f"must be one of {', '.join(words)}") from None


@dataclass(frozen=True, slots=True)
class _Dates:
    first: date | None
    last: date | None


def period_of(request: web.Request) -> Period | None:
    """Return the period of `period`, or of `from` and `to` (calendar days, both included)."""
    place = request.app[PLACE]
    today = day_of(request.app[CLOCK](), place.timezone)
    phrase = named_period(request, "period")
    dates = _Dates(_date(request, "from"), _date(request, "to"))
    if phrase is not None:
        if dates.first or dates.last:
            raise bad_field("period", "give either period or from and to")
        return phrase
    if dates.first is None and dates.last is None:
        return None
    first = dates.first or date(1970, 1, 1)
    last = dates.last or today
    if first > last:
        raise bad_field("from", f"{first} is after {last}")
    return period_between(first, last, timezone=place.timezone.key)


def named_period(request: web.Request, name: str) -> Period | None:
    """Return the period that a parameter names in words, if it is given."""
    phrase = request.query.get(name)
    if phrase is None:
        return None
    place = request.app[PLACE]
    today = day_of(request.app[CLOCK](), place.timezone)
    period = parse_period(phrase, today=today, timezone=place.timezone.key)
    if period is None:
        raise bad_field(name, "write such as 30d, last month, 2026-10 or today")
    return period


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
