"""`PATCH /api/v1/ratings/{id}`: withdraw a rating that no customer gave, or take that back."""

from typing import Literal

import msgspec
from aiohttp import web
from msgspec import Struct

from server.api.answer import answer
from server.api.body import read_body
from server.api.rating_json import rating_json
from server.api.rating_show import named_rating
from server.core.ratings import State
from server.keys import CLOCK, DATABASE, WORKER
from server.store import ballots, ratings


class StateBody(Struct, forbid_unknown_fields=True, frozen=True):
    """`PATCH /api/v1/ratings/{id}`."""

    state: Literal["withdrawn", "counted"]


BODY = msgspec.json.Decoder(StateBody)


async def rating_withdraw(request: web.Request) -> web.Response:
    """Set the state to `withdrawn`; or with `counted` back to what it was judged to be. The card follows."""
    body = await read_body(request, BODY)
    rating = await named_rating(request)
    app = request.app
    if body.state == "withdrawn":
        await app[DATABASE].write(ratings.set_state, rating.id, State.WITHDRAWN, app[CLOCK]())
    elif rating.state is State.WITHDRAWN:
        await app[DATABASE].write(ballots.restore, rating.id, app[CLOCK]())
    app[WORKER].wake([ratings.ROUTES])
    return answer(rating_json(await named_rating(request)))
