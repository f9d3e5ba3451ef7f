"""`GET /api/v1/ratings/{id}`: one rating."""

from aiohttp import web

from server.api.answer import answer
from server.api.rating_json import rating_json
from server.core.problems import Problem
from server.core.ratings import Rating
from server.keys import DATABASE
from server.store import ratings


async def rating_show(request: web.Request) -> web.Response:
    """Answer with a rating, whatever its state; 404 when there is none of that id."""
    return answer(rating_json(await named_rating(request)))


async def named_rating(request: web.Request) -> Rating:
    """Return the rating that an address names."""
    rating = await request.app[DATABASE].read(ratings.by_id, request.match_info["id"])
    if rating is None:
        raise Problem(404, "Unknown rating", "there is no such rating")
    return rating
