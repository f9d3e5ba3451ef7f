"""`PUT /api/v1/agents/{key}`: a new agent, or a change of one."""

from typing import Annotated

import msgspec
from aiohttp import web
from msgspec import Meta, Struct

from server.api.agent_json import agent_json
from server.api.answer import answer
from server.api.body import read_body
from server.core.agents import Agent
from server.core.problems import bad_field
from server.intake.rating_body import PLAIN, Name
from server.keys import CATALOGUE, CLOCK, DATABASE
from server.store import agents

LONGEST_KEY = 200


class AgentBody(Struct, forbid_unknown_fields=True, frozen=True):
    """`PUT /api/v1/agents/{key}`; what is not named is taken away."""

    name: Annotated[str, Meta(min_length=1, max_length=200, pattern=PLAIN)]
    email: Name | None = None
    team: Name | None = None
    slack_id: Name | None = None


BODY = msgspec.json.Decoder(AgentBody)


async def agent_put(request: web.Request) -> web.Response:
    """Add an agent (201), or change the one of that key (200). Ratings that named the key are theirs at once."""
    body = await read_body(request, BODY)
    app, agent = request.app, _agent(request.match_info["key"], body)
    is_new = app[CATALOGUE].agent(agent.key) is None
    await app[DATABASE].write(agents.put, agent, app[CLOCK]())
    await app[CATALOGUE].refresh()
    return answer(agent_json(agent), status=201 if is_new else 200)


def _agent(key: str, body: AgentBody) -> Agent:
    if not key.strip() or len(key) > LONGEST_KEY:
        raise bad_field("key", f"must be 1 to {LONGEST_KEY} characters")
    name = body.name.strip()
    if not name:
        raise bad_field("name", "must not be empty")
    return Agent(
        key=key.strip(),
        name=name,
        email=_text(body.email),
        team=_text(body.team),
        slack_id=_text(body.slack_id),
    )


def _text(said: str | None) -> str | None:
    return said.strip() or None if said else None
