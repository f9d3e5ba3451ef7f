"""An agent: who helped."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Agent:
    """One who helps customers. Ratings name agents by `key`."""

    key: str
    name: str
    email: str | None = None
    team: str | None = None
    slack_id: str | None = None


def teams_of(agents: Iterable[Agent]) -> tuple[str, ...] | None:
    """Return the teams of agents, each once; None when nobody is in one."""
    return tuple(dict.fromkeys(agent.team for agent in agents if agent.team)) or None
