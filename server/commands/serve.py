"""`paldies serve`: web, Slack bot and worker in one process."""

from pathlib import Path

import click

from server import serving
from server.app import build_app
from server.commands.options import env_file, runs_async, settings_from
from server.logs import configure_logs
from server.settings import Role
from server.store.migrate import TooNew
from server.store.unavailable import Unavailable


@click.command()
@click.option("--host", help="The address to listen on.  [default: PALDIES_HOST or 127.0.0.1]")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help="The port; 0 chooses one.  [default: PALDIES_PORT or 8080]",
)
@click.option(
    "--role",
    type=click.Choice(["all", "web", "worker"]),
    default="all",
    show_default=True,
    help="web takes ratings, worker tells Slack of them; all does both.",
)
@env_file
@runs_async
async def serve(host: str | None, port: int | None, role: Role, env_file: Path | None) -> None:
    """Serve customers, programs and Slack until stopped."""
    configure_logs()
    settings = settings_from(env_file, {"PALDIES_HOST": host, "PALDIES_PORT": port})
    try:
        app = build_app(settings, role)
        listening = serving.open_socket(settings.host, settings.port)
        address = serving.address_of(listening)
        await serving.serve(app, listening, lambda: click.echo(f"Paldies listens on {address}"))
    except (serving.CannotListenError, TooNew, ValueError) as error:
        raise click.ClickException(str(error)) from None
    except Unavailable as error:
        raise click.ClickException(f"PALDIES_DATABASE_URL: {error}") from None
