"""`POST /api/v1/rules/test`: what a rule would have matched."""

from aiohttp import web
from msgspec import Struct

from server.api.answer import answer
from server.api.body import read_body
from server.api.rule_body import TRIED, check_filter
from server.core.rule_words import describe
from server.core.rules import Rule
from server.keys import DATABASE
from server.store import rules


class RuleTried(Struct, frozen=True):
    """How many of the latest ratings a rule would have matched, and the rule in words."""

    matched: int
    of: int
    description: str


async def rule_try(request: web.Request) -> web.Response:
    """Return how many of the latest ratings a rule would have matched; nothing is made."""
    body = await read_body(request, TRIED)
    check_filter(request.app, body.filter)
    rule = Rule(id="", destination="", trigger=body.trigger, filter=body.filter)
    matched, of = await request.app[DATABASE].read(rules.tried, rule)
    return answer(RuleTried(matched, of, describe(rule)))
