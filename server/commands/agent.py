"""`paldies agent`: who helps customers."""

from pathlib import Path

import click

from server.commands.options import database_of, env_file, runs_async, settings_from
from server.core.agents import Agent
from server.store import agents
from server.system_clock import system_clock


@click.group()
def agent() -> None:
    """Add and list the agents that ratings name."""


@agent.command("add")
@click.argument("key")
@click.option("--name", required=True, help="As customers and colleagues know them.")
@click.option("--email")
@click.option("--team")
@click.option("--slack-id", help="Their Slack member id, U….")
@env_file
@runs_async
async def agent_add(
    key: str,
    name: str,
    email: str | None,
    team: str | None,
    slack_id: str | None,
    env_file: Path | None,
) -> None:
    """Add an agent, or change the one of this KEY.

    Ratings that named the key before are theirs from now on.
    """
    if not key.strip() or not name.strip():
        raise click.UsageError("KEY and --name must say something")
    new = Agent(key.strip(), name.strip(), email, team, slack_id)
    async with database_of(settings_from(env_file)) as database:
        await database.write(agents.put, new, system_clock())
    click.echo(f"{new.key}: {new.name}")


@agent.command("list")
@env_file
@runs_async
async def agent_list(env_file: Path | None) -> None:
    """List the agents, and the keys that ratings name without there being an agent."""
    async with database_of(settings_from(env_file)) as database:
        known = await database.read(agents.listing)
        unknown = await database.read(agents.unknown_keys)
    width = max((len(one.key) for one in known), default=0)
    for one in known:
        details = "  ".join(filter(None, (one.team, one.email, one.slack_id)))
        click.echo(f"{one.key:<{width}}  {one.name}  {details}".rstrip())
    if not known:
        click.echo("No agents yet. Add one: paldies agent add KEY --name NAME")
    for key, ratings in unknown:
        click.echo(
            f"{key!r} is named by {ratings} ratings; add it: paldies agent add {key} --name …"
        )
