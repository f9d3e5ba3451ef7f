"""The query parameters of everything that lists or exports ratings."""

from typing import Final

from aiohttp import web

from server.api.report_filter import (
    ATTRIBUTE,
    FILTERS,
    attributes_of,
    one_of,
    period_of,
    refuse_unknown,
    survey_of,
)
from server.core.bands import Band
from server.core.problems import bad_field
from server.core.ratings import Source, State
from server.store.rating_pages import MOST_ATTRIBUTES, RatingFilter

ANY: Final = "any"
KNOWN: Final = frozenset(
    [
        *("survey", "state", "conversation", "customer", "q", "period", "from", "to"),
    ]
)


def rating_filter(request: web.Request, also: frozenset[str]) -> RatingFilter:
    """Return which ratings a query asks for; `also` are parameters that say something else. 422 for any other."""
    attributes = attributes_of(request)
    if len(attributes) > MOST_ATTRIBUTES:
        raise bad_field(f"{ATTRIBUTE}{[*attributes][-1]}", f"name at most {MOST_ATTRIBUTES}")
    refuse_unknown(request, KNOWN | FILTERS | also)
    survey, period = survey_of(request), period_of(request)
    said = request.query
    return RatingFilter(
        survey_id=survey.id if survey else None,
        agent_key=said.get("agent"),
        team=said.get("team"),
        source=one_of(request, "source", Source),
        language=said.get("language"),
        band=one_of(request, "band", Band),
        state=None if said.get("state") == ANY else one_of(request, "state", State),
        conversation=said.get("conversation"),
        customer=said.get("customer"),
        text=said.get("q"),
        attributes=attributes,
        since=period.starts_at if period else None,
        until=period.ends_at if period else None,
    )
