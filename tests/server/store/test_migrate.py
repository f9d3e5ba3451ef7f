import asyncio
import sqlite3
from pathlib import Path

import pytest

from server.store import meta, surveys
from server.store.database import Database, open_database
from server.store.migrate import SCHEMA_VERSION, TooNew, migrate, schema, steps_after
from server.surveys import default_surveys

FIRST_SCHEMA = Path(__file__).parent / "schema_1.sql"


async def test_it_makes_a_new_database_with_three_surveys(any_database: Database) -> None:
    found = await any_database.read(surveys.current)
    assert [survey.slug for survey in found] == ["ces", "csat", "nps"]
    assert await any_database.read(meta.value, "schema_version") == SCHEMA_VERSION


async def test_it_leaves_a_current_database_alone(any_database: Database) -> None:
    await migrate(any_database, default_surveys, 0)
    assert len(await any_database.read(surveys.current)) == 3


async def test_it_is_made_once_by_processes_that_begin_together(database_url: str) -> None:
    databases = [await open_database(database_url) for _ in range(3)]
    await asyncio.gather(*(migrate(each, default_surveys, 0) for each in databases))
    assert len(await databases[0].read(surveys.current)) == 3
    for each in databases:
        await each.close()


async def test_it_goes_on_where_a_crash_left_it(database_url: str) -> None:
    database = await open_database(database_url)
    await database.script(schema())
    await migrate(database, default_surveys, 0)
    assert len(await database.read(surveys.current)) == 3
    await database.close()


async def test_it_refuses_a_database_newer_than_itself(any_database: Database) -> None:
    await any_database.write(meta.put, "schema_version", SCHEMA_VERSION + 1)
    with pytest.raises(TooNew, match="newer Paldies"):
        await migrate(any_database, list, 0)


async def test_it_comes_from_the_first_schema_to_the_current_one(tmp_path: Path) -> None:
    old, new = tmp_path / "old.db", tmp_path / "new.db"
    with sqlite3.connect(old) as db:
        db.executescript(FIRST_SCHEMA.read_text())
        db.execute("INSERT INTO meta VALUES ('schema_version', 1), ('catalogue_version', 1)")
    db.close()
    for path in (old, new):
        database = await open_database(f"sqlite:///{path}")
        await migrate(database, list, 0)
        await database.close()
    assert shape(old) == shape(new)


def test_it_has_a_step_for_every_version_after_the_first() -> None:
    for dialect in ("sqlite", "postgres"):
        numbers = [step.version for step in steps_after(1, dialect)]
        assert numbers == list(range(2, SCHEMA_VERSION + 1))


def test_it_reads_the_schema_of_the_checkout() -> None:
    assert "CREATE TABLE rating (" in schema()


def shape(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return every table's columns, indexes and foreign keys, in an order of their own."""
    db = sqlite3.connect(path)
    tables = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    found = {}
    for (table,) in tables.fetchall():
        parts = [
            db.execute(f"PRAGMA {pragma}({table})").fetchall()
            for pragma in ("table_info", "foreign_key_list", "index_list")
        ]
        found[table] = [row[1:] for part in parts for row in part]
    db.close()
    return found
