"""`paldies export`: every rating, as CSV or NDJSON."""

from pathlib import Path

import click

from server.api.rating_filter import ANY
from server.api.rating_stream import Format, rating_stream
from server.commands.options import database_of, env_file, runs_async, settings_from, survey_named
from server.core.ratings import State
from server.store.rating_pages import RatingFilter


@click.command()
@click.option("--format", "kind", type=click.Choice(["csv", "ndjson"]), required=True)
@click.option("--survey", "slug", help="Only the ratings of this survey.")
@click.option(
    "--state",
    type=click.Choice([*(each.value for each in State), ANY]),
    default=State.COUNTED.value,
    show_default=True,
    help="Those in this state.",
)
@click.option("--bom", is_flag=True, help="Let Excel know that the CSV is UTF-8.")
@env_file
@runs_async
async def export(
    kind: Format, slug: str | None, state: str, *, bom: bool, env_file: Path | None
) -> None:
    """Print the ratings that count, oldest first: any number of them, in the memory of a few.

    Cells that a spreadsheet would take for formulas begin with an apostrophe.
    """
    async with database_of(settings_from(env_file)) as database:
        survey = await survey_named(database, slug) if slug else None
        wanted = RatingFilter(
            survey_id=survey.id if survey else None, state=None if state == ANY else State(state)
        )
        async for text in rating_stream(database, wanted, kind, bom=bom):
            click.echo(text, nl=False)
