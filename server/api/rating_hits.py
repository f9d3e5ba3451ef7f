"""`GET /api/v1/ratings/{id}/hits`: everything that arrived on the link of a rating, and what it was taken for."""

from aiohttp import web
from msgspec import Struct

from server.api.answer import answer
from server.api.rating_show import named_rating
from server.core.evidence import Verdict
from server.core.hits import Means, Sign
from server.core.instants import rfc3339
from server.intake.link_answer import verdicts_of
from server.keys import DATABASE
from server.store import ballots


class HitShown(Struct, frozen=True, kw_only=True):
    """One request that arrived on a link, and what it was taken for."""

    id: str
    visit: str
    client: str
    means: Means
    score: int | None
    sign: Sign
    level: int
    machine: bool
    reason: str
    created_at: str


class HitPage(Struct, frozen=True):
    """All that arrived, in one page."""

    items: list[HitShown]
    next: None = None


async def rating_hits(request: web.Request) -> web.Response:
    """List the hits in the order of their arrival; none for a rating that came by no link."""
    rating = await named_rating(request)
    found = await request.app[DATABASE].read(ballots.of_rating, rating.id)
    items = [
        _shown(verdict) for ballot in found for verdict in await verdicts_of(request.app, ballot.id)
    ]
    return answer(HitPage(items))


def _shown(verdict: Verdict) -> HitShown:
    hit = verdict.hit
    return HitShown(
        id=hit.id,
        visit=hit.visit,
        client=hit.client,
        means=hit.means,
        score=hit.score,
        sign=hit.sign,
        level=verdict.level,
        machine=verdict.is_machine,
        reason=verdict.reason,
        created_at=rfc3339(hit.at),
    )
