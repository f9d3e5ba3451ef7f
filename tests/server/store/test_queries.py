import re
from pathlib import Path

import asyncpg
import pytest

from server.store.database import open_database
from server.store.migrate import migrate
from server.store.queries import load_for_postgres, load_for_sqlite

STORE = Path(__file__).parents[3] / "server"
FILES = "|".join(path.stem for path in STORE.glob("store/queries/*.sql"))
NAMED = re.compile(rf'"((?:{FILES})\.(?!html")[a-z_]+)"')


def test_it_finds_every_query_that_is_asked_for_and_no_other() -> None:
    asked = {
        name
        for path in (*STORE.rglob("*.py"), *(STORE.parent / "bot").rglob("*.py"))
        for name in NAMED.findall(path.read_text())
    }
    assert asked == set(load_for_sqlite()) == set(load_for_postgres())


@pytest.mark.postgres
@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_it_prepares_every_query_on_postgres(database_url: str) -> None:
    database = await open_database(database_url)
    await migrate(database, list, 0)
    await database.close()
    connection = await asyncpg.connect(database_url)
    for name, sql in load_for_postgres().items():
        statement = await connection.prepare(sql.text)
        assert len(statement.get_parameters()) == len(sql.order), name
    await connection.close()
