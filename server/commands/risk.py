"""`paldies risk`: which customers may leave, and why."""

from pathlib import Path

import click

from server.commands.options import database_of, env_file, runs_async, settings_from, survey_named
from server.core.risk import DAY_MS, LOOKED_BACK_DAYS, at_risk, recovery
from server.core.risk_text import risk_text
from server.store import customers
from server.store.customers import HistoryFilter
from server.system_clock import system_clock


@click.command()
@click.argument("survey", required=False)
@click.option(
    "--value", metavar="ATTRIBUTE", help="The attribute that says what a customer is worth."
)
@env_file
@runs_async
async def risk(survey: str | None, value: str | None, env_file: Path | None) -> None:
    """Print customers who may leave, those that matter most first, with the reasons.

    They are those whose ratings are low or fall, who wait for an answer, or who have fallen silent.
    """
    now = system_clock()
    async with database_of(settings_from(env_file)) as database:
        asked = await survey_named(database, survey) if survey else None
        wanted = HistoryFilter(
            since=now - LOOKED_BACK_DAYS * DAY_MS,
            survey_id=asked.id if asked else None,
            value=value,
        )
        histories = await database.read(customers.histories, wanted)
    click.echo(risk_text(at_risk(histories, now), len(histories), recovery(histories)))
