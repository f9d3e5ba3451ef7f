"""`paldies slack`: setting Slack up."""

import json
from pathlib import Path

import click

from bot.manifest import build_manifest
from server.commands.options import env_file, settings_from


@click.group()
def slack() -> None:
    """Connect with Slack."""


@slack.command("manifest")
@click.option(
    "--socket-mode",
    is_flag=True,
    help="For an installation that Slack cannot reach; also when SLACK_APP_TOKEN is set.",
)
@env_file
def slack_manifest(env_file: Path | None, *, socket_mode: bool) -> None:
    """Print the manifest from which Slack makes the app of this installation."""
    settings = settings_from(env_file)
    socket_mode = socket_mode or settings.slack_app_token is not None
    manifest = build_manifest(public_url=settings.public_url, socket_mode=socket_mode)
    click.echo(json.dumps(manifest, indent=2, ensure_ascii=False))
