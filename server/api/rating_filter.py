"""The query parameters of everything that lists or exports ratings."""

from enum import StrEnum
from typing import Final, TypeVar

from aiohttp import web

from server.api.report_filter import period_of, refuse_unknown, survey_of
from server.core.bands import Band
from server.core.problems import bad_field
from server.core.ratings import Source, State
from server.store.rating_pages import MOST_ATTRIBUTES, RatingFilter

ATTRIBUTE: Final = "attribute."
ANY: Final = "any"
KNOWN: Final = frozenset(
    [
        *("survey", "agent", "team", "source", "language", "band", "state", "conversation"),
        *("customer", "q", "period", "from", "to"),
    ]
)
Word = TypeVar("Word", bound=StrEnum)


def rating_filter(request: web.Request, also: frozenset[str]) -> RatingFilter:
    """Return which ratings a query asks for; `also` are parameters that say something else. 422 for any other."""
    attributes = {
        name.removeprefix(ATTRIBUTE): value
        for name, value in request.query.items()
        if name.startswith(ATTRIBUTE)
    }
    if len(attributes) > MOST_ATTRIBUTES:
        raise bad_field(f"{ATTRIBUTE}{[*attributes][-1]}", f"name at most {MOST_ATTRIBUTES}")
    refuse_unknown(request, KNOWN | also | {ATTRIBUTE + key for key in attributes})
    survey, period = survey_of(request), period_of(request)
    said = request.query
    return RatingFilter(
        survey_id=survey.id if survey else None,
        agent_key=said.get("agent"),
        team=said.get("team"),
        source=_one_of(request, "source", Source),
        language=said.get("language"),
        band=_one_of(request, "band", Band),
        state=None if said.get("state") == ANY else _one_of(request, "state", State),
        conversation=said.get("conversation"),
        customer=said.get("customer"),
        text=said.get("q"),
        attributes=attributes,
        since=period.starts_at if period else None,
        until=period.ends_at if period else None,
    )


def _one_of(request: web.Request, name: str, words: type[Word]) -> Word | None:
    said = request.query.get(name)
    if said is None:
        return None
    try:
        return words(said)
    except ValueError:
        raise bad_field(name, f"must be one of {', '.join(words)}") from None
