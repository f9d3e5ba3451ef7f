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
@env_file
def slack_manifest(env_file: Path | None) -> None:
    """Print the manifest from which Slack makes the app of this installation."""
    settings = settings_from(env_file)
    manifest = build_manifest(
        public_url=settings.public_url, socket_mode=settings.slack_app_token is not None
    )
    click.echo(json.dumps(manifest, indent=2, ensure_ascii=False))
