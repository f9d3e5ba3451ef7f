"""`GET /api/v1/agents`: who helps."""

from aiohttp import web
from msgspec import Struct

from server.api.agent_json import AgentShown, agent_json
from server.api.answer import answer
from server.api.report_filter import refuse_unknown
from server.keys import CATALOGUE


class AgentPage(Struct, frozen=True):
    """All agents, in one page."""

    items: list[AgentShown]
    next: None = None


async def agent_list(request: web.Request) -> web.Response:
    """List every agent, by name."""
    refuse_unknown(request, frozenset())
    return answer(AgentPage([agent_json(agent) for agent in request.app[CATALOGUE].agents()]))
