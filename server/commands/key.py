"""`paldies key`: API keys."""

from pathlib import Path

import click

from server.commands.options import database_of, env_file, runs_async, settings_from
from server.store import api_keys
from server.system_clock import system_clock


@click.group()
def key() -> None:
    """Keys for the API."""


@key.command("add")
@click.argument("name")
@click.option(
    "--scope",
    type=click.Choice(["read", "write", "admin"]),
    default="read",
    show_default=True,
    help="What the key may do.",
)
@env_file
@runs_async
async def key_add(name: str, scope: str, env_file: Path | None) -> None:
    """Make a key called NAME and print it, once, on the last line."""
    secret = api_keys.new_secret()
    async with database_of(settings_from(env_file)) as database:
        await database.write(api_keys.add, name, secret, scope, system_clock())
    click.echo(f"The key {name!r} may {scope}. It is shown this once:", err=True)
    click.echo(secret)
