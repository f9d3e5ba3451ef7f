"""Who presses: an agent where one has that Slack id, else whoever Slack says it is."""

from typing import Any, NamedTuple

from bot.blocks.literal import one_line
from server.core.agents import Agent
from server.core.follow_ups import Actor
from server.store import agents
from server.store.steps import Steps

MOST_NAME = 80


class Presser(NamedTuple):
    """Somebody in Slack, and the agent they are, if one."""

    actor: Actor
    agent: Agent | None


def presser(body: dict[str, Any]) -> Steps[Presser]:
    """Return who sent an interaction: only the id counts, a name in it is for show."""
    user = body.get("user") or {}
    slack_id = str(user.get("id") or "")
    agent = yield from agents.by_slack_id(slack_id)
    shown = user.get("name") or user.get("username") or ""
    name = one_line(agent.name if agent else str(shown), MOST_NAME) or "Somebody"
    return Presser(Actor(slack_id, name), agent)
