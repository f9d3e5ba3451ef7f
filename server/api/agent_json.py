"""An agent as programs see one."""

from msgspec import Struct

from server.core.agents import Agent


class AgentShown(Struct, frozen=True, kw_only=True):
    """Who helps; ratings name agents by `key`."""

    key: str
    name: str
    email: str | None
    team: str | None
    slack_id: str | None


def agent_json(agent: Agent) -> AgentShown:
    """Return one agent in its JSON shape."""
    return AgentShown(
        key=agent.key,
        name=agent.name,
        email=agent.email,
        team=agent.team,
        slack_id=agent.slack_id,
    )
