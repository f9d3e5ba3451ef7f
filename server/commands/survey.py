"""`paldies survey`: what is asked."""

from pathlib import Path

import click

from server.commands.options import database_of, env_file, runs_async, settings_from
from server.store import surveys


@click.group()
def survey() -> None:
    """List and show the surveys that customers answer."""


@survey.command("list")
@env_file
@runs_async
async def survey_list(env_file: Path | None) -> None:
    """List the surveys in the version that is asked now."""
    async with database_of(settings_from(env_file)) as database:
        found = await database.read(surveys.current)
    width = max(len(one.slug) for one in found)
    for one in found:
        scale = f"{min(one.bands)}-{one.scale}"
        languages = ",".join(one.languages)
        click.echo(
            f"{one.slug:<{width}}  {one.metric:<4}  {scale:<5}  v{one.version}  {languages}  {one.name}"
        )


@survey.command("show")
@click.argument("slug")
@env_file
@runs_async
async def survey_show(slug: str, env_file: Path | None) -> None:
    """Print a survey as one JSON document."""
    async with database_of(settings_from(env_file)) as database:
        found = {one.slug: one for one in await database.read(surveys.current)}
    if slug not in found:
        raise click.ClickException(f"there is no survey {slug!r}, only {', '.join(found)}")
    click.echo(found[slug].document.model_dump_json(indent=2))
