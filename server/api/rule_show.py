"""`GET /api/v1/rules/{id}`: one rule."""

from aiohttp import web

from server.api.answer import answer
from server.api.rule_body import unknown_rule
from server.api.rule_json import rule_json
from server.core.rules import Rule
from server.keys import DATABASE
from server.store import rules


async def rule_show(request: web.Request) -> web.Response:
    """Return the rule."""
    return answer(rule_json(await rule_named(request)))


async def rule_named(request: web.Request) -> Rule:
    """Return the rule of the path; 404 when there is none."""
    rule = await request.app[DATABASE].read(rules.by_id, request.match_info["id"])
    if rule is None:
        raise unknown_rule()
    return rule
