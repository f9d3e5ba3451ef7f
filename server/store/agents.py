"""Agents: who helps."""

from server.core.agents import Agent
from server.store.steps import Row, Steps, query


def put(agent: Agent, now: int) -> Steps[None]:
    """Add an agent, or change the one of that key. Ratings that named the key are theirs at once."""
    yield query(
        "agents.put",
        key=agent.key,
        name=agent.name,
        email=agent.email,
        team=agent.team,
        slack_id=agent.slack_id,
        now=now,
    )
    yield query("meta.grow", name="catalogue_version")


def listing() -> Steps[list[Agent]]:
    """Return every agent, by name."""
    rows = yield query("agents.listing")
    return [_agent(row) for row in rows]


def by_slack_id(slack_id: str) -> Steps[Agent | None]:
    """Return the agent who is somebody in Slack, if one is."""
    rows = yield query("agents.by_slack_id", slack_id=slack_id)
    return _agent(rows[0]) if rows else None


def unknown_keys() -> Steps[list[tuple[str, int]]]:
    """Return the keys that ratings name and no agent has, with their number of ratings."""
    rows = yield query("agents.unknown_keys")
    return [(row["key"], int(row["n"])) for row in rows]


def _agent(row: Row) -> Agent:
    return Agent(row["key"], row["name"], row["email"], row["team"], row["slack_id"])
