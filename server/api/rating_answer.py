"""What a customer's browser is told about the rating it gave."""

from datetime import datetime

import msgspec
from aiohttp import web
from msgspec import Struct

from server.core.edit_tokens import EditTokens
from server.core.instants import moment_of
from server.core.ratings import Recorded
from server.core.surveys import Survey

_ENCODER = msgspec.json.Encoder()


class RatingAnswer(Struct, frozen=True):
    """The body of 201 and 200."""

    id: str
    survey: str
    score: int
    band: str
    edit_token: str
    edit_until: datetime


def rating_answer(recorded: Recorded, survey: Survey, tokens: EditTokens) -> web.Response:
    """Answer with the rating and the token that lets its giver add to it for a while."""
    until = recorded.created_at + survey.editable_ms
    answer = RatingAnswer(
        id=recorded.rating_id,
        survey=survey.slug,
        score=recorded.score,
        band=recorded.band,
        edit_token=tokens.issue(recorded.rating_id, until),
        edit_until=moment_of(until),
    )
    return web.Response(
        body=_ENCODER.encode(answer),
        status=201 if recorded.fresh else 200,
        content_type="application/json",
    )
