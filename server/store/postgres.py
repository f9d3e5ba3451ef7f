"""PostgreSQL: a pool for reading and one transaction a group for writing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, ParamSpec, Self, TypeVar

import asyncpg
from asyncpg.pool import PoolConnectionProxy

from server.store.queries import Sql, load_for_postgres
from server.store.recorder import Recorder
from server.store.steps import Bulk, Query, Row, Steps, Work, insert_all
from server.store.unavailable import Unavailable

P = ParamSpec("P")
Result = TypeVar("Result")

# Advisory locks of this product; any two numbers that differ.
WRITER_LOCK = 0x9A1D1E5
WORKER_LOCK = 0x9A1D1E6

OUT_OF_REACH = (
    OSError,
    TimeoutError,
    asyncpg.InterfaceError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
    asyncpg.InsufficientResourcesError,
    asyncpg.OperatorInterventionError,
    asyncpg.PostgresConnectionError,
)


class PostgresDatabase:
    """A PostgreSQL database. Built by `open`."""

    dialect = "postgres"

    def __init__(self, pool: "asyncpg.Pool[asyncpg.Record]", queries: Mapping[str, Sql]) -> None:
        self._pool = pool
        self._sql = queries
        self._recorder: Recorder[Work[Any], Any] = Recorder(self._commit_together)
        self._worker_lock: PoolConnectionProxy[asyncpg.Record] | None = None

    @classmethod
    async def open(cls, url: str) -> Self:
        """Connect to `postgresql://…`. Raises `Unavailable` when that is not possible."""
        with _reachable():
            pool = await asyncpg.create_pool(url, min_size=1, max_size=8)
        return cls(pool, load_for_postgres())

    async def read(
        self, work: Callable[P, Steps[Result]], *args: P.args, **kwargs: P.kwargs
    ) -> Result:
        """Run steps that only read, on one consistent view of the data."""
        with _reachable():
            async with (
                self._pool.acquire() as db,
                db.transaction(isolation="repeatable_read", readonly=True),
            ):
                return await self._drive(work(*args, **kwargs), db)

    async def write(
        self, work: Callable[P, Steps[Result]], *args: P.args, **kwargs: P.kwargs
    ) -> Result:
        """Run steps as one transaction, committed together with what waits beside it."""
        result: Result = await self._recorder.record(partial(work, *args, **kwargs))
        return result

    async def insert(self, bulks: Sequence[Bulk]) -> None:
        """Insert rows as one transaction and return after it has been synced to disk."""
        await self.write(insert_all, bulks)

    async def script(self, sql: str) -> None:
        """Run several statements without parameters as one transaction."""
        async with self._pool.acquire() as db, db.transaction():
            await db.execute(sql)

    async def has_table(self, name: str) -> bool:
        """Tell whether there is a table of that name."""
        async with self._pool.acquire() as db:
            return await db.fetchval("SELECT to_regclass($1) IS NOT NULL", name) is True

    async def claim_worker(self) -> bool:
        """Take an advisory lock on a connection of its own; it ends with the process, however it ends."""
        if await self.holds_worker():
            return True
        db = await self._pool.acquire()
        held = False
        try:
            held = await db.fetchval("SELECT pg_try_advisory_lock($1)", WORKER_LOCK) is True
        finally:
            if not held:
                await self._pool.release(db)
        if held:
            self._worker_lock = db
        return held

    async def holds_worker(self) -> bool:
        """Tell whether the connection that has the lock is still there; the lock went with it if not."""
        db = self._worker_lock
        if db is None:
            return False
        try:
            await db.fetchval("SELECT 1")
        except OUT_OF_REACH:
            self._worker_lock = None
            await self._pool.release(db)
            return False
        return True

    async def close(self) -> None:
        """Commit what is waiting, then close every connection."""
        await self._recorder.close()
        if self._worker_lock is not None:
            await self._pool.release(self._worker_lock)
        await self._pool.close()

    async def _commit_together(self, batch: Sequence[Work[Any]]) -> list[Any]:
        with _reachable():
            async with self._pool.acquire() as db, db.transaction():
                # Writers of several processes take turns, as they do on SQLite, so that work may look
                # before it writes.
                await db.execute("SELECT pg_advisory_xact_lock($1)", WRITER_LOCK)
                return [await self._drive(work(), db) for work in batch]

    async def _drive(self, steps: Steps[Result], db: Any) -> Result:  # noqa: ANN401  pooled or not
        try:
            asked = next(steps)
            while True:
                asked = steps.send(await self._answer(asked, db))
        except StopIteration as stop:
            result: Result = stop.value
            return result

    async def _answer(self, asked: Query | Bulk, db: Any) -> Sequence[Row]:  # noqa: ANN401
        sql = self._sql[asked.name]
        if isinstance(asked, Bulk):
            await db.executemany(sql.text, asked.rows)
            return []
        rows: Sequence[Row] = await db.fetch(
            sql.text, *[asked.parameters[name] for name in sql.order]
        )
        return rows


@contextmanager
def _reachable() -> Iterator[None]:
    try:
        yield
    except OUT_OF_REACH as error:
        raise Unavailable(str(error) or type(error).__name__) from error
