"""`paldies demo`: a believable company, its chat and a stand-in for its Slack, all on this machine."""

import tempfile
from pathlib import Path

import click

from server import serving
from server.commands.options import runs_async
from server.demo.app import build_demo, demo_settings
from server.demo.company import COMPANY
from server.logs import configure_logs


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8080,
    show_default=True,
    help="0 chooses a free one.",
)
@click.option("--host", default="127.0.0.1", hidden=True)
@runs_async
async def demo(port: int, host: str) -> None:
    """Serve on a throw-away database, with a year of ratings and the demo pages.

    Needs no account. Ctrl-C leaves nothing behind.
    """
    configure_logs("WARNING")
    try:
        listening = serving.open_socket(host, port)
    except serving.CannotListenError as error:
        raise click.ClickException(str(error)) from None
    address = serving.address_of(listening)
    with tempfile.TemporaryDirectory(prefix="paldies-demo-") as folder:
        app = build_demo(demo_settings(Path(folder), address), address)
        await serving.serve(app, listening, lambda: _welcome(address))
    click.echo("\nThe demo has ended and its database is gone.")


def _welcome(address: str) -> None:
    click.echo(f"{COMPANY} is open at {address}/demo")
    click.echo(f"  the support chat   {address}/demo/chat")
    click.echo(f"  an e-mail          {address}/demo/mail")
    click.echo(f"  what Slack shows   {address}/demo/slack/")
    click.echo(f"  every survey       {address}/demo/gallery")
    click.echo(f"  mail scanners      paldies drill {address}")
    click.echo("Press Ctrl-C to end.")
