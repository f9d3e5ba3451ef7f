"""`paldies scores`: the answer of /scores, in the terminal."""

from pathlib import Path

import click

from server.commands.options import database_of, env_file, runs_async, settings_from
from server.core.instants import day_of
from server.core.score_question import Help, NotUnderstood, parse
from server.core.score_text import answer_text, help_text, not_understood_text
from server.store import reports, surveys
from server.store.counts import TooManyRatings
from server.system_clock import system_clock

COMMAND = "paldies scores"


@click.command()
@click.argument("question", nargs=-1)
@env_file
@runs_async
async def scores(question: tuple[str, ...], env_file: Path | None) -> None:
    """Answer [METRIC OR SURVEY] [PERIOD] [by agent], such as: csat 30d by agent."""
    settings = settings_from(env_file)
    today = day_of(system_clock(), settings.timezone)
    async with database_of(settings) as database:
        found = await database.read(surveys.current)
        slugs = [survey.slug for survey in found]
        asked = parse(
            " ".join(question), surveys=slugs, today=today, timezone=settings.timezone.key
        )
        if isinstance(asked, Help):
            click.echo(help_text(slugs, command=COMMAND))
            return
        if isinstance(asked, NotUnderstood):
            raise click.UsageError(not_understood_text(asked, command=COMMAND))
        try:
            click.echo(answer_text(await database.read(reports.answer, asked, found)))
        except TooManyRatings as error:
            raise click.ClickException(str(error)) from None
