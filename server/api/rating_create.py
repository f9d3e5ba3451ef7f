"""`POST /api/v1/ratings`: a customer's click, acknowledged when it is safe on disk."""

from aiohttp import web

from server.api.body import read_body
from server.api.rating_answer import rating_answer
from server.core.ratings import Evidence, Source
from server.intake.rating_body import RATING, RatingBody
from server.intake.rating_take import Arrival, take_rating
from server.keys import TOKENS
from server.middleware.survey_access import check_origin, survey_named

CLICKED = Arrival(Source.WIDGET, Evidence(2, "clicked in the widget"))
CHOSEN = Arrival(Source.PAGE, Evidence(2, "clicked on the survey's page"))
SENT = Arrival(Source.API, Evidence(2, "sent by a program"))


async def rating_create(request: web.Request) -> web.Response:
    """Store a rating: 201 when it is new, 200 when it repeats or changes an earlier one."""
    body = await read_body(request, RATING)
    survey = survey_named(request.app, body.survey)
    check_origin(request, survey)
    recorded = await take_rating(request.app, body, survey, _arrival(request, body))
    return rating_answer(recorded, survey, request.app[TOKENS])


def _arrival(request: web.Request, body: RatingBody) -> Arrival:
    # Browsers name the page that asks; programs do not.
    if "Origin" not in request.headers:
        return SENT
    return CHOSEN if body.source == "page" else CLICKED
