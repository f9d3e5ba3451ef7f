"""`DELETE /api/v1/rules/{id}`: take a rule away."""

from aiohttp import web

from server.api.rule_create import follow_change
from server.api.rule_show import rule_named
from server.keys import CLOCK, DATABASE
from server.store import rules


async def rule_delete(request: web.Request) -> web.Response:
    """Answer 204. What waits under it is asked of the rules that are left."""
    app = request.app
    rule = await rule_named(request)
    await app[DATABASE].write(rules.remove, rule, app[CLOCK]())
    await follow_change(app)
    return web.Response(status=204)
