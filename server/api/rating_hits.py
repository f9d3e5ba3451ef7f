"""`GET /api/v1/ratings/{id}/hits`: everything that arrived on the link of a rating, and what it was taken for."""

from aiohttp import web

from server.api.rating_show import named_rating
from server.core.evidence import Verdict
from server.core.instants import rfc3339
from server.intake.link_answer import verdicts_of
from server.keys import DATABASE
from server.store import ballots


async def rating_hits(request: web.Request) -> web.Response:
    """List the hits in the order of their arrival; none for a rating that came by no link."""
    rating = await named_rating(request)
    found = await request.app[DATABASE].read(ballots.of_rating, rating.id)
    items = [
        _json(verdict) for ballot in found for verdict in await verdicts_of(request.app, ballot.id)
    ]
    return web.json_response({"items": items, "next": None})


def _json(verdict: Verdict) -> dict[str, object]:
    hit = verdict.hit
    return {
        "id": hit.id,
        "visit": hit.visit,
        "client": hit.client,
        "means": hit.means,
        "score": hit.score,
        "sign": hit.sign,
        "level": verdict.level,
        "machine": verdict.is_machine,
        "reason": verdict.reason,
        "created_at": rfc3339(hit.at),
    }
