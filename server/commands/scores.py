"""`paldies scores`: the answer of /scores, in the terminal."""

import re
from pathlib import Path

import click

from server.commands.options import database_of, env_file, runs_async, settings_from
from server.core.agents import teams_of
from server.core.aims import baseline_periods
from server.core.instants import day_of
from server.core.report_text import answer_text
from server.core.score_help import help_text
from server.core.score_question import Help, NotUnderstood, parse
from server.core.score_reach import within_reach
from server.core.score_text import not_understood_text
from server.store import agents, reports, surveys
from server.store.counts import TooManyRatings
from server.system_clock import system_clock

COMMAND = "paldies scores"


@click.command()
@click.argument("question", nargs=-1)
@env_file
@runs_async
async def scores(question: tuple[str, ...], env_file: Path | None) -> None:
    """Answer [METRIC OR SURVEY] [PERIOD] [vs PERIOD] [by ...] [filters], as /scores does in Slack.

    Such as: csat 30d by agent. "paldies scores help" shows every word.
    """
    settings = settings_from(env_file)
    today = day_of(system_clock(), settings.timezone)
    async with database_of(settings) as database:
        found = await database.read(surveys.current)
        slugs = [survey.slug for survey in found]
        people = await database.read(agents.listing)
        asked = within_reach(
            parse(
                _typed(question),
                surveys=slugs,
                today=today,
                timezone=settings.timezone.key,
                agents=people,
                teams=teams_of(people),
                baselines=baseline_periods(found, settings.timezone.key),
            )
        )
        if isinstance(asked, Help):
            click.echo(help_text(slugs, command=COMMAND, verb=asked.verb))
            return
        if isinstance(asked, NotUnderstood):
            raise click.UsageError(not_understood_text(asked, command=COMMAND))
        try:
            click.echo(answer_text(await database.read(reports.answer, asked, found)))
        except TooManyRatings as error:
            raise click.ClickException(str(error)) from None


def _typed(words: tuple[str, ...]) -> str:
    """Put the quotes back that the shell took, as of region="Northern Europe"."""
    return " ".join(_quoted(word) if " " in word and '"' not in word else word for word in words)


def _quoted(word: str) -> str:
    return re.sub(r"^([\w.-]+[=:]|@)?(?=\S)(.+)$", r'\1"\2"', word)
