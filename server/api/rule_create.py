"""`POST /api/v1/rules`: a rule, or the change of the one that takes the same ratings."""

from aiohttp import web

from server.api.answer import answer
from server.api.body import read_body
from server.api.rule_body import NEW, check_filter, check_quiet, check_scores
from server.api.rule_json import rule_json
from server.core.rule_text import RuleRequest
from server.keys import CLOCK, DATABASE, RULES, WORKER
from server.store import ratings, rules


async def rule_create(request: web.Request) -> web.Response:
    """Return the rule that results: 201 when it is new, 200 when one took the same ratings."""
    app = request.app
    body = await read_body(request, NEW)
    check_filter(app, body.filter)
    check_quiet(body.quiet)
    check_scores(body.trigger, body.filter, body.digest)
    wanted = RuleRequest(body.trigger, body.filter, body.changes())
    rule, is_new = await app[DATABASE].write(
        rules.subscribe, body.destination, wanted, None, app[CLOCK]()
    )
    await follow_change(app)
    return answer(rule_json(rule), status=201 if is_new else 200)


async def follow_change(app: web.Application) -> None:
    """Have a change of the rules in force before it is acknowledged, and what waited looked at."""
    await app[RULES].refresh()
    app[WORKER].wake([ratings.ROUTES])
