"""`POST /api/v1/ratings/{id}`: the customer adds a comment, reasons or answers, or changes the score."""

from aiohttp import web

from server.api.body import read_body
from server.api.rating_answer import rating_answer
from server.intake.rating_body import REVISION
from server.intake.rating_change import change_rating
from server.keys import TOKENS


async def rating_revise(request: web.Request) -> web.Response:
    """Change what is named in the body and leave the rest."""
    body = await read_body(request, REVISION)
    recorded, survey = await change_rating(request.app, request.match_info["id"], body)
    return rating_answer(recorded, survey, request.app[TOKENS])
