"""Bring a database to the schema of this program.

A new one is made from schema.sql; an old one takes the numbered steps in `migrations/`, each in
one transaction with its number. `NNNN_name.sql` runs on both databases; where they must differ there
are `NNNN_name.sqlite.sql` and `NNNN_name.postgres.sql`. What a step cannot do in SQL it notes in `meta`, and it is done
after the steps in a transaction of its own that takes the note away; a crash between the two loses nothing.
"""

import re
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple, TypeAlias

from server.core.survey_document import SurveyDocument
from server.store import meta, surveys, tally_recount
from server.store.database import Database
from server.store.steps import Steps

SCHEMA_VERSION = 7
"""The version that schema.sql has; the number of the newest step."""

NewSurveys: TypeAlias = Callable[[], Sequence[SurveyDocument]]
"""Makes what a new database asks; an old one does without it."""

STEP_NAME = re.compile(r"^(\d{4})_\w+?(?:\.(sqlite|postgres))?\.sql$")


class TooNew(RuntimeError):
    """The database was made by a newer Paldies than this one."""


class Step(NamedTuple):
    """One numbered step from an older schema."""

    version: int
    sql: str


async def migrate(database: Database, new_surveys: NewSurveys, now: int) -> None:
    """Make or update the schema. A database that was empty gets `new_surveys`.

    Raises `TooNew`, and changes nothing, when the database is ahead of this program.
    """
    if not await database.has_table("meta"):
        await _make_tables(database)
    version = await database.write(_begin, new_surveys, now)
    if version > SCHEMA_VERSION:
        raise TooNew(
            f"the database has schema {version} and this Paldies knows {SCHEMA_VERSION}:"
            " start the newer Paldies that made it"
        )
    for step in steps_after(version, database.dialect):
        await database.script(
            f"{step.sql}\nUPDATE meta SET value = {step.version} WHERE name = 'schema_version';"
        )
    await database.write(tally_recount.recount_if_due)


def schema() -> str:
    """Return schema.sql, from the installed package or from the checkout."""
    packaged = files("server") / "schema.sql"
    if packaged.is_file():
        return packaged.read_text("utf-8")
    return (Path(__file__).parents[2] / "schema.sql").read_text("utf-8")


def steps_after(version: int, dialect: str) -> list[Step]:
    """Return the steps that a database of `version` has yet to take, in order."""
    steps = []
    for path in files("server.store").joinpath("migrations").iterdir():
        named = STEP_NAME.match(path.name)
        if named and named[2] in {None, dialect} and int(named[1]) > version:
            steps.append(Step(int(named[1]), path.read_text("utf-8")))
    return sorted(steps)


async def _make_tables(database: Database) -> None:
    try:
        await database.script(schema())
    except Exception:
        # Two processes may begin at once; the tables are there all the same.
        if not await database.has_table("meta"):
            raise


def _begin(new_surveys: NewSurveys, now: int) -> Steps[int]:
    """Return the version of the schema; tables that were just made get what a new database has.

    The version is written last, in the same transaction, so that a crash leaves nothing half made.
    """
    version = yield from meta.value("schema_version")
    if version is not None:
        return version
    yield from meta.put("catalogue_version", 1)
    yield from meta.put("rules_version", 1)
    for document in new_surveys():
        yield from surveys.add(document, now)
    yield from meta.put("schema_version", SCHEMA_VERSION)
    return SCHEMA_VERSION
