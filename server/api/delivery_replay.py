"""`POST /api/v1/deliveries/replay`: try again what was given up."""

from aiohttp import web
from msgspec import Struct

from server.api.answer import answer
from server.keys import CLOCK, DATABASE, WORKER
from server.store import jobs


class Replayed(Struct, frozen=True):
    """How many were given another chance."""

    replayed: int


async def delivery_replay(request: web.Request) -> web.Response:
    """Return how many there were. What may have arrived is looked for first, as ever, and not sent twice."""
    app = request.app
    lanes = await app[DATABASE].write(jobs.replay, app[CLOCK]())
    app[WORKER].wake(set(lanes))
    return answer(Replayed(len(lanes)))
