"""`DELETE /api/v1/asks/{id}`: an ask that is not to be answered any more."""

from aiohttp import web

from server.core.links import LinkKind
from server.core.problems import Problem
from server.keys import CLOCK, DATABASE
from server.store import links


async def ask_withdraw(request: web.Request) -> web.Response:
    """Let the links of an ask lead to no question; 204, also when it was withdrawn before. What was answered stays."""
    link = await request.app[DATABASE].read(links.by_id, request.match_info["id"])
    if link is None or link.kind is not LinkKind.ASK:
        raise Problem(404, "Unknown ask", "there is no such ask")
    await request.app[DATABASE].write(links.withdraw, link.id, request.app[CLOCK]())
    return web.Response(status=204)
