"""An agent: who helped."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Agent:
    """One who helps customers. Ratings name agents by `key`."""

    key: str
    name: str
    email: str | None = None
    team: str | None = None
    slack_id: str | None = None
