"""`PATCH /api/v1/rules/{id}`: change what is named and leave the rest."""

from aiohttp import web

from server.api.answer import answer
from server.api.body import read_body
from server.api.rule_body import CHANGE, check_filter, check_quiet, check_scores
from server.api.rule_create import follow_change
from server.api.rule_json import rule_json
from server.api.rule_show import rule_named
from server.core.problems import Problem
from server.keys import CLOCK, DATABASE
from server.store import rules


async def rule_change(request: web.Request) -> web.Response:
    """Return the rule as it is then; 409 when another one takes the same ratings."""
    app = request.app
    body = await read_body(request, CHANGE)
    before = await rule_named(request)
    after = body.applied_to(before)
    check_filter(app, after.filter)
    check_quiet(after.manner.quiet)
    check_scores(after.trigger, after.filter, after.manner.digest)
    try:
        await app[DATABASE].write(rules.change, before, after, app[CLOCK]())
    except rules.SameRule:
        raise Problem(
            409,
            "Same rule",
            "another rule of this destination has the same trigger and filter",
            field="filter",
        ) from None
    await follow_change(app)
    return answer(rule_json(after))
