"""`paldies themes`: what unhappy customers write that happy ones do not, and the other way."""

from collections.abc import Sequence
from pathlib import Path

import click

from server.commands.options import (
    database_of,
    env_file,
    period_named,
    runs_async,
    settings_from,
    survey_named,
)
from server.core.themes import Theme, TooFew
from server.store import rating_pages

A_YEAR = 365


@click.command()
@click.argument("survey")
@click.argument("period", nargs=-1)
@env_file
@runs_async
async def themes(survey: str, period: tuple[str, ...], env_file: Path | None) -> None:
    """Print the themes of the comments to SURVEY in a PERIOD, such as: csat last month.

    A theme is a word or phrase of several customers that one side uses more than chance makes it.
    """
    try:
        from server.words.comment_themes import MOST_COMMENTS, comment_themes  # noqa: PLC0415  an extra
    except ImportError:
        raise click.ClickException("themes need more: pip install 'paldies[themes]'") from None
    settings = settings_from(env_file)
    wanted = period_named(period, settings.timezone, days=A_YEAR)
    async with database_of(settings) as database:
        found = await survey_named(database, survey)
        written = await database.read(
            rating_pages.comments, found.id, wanted.starts_at, wanted.ends_at, MOST_COMMENTS
        )
    click.echo(f"{found.name}, {wanted.label}: comments to low and high scores: {len(written)}")
    for language, said in comment_themes(written).items():
        _print(language, said)


def _print(language: str, said: Sequence[Theme] | TooFew) -> None:
    if isinstance(said, TooFew):
        click.echo(f"\n{language}  {said.reason}")
        return
    click.echo(
        f"\n{language}  {len(said) or 'no'} themes" + ("" if said else ": nothing but chance")
    )
    for theme in said:
        counts = f"low {theme.low} of {theme.lows}, high {theme.high} of {theme.highs}"
        click.echo(f"  {'-' if theme.side == 'low' else '+'} {theme.words}  ({counts})")
        click.echo(f"      {theme.example}")
