"""`POST /api/v1/ratings`: a customer's click, acknowledged when it is safe on disk."""

from aiohttp import web

from server.api.body import read_body
from server.api.rating_answer import HOUR_MS, rating_answer
from server.api.rating_body import RATING, CustomerBody, RatingBody, check_score, said
from server.core.languages import negotiate
from server.core.problems import Problem, bad_field
from server.core.ratings import Customer, Evidence, NewRating, Source, State
from server.core.surveys import Survey
from server.keys import CATALOGUE, CLOCK, DAYS, PLACE, RECORDER, RULES, TOKENS, WORKER
from server.store.ids import new_id

CLICKED = Evidence(2, "clicked in the widget")
SENT = Evidence(2, "sent by a program")


async def rating_create(request: web.Request) -> web.Response:
    """Store a rating: 201 when it is new, 200 when it repeats or changes an earlier one."""
    app = request.app
    body = await read_body(request, RATING)
    survey = app[CATALOGUE].survey(body.survey)
    if survey is None:
        raise Problem(
            404, "Unknown survey", f"there is no survey {body.survey[:64]!r}", field="survey"
        )
    # Browsers name the page that asks; programs do not.
    source = Source.WIDGET if "Origin" in request.headers else Source.API
    new = _new_rating(request, body, survey, source)
    recorded = await app[RECORDER].record(new)
    app[WORKER].wake(new.destinations)
    return rating_answer(recorded, survey, app[TOKENS])


def _new_rating(
    request: web.Request, body: RatingBody, survey: Survey, source: Source
) -> NewRating:
    check_score(body.score, survey)
    if body.context is not None:
        raise bad_field("context", "this survey has no secret to check a signed context with")
    now = request.app[CLOCK]()
    place = request.app[PLACE]
    offered = place.languages_of(survey)
    return NewRating(
        id=new_id(),
        survey_id=survey.id,
        survey_version=survey.version,
        scale=survey.scale,
        score=body.score,
        band=survey.bands[body.score],
        state=State.COUNTED,
        source=source,
        language=negotiate((body.language,) if body.language else (), offered),
        evidence=CLICKED if source is Source.WIDGET else SENT,
        rated_on=request.app[DAYS].day_on(now),
        created_at=now,
        rerate_since=now - survey.document.rerate_hours * HOUR_MS,
        request_id=None if body.request_id is None else str(body.request_id),
        agent_key=_name(body.agent),
        team=_name(body.team),
        conversation=_name(body.conversation),
        customer=_customer(body.customer),
        attributes=body.attributes or {},
        said=said(body, survey),
        destinations=request.app[RULES].destinations(State.COUNTED),
    )


def _customer(body: CustomerBody | None) -> Customer:
    if body is None:
        return NOBODY
    return Customer(_name(body.id), _name(body.email), _name(body.name))


def _name(text: str | None) -> str | None:
    return text.strip() or None if text else None


NOBODY = Customer()
