"""`GET /api/v1/ratings`: ratings, newest first, in pages that stay stable while more arrive."""

import re

from aiohttp import web

from server.api.answer import answer
from server.api.rating_filter import rating_filter
from server.api.rating_json import RatingPage, rating_json
from server.core.problems import bad_field
from server.keys import DATABASE
from server.store import rating_pages

DEFAULT_LIMIT = 50
LARGEST_LIMIT = 500

_LIMIT = re.compile(r"[1-9][0-9]{0,2}")


async def rating_list(request: web.Request) -> web.Response:
    """Return one page; `next` is the cursor of the following one."""
    wanted = rating_filter(request, also=frozenset({"after", "limit"}))
    limit = _limit(request)
    found = await request.app[DATABASE].read(
        rating_pages.newest, wanted, before=request.query.get("after"), most=limit + 1
    )
    page = found[:limit]
    following = page[-1].id if len(found) > limit else None
    return answer(RatingPage([rating_json(rating) for rating in page], following))


def _limit(request: web.Request) -> int:
    text = request.query.get("limit", str(DEFAULT_LIMIT))
    if not _LIMIT.fullmatch(text) or int(text) > LARGEST_LIMIT:
        raise bad_field("limit", f"write a whole number from 1 to {LARGEST_LIMIT}")
    return int(text)
