"""`GET /api/v1/rules`: the rules that were made, oldest first."""

from aiohttp import web
from msgspec import Struct

from server.api.answer import answer
from server.api.rule_json import RuleShown, rule_json
from server.keys import DATABASE
from server.store import rules


class RulePage(Struct, frozen=True):
    """All rules, in one page."""

    items: list[RuleShown]
    next: None = None


async def rule_list(request: web.Request) -> web.Response:
    """Return all of them; while there are none, every rating goes to PALDIES_SLACK_CHANNEL."""
    found = await request.app[DATABASE].read(rules.listing)
    return answer(RulePage([rule_json(rule) for rule in found]))
