"""SQLite: one writer that commits in groups, and read-only readers beside it."""

import asyncio
import fcntl
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path
from typing import IO, Any, ParamSpec, Self, TypeVar

import aiosqlite

from server.store.bulk_insert import insert_rows
from server.store.queries import Sql, load_for_sqlite
from server.store.recorder import Recorder
from server.store.steps import Bulk, Query, Row, Steps, Work, insert_all
from server.store.unavailable import Unavailable

P = ParamSpec("P")
Result = TypeVar("Result")

READERS = 2
BE_PATIENT = "PRAGMA busy_timeout = 5000"


class Connection(aiosqlite.Connection):
    """A connection that can run a whole piece of work in one hop to its thread.

    aiosqlite's public calls hop once a statement, which costs a third of the ratings per second.
    """

    async def run(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """Call `work` with the sqlite3 connection, in the connection's own thread.

        Raises `Unavailable` when the file is locked, full or broken.
        """
        execute: Callable[..., Awaitable[Result]] = self._execute
        with _available():
            return await execute(work, self._conn)

    @property
    def raw(self) -> sqlite3.Connection:
        """The sqlite3 connection itself, for whoever knows that its thread has nothing to do."""
        return self._conn

    async def end(self) -> None:
        """Wait for the thread of a connection that could not be opened, while there is still a loop."""
        await asyncio.to_thread(self._thread.join)


class SqliteDatabase:
    """A SQLite file in WAL mode. Built by `open`."""

    dialect = "sqlite"

    def __init__(
        self, path: Path, writer: Connection, readers: list[Connection], queries: Mapping[str, Sql]
    ) -> None:
        self._path = path
        self._writer = writer
        self._readers = readers
        self._idle: asyncio.LifoQueue[Connection] = asyncio.LifoQueue()
        for reader in readers:
            self._idle.put_nowait(reader)
        self._sql = queries
        self._recorder: Recorder[Work[Any], Any] = Recorder(self._commit_together)
        self._writing = asyncio.Lock()
        self._worker_lock: IO[bytes] | None = None

    @classmethod
    async def open(cls, path: str) -> Self:
        """Open or make the file at `path`. Raises `Unavailable` when it is not to be had."""
        try:
            async with AsyncExitStack() as opened:
                writer = await _connect(path, "rwc", opened)
                await writer.run(_tune_writer)
                readers = [await _connect(path, "ro", opened) for _ in range(READERS)]
                opened.pop_all()
        except sqlite3.Error as error:
            raise Unavailable(str(error)) from error
        return cls(Path(path), writer, readers, load_for_sqlite())

    async def read(
        self, work: Callable[P, Steps[Result]], *args: P.args, **kwargs: P.kwargs
    ) -> Result:
        """Run steps that only read, on one consistent view of the data."""
        async with self._reader() as reader:
            return await reader.run(partial(self._read_in_thread, partial(work, *args, **kwargs)))

    async def write(
        self, work: Callable[P, Steps[Result]], *args: P.args, **kwargs: P.kwargs
    ) -> Result:
        """Run steps as one transaction, committed together with what waits beside it."""
        result: Result = await self._recorder.record(partial(work, *args, **kwargs))
        return result

    async def insert(self, bulks: Sequence[Bulk]) -> None:
        """Insert rows in the event loop's own thread, and leave only the commit to the writer's.

        Between statements that thread would wait for the interpreter's lock again and again while the event loop
        is busy; under load that takes much longer than the inserts do.
        """
        async with self._writing:
            with _available():
                inserted = self._insert_at_once(self._writer.raw, bulks)
            if inserted:
                await self._writer.run(_commit)
            else:
                work = partial(insert_all, bulks)
                await self._writer.run(partial(self._write_in_thread, [work]))

    async def script(self, sql: str) -> None:
        """Run several statements without parameters as one transaction."""
        async with self._writing:
            await self._writer.run(partial(_run_script, sql))

    async def has_table(self, name: str) -> bool:
        """Tell whether there is a table of that name."""
        wanted = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
        async with self._writing:
            rows = await self._writer.run(lambda db: db.execute(wanted, (name,)).fetchall())
        return bool(rows)

    async def claim_worker(self) -> bool:
        """Lock a file beside the database; the lock ends with the process, however it ends."""
        if self._worker_lock is not None:
            return True
        lock = self._path.with_name(f"{self._path.name}.worker").open("ab")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            return False
        self._worker_lock = lock
        return True

    async def holds_worker(self) -> bool:
        """Tell whether this process is still the one: a file's lock ends only with it."""
        return self._worker_lock is not None

    async def close(self) -> None:
        """Commit what is waiting, then close every connection."""
        await self._recorder.close()
        for connection in (*self._readers, self._writer):
            await connection.close()
        if self._worker_lock is not None:
            self._worker_lock.close()

    @asynccontextmanager
    async def _reader(self) -> AsyncIterator[Connection]:
        reader = await self._idle.get()
        try:
            yield reader
        finally:
            self._idle.put_nowait(reader)

    def _read_in_thread(self, work: Work[Result], db: sqlite3.Connection) -> Result:
        db.execute("BEGIN")
        try:
            return self._drive(work(), db)
        finally:
            db.execute("COMMIT")

    async def _commit_together(self, batch: Sequence[Work[Any]]) -> list[Any]:
        async with self._writing:
            return await self._writer.run(partial(self._write_in_thread, batch))

    def _write_in_thread(self, batch: Sequence[Work[Any]], db: sqlite3.Connection) -> list[Any]:
        db.execute("BEGIN IMMEDIATE")
        with _undone_on_error(db):
            outcomes: list[Any] = [self._drive(work(), db) for work in batch]
            db.commit()
        return outcomes

    def _insert_at_once(self, db: sqlite3.Connection, bulks: Sequence[Bulk]) -> bool:
        """Begin a transaction and insert; false, and nothing begun, while another process is writing."""
        # The event loop must never wait for a lock.
        db.execute("PRAGMA busy_timeout = 0")
        try:
            db.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            # The upper bits tell what keeps it busy.
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                return False
            raise
        finally:
            db.execute(BE_PATIENT)
        with _undone_on_error(db):
            self._drive(insert_all(bulks), db)
        return True

    def _drive(self, steps: Steps[Result], db: sqlite3.Connection) -> Result:
        try:
            asked = next(steps)
            while True:
                asked = steps.send(self._answer(asked, db))
        except StopIteration as stop:
            result: Result = stop.value
            return result

    def _answer(self, asked: Query | Bulk, db: sqlite3.Connection) -> list[Row]:
        sql = self._sql[asked.name]
        if isinstance(asked, Bulk):
            insert_rows(db, sql.text, asked.rows)
            return []
        given = asked.parameters
        return db.execute(sql.text, [given[name] for name in sql.order]).fetchall()


def _commit(db: sqlite3.Connection) -> None:
    with _undone_on_error(db):
        db.commit()


def _run_script(sql: str, db: sqlite3.Connection) -> None:
    with _undone_on_error(db):
        db.executescript(f"BEGIN IMMEDIATE;\n{sql}\nCOMMIT;")


@contextmanager
def _undone_on_error(db: sqlite3.Connection) -> Iterator[None]:
    try:
        yield
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


@contextmanager
def _available() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        raise Unavailable(str(error)) from error


async def _connect(path: str, mode: str, opened: AsyncExitStack) -> Connection:
    def connect() -> sqlite3.Connection:
        address = f"{Path(path).absolute().as_uri()}?mode={mode}"
        db = sqlite3.connect(
            address, uri=True, isolation_level=None, cached_statements=256, check_same_thread=False
        )
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA foreign_keys = ON")
        db.execute(BE_PATIENT)
        # Its own knows the small letters of English only.
        db.create_function("lower", 1, _lower, deterministic=True)
        return db

    connection = Connection(connect, iter_chunk_size=64)
    try:
        await connection
    except sqlite3.Error:
        await connection.end()
        raise
    opened.push_async_callback(connection.close)
    return connection


def _lower(text: str | None) -> str | None:
    return None if text is None else text.lower()


def _tune_writer(db: sqlite3.Connection) -> None:
    db.execute("PRAGMA journal_mode = WAL")
    # Random keys touch pages all over their index; 64 MiB holds those of a few million ratings.
    db.execute("PRAGMA cache_size = -65536")
    # What an INSERT of many rows would have to undo is kept in memory; in a file it costs more than the insert.
    db.execute("PRAGMA temp_store = MEMORY")
    # An acknowledged rating must survive the loss of power, not only of the process.
    db.execute("PRAGMA synchronous = FULL")
