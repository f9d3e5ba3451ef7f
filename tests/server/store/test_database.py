import asyncio
import sqlite3
from pathlib import Path

import pytest

from server.store.database import Database, open_database
from server.store.migrate import migrate
from server.store.recorder import Closed
from server.store.steps import Bulk, Steps, query
from server.store.unavailable import Unavailable


def put(name: str, value: int) -> Steps[int]:
    yield query("meta.put", name=name, value=value)
    return value


def put_and_fail(name: str) -> Steps[None]:
    yield query("meta.put", name=name, value=1)
    raise ArithmeticError(name)


def get(name: str) -> Steps[int | None]:
    rows = yield query("meta.value", name=name)
    return rows[0]["value"] if rows else None


async def test_it_commits_what_waits_together_and_answers_each(any_database: Database) -> None:
    answers = await asyncio.gather(*(any_database.write(put, f"n{i}", i) for i in range(200)))
    assert answers == list(range(200))
    assert await any_database.read(get, "n199") == 199


async def test_it_undoes_only_the_guilty_one_of_a_group(any_database: Database) -> None:
    results = await asyncio.gather(
        any_database.write(put, "before", 1),
        any_database.write(put, "good", 2),
        any_database.write(put_and_fail, "bad"),
        any_database.write(put, "after", 3),
        return_exceptions=True,
    )
    assert [type(result) for result in results] == [int, int, ArithmeticError, int]
    assert await any_database.read(get, "good") == 2
    assert await any_database.read(get, "bad") is None


async def test_it_keeps_working_after_an_error(any_database: Database) -> None:
    with pytest.raises(ArithmeticError):
        await any_database.write(put_and_fail, "bad")
    assert await any_database.write(put, "good", 1) == 1


async def test_it_inserts_all_rows_or_none(any_database: Database) -> None:
    twice = Bulk("ratings.insert_mark", [("c:1", "first"), ("c:1", "second")])
    with pytest.raises(Exception, match=r"(?i)unique"):
        await any_database.insert([Bulk("meta.put", [("half", 1)]), twice])
    assert await any_database.read(get, "half") is None
    await any_database.insert(
        [Bulk("meta.put", [("a", 1), ("b", 2)]), Bulk("meta.put", [("c", 3)])]
    )
    assert [await any_database.read(get, name) for name in "abc"] == [1, 2, 3]


async def test_it_inserts_beside_what_is_written(any_database: Database) -> None:
    writing = [asyncio.create_task(any_database.write(put, f"w{i}", i)) for i in range(50)]
    for i in range(50):
        await any_database.insert([Bulk("meta.put", [(f"i{i}", i)])])
    assert await asyncio.gather(*writing) == list(range(50))
    assert [await any_database.read(get, f"i{i}") for i in range(50)] == list(range(50))


async def test_it_commits_what_is_waiting_when_it_is_closed(database_url: str) -> None:
    database = await open_database(database_url)
    await database.script("CREATE TABLE meta (name TEXT PRIMARY KEY, value BIGINT NOT NULL);")
    waiting = [asyncio.create_task(database.write(put, f"n{i}", i)) for i in range(20)]
    await asyncio.sleep(0)
    await database.close()
    assert await asyncio.gather(*waiting) == list(range(20))
    with pytest.raises(Closed):
        await database.write(put, "late", 1)


async def test_it_lets_one_process_at_a_time_work(database_url: str) -> None:
    first = await open_database(database_url)
    second = await open_database(database_url)
    assert await first.claim_worker()
    assert not await second.claim_worker()
    await first.close()
    assert await second.claim_worker()
    await second.close()


async def test_it_refuses_to_write_when_reading(database: Database) -> None:
    with pytest.raises(Unavailable, match="readonly"):
        await database.read(put, "n", 1)


async def test_it_syncs_every_commit_to_disk(tmp_path: Path) -> None:
    database = await open_database(f"sqlite:///{tmp_path / 'x.db'}")
    settings = [
        await database._writer.run(lambda db, name=name: db.execute(f"PRAGMA {name}").fetchone()[0])  # type: ignore[attr-defined]
        for name in ("synchronous", "journal_mode", "foreign_keys")
    ]
    await database.close()
    assert settings == [2, "wal", 1]


@pytest.mark.parametrize("address", ["mysql://x", "paldies.db", "sqlite:/x"])
async def test_it_names_the_addresses_it_knows(address: str) -> None:
    with pytest.raises(ValueError, match="sqlite:///"):
        await open_database(address)


async def test_it_undoes_a_script_that_fails_and_goes_on(any_database: Database) -> None:
    with pytest.raises(Exception, match="nothing_like_it"):
        await any_database.script(
            "INSERT INTO meta (name, value) VALUES ('half', 1); DROP TABLE nothing_like_it;"
        )
    assert await any_database.read(get, "half") is None
    assert await any_database.write(put, "good", 1) == 1


async def test_it_tells_all_who_wait_that_it_is_locked_and_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    database = await open_database(f"sqlite:///{path}")
    await migrate(database, list, 0)
    await database._writer.run(lambda db: db.execute("PRAGMA busy_timeout = 50"))  # type: ignore[attr-defined]
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    results = await asyncio.gather(
        *(database.write(put, f"n{i}", i) for i in range(20)), return_exceptions=True
    )
    assert {type(result) for result in results} == {Unavailable}
    other.execute("ROLLBACK")
    other.close()
    assert await database.write(put, "later", 1) == 1
    await database.close()


async def test_it_lets_others_go_on_while_it_waits_to_insert(
    database: Database, tmp_path: Path
) -> None:
    other = sqlite3.connect(tmp_path / "test.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    inserting = asyncio.create_task(database.insert([Bulk("meta.put", [("n", 1)])]))
    assert await database.read(get, "n") is None
    assert not inserting.done()
    other.execute("ROLLBACK")
    other.close()
    await inserting
    assert await database.read(get, "n") == 1


@pytest.mark.parametrize("content", [b"not a database at all, but long enough " * 40, None])
async def test_it_says_that_a_file_is_not_a_database(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "x.db"
    path.write_bytes(content) if content else path.mkdir()
    with pytest.raises(Unavailable):
        await open_database(f"sqlite:///{path}")


@pytest.mark.postgres
@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_it_says_that_a_database_is_not_there(database_url: str) -> None:
    with pytest.raises(Unavailable, match="does not exist"):
        await open_database(f"{database_url}_nowhere")
