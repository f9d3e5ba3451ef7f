"""`paldies drivers`: which reasons and attributes go with a better or worse score."""

from pathlib import Path

import click

from server.charts.from_drivers import lift_table, quadrant_of
from server.charts.text_table import plain_table
from server.commands.options import (
    database_of,
    env_file,
    period_named,
    runs_async,
    settings_from,
    survey_named,
)
from server.core.drivers import drivers_of
from server.store import drivers as store

DAYS = 90


@click.command()
@click.argument("survey")
@click.argument("period", nargs=-1)
@env_file
@runs_async
async def drivers(survey: str, period: tuple[str, ...], env_file: Path | None) -> None:
    """Print what moves the score of SURVEY in a PERIOD, such as: csat last quarter.

    Drivers are reasons that customers tapped, and attributes such as region=EE. Without a period
    the last 90 days are looked at.
    """
    settings = settings_from(env_file)
    wanted = period_named(period, settings.timezone, days=DAYS)
    async with database_of(settings) as database:
        asked = await survey_named(database, survey)
        given, offers = await database.read(store.looked_at, asked.id, wanted)
    found = drivers_of(asked, wanted, given, offers)
    click.echo(plain_table(quadrant_of(found).table()))
    if found.lifts or found.one_sided:
        click.echo(f"\n{plain_table(lift_table(found))}")
