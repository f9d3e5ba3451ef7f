"""`GET /api/v1/rules`: the rules that were made, oldest first."""

from aiohttp import web

from server.api.rule_json import rule_json
from server.keys import DATABASE
from server.store import rules


async def rule_list(request: web.Request) -> web.Response:
    """Return all of them; while there are none, every rating goes to PALDIES_SLACK_CHANNEL."""
    found = await request.app[DATABASE].read(rules.listing)
    return web.json_response({"items": [rule_json(rule) for rule in found], "next": None})
