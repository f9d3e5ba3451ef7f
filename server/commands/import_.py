"""`paldies import`: the ratings that another product kept."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import click

from server.commands.options import database_of, env_file, runs_async, settings_from, survey_named
from server.commands.rating_file import RatingFile
from server.core.import_faults import BadFile
from server.core.import_formats import FORMATS
from server.core.import_report import ImportReport, report_lines
from server.core.import_rows import ImportPlace, RowReader
from server.core.ratings import NewRating
from server.core.surveys import Survey
from server.settings import Settings
from server.store import agents, rating_import, surveys
from server.store.database import Database
from server.store.ids import new_id
from server.system_clock import system_clock

BATCH = 500


def _pairs(
    context: click.Context, parameter: click.Parameter, given: Sequence[str]
) -> dict[str, str]:
    for each in given:
        if not all(each.partition("=")):
            raise click.BadParameter(f"write {parameter.metavar}, not {each!r}")
    return dict(each.split("=", 1) for each in given)


def _scores(
    context: click.Context, parameter: click.Parameter, given: Sequence[str]
) -> dict[str, int]:
    try:
        return {
            value.strip().casefold(): int(score)
            for value, score in _pairs(context, parameter, given).items()
        }
    except ValueError:
        raise click.BadParameter("a score is a whole number, such as good=5") from None


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option(
    "--from", "kind", type=click.Choice([*FORMATS]), help="Whose file it is; else its columns tell."
)
@click.option("--survey", "slug", help="What customers were asked; else the file must say it.")
@click.option(
    "--map",
    "mapped",
    multiple=True,
    metavar="FIELD=COLUMN",
    callback=_pairs,
    help="Which column holds a field; attribute.KEY is a field too.",
)
@click.option(
    "--score",
    "said",
    multiple=True,
    metavar="VALUE=SCORE",
    callback=_scores,
    help="What a value is on the survey's scale.",
)
@click.option("--encoding", help="How the file is written, such as cp1257; else found out.")
@click.option("--dry-run", is_flag=True, help="Say what would be imported; change nothing.")
@click.option("--skip-bad", is_flag=True, help="Import the others when rows are refused.")
@env_file
@runs_async
async def import_(
    file: Path,
    kind: str | None,
    slug: str | None,
    mapped: Mapping[str, str],
    said: Mapping[str, int],
    encoding: str | None,
    *,
    dry_run: bool,
    skip_bad: bool,
    env_file: Path | None,
) -> None:
    """Import ratings from a CSV FILE of Nicereply, Delighted, Zendesk, Chatwoot or Paldies.

    An answer is imported once, however often its file is, and nothing is told to Slack. When a row is refused, nothing
    is imported and the exit code is 1, unless --skip-bad is given.
    """
    settings = settings_from(env_file)
    try:
        async with database_of(settings) as database:
            found = RatingFile.open(file, kind=kind, mapped=mapped, encoding=encoding)
            click.echo(f"{file}: {found}")
            work = _Import(database, found, await _place(database, settings, slug), said)
            stopped = await work.run(dry_run=dry_run, skip_bad=skip_bad)
    except BadFile as error:
        raise click.ClickException(f"{file}: {error}") from None
    if stopped:
        raise click.ClickException(
            f"{file}: nothing was imported: mend these rows, or say --skip-bad"
        )


async def _place(database: Database, settings: Settings, slug: str | None) -> ImportPlace:
    return ImportPlace(
        surveys={each.slug: each for each in await database.read(surveys.current)},
        survey=await survey_named(database, slug) if slug else None,
        agents=await database.read(agents.listing),
        timezone=settings.timezone,
        now=system_clock(),
        new_id=new_id,
    )


@dataclass(frozen=True, slots=True)
class _Import:
    """One file on its way into one database."""

    database: Database
    file: RatingFile
    place: ImportPlace
    said: Mapping[str, int]

    async def run(self, *, dry_run: bool, skip_bad: bool) -> bool:
        """Look at the whole file, store it if that may be, and say what was found; true when bad rows stopped it."""
        report, reader = ImportReport(), self._reader()
        for batch in _batches(self.file.ratings(reader, report)):
            here = await self.database.read(rating_import.known, batch)
            report.repeats += len(here)
            for new in batch:
                if new.id not in here:
                    report.add(new)
        stops = report.refused_rows > 0 and not skip_bad
        if report.fresh and not (stops or dry_run):
            await self._store()
        verb = "would be imported" if stops or dry_run else "imported"
        for line in report_lines(report, self._surveys(), reader.agents.unknown, verb=verb):
            click.echo(line)
        return stops

    async def _store(self) -> None:
        for batch in _batches(self.file.ratings(self._reader(), ImportReport())):
            await self.database.write(rating_import.add, batch)

    def _reader(self) -> RowReader:
        return RowReader(self.file.layout, self.place, self.said)

    def _surveys(self) -> dict[str, Survey]:
        return {each.id: each for each in self.place.surveys.values()}


def _batches(ratings: Iterator[NewRating]) -> Iterator[list[NewRating]]:
    while batch := list(islice(ratings, BATCH)):
        yield batch
