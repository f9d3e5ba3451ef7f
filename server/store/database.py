"""The one way to the data: `await database.read(steps, …)` and `await database.write(steps, …)`."""

from collections.abc import Callable, Sequence
from typing import ParamSpec, Protocol, TypeVar

from server.store.sqlite import SqliteDatabase
from server.store.steps import Bulk, Steps

P = ParamSpec("P")
Result = TypeVar("Result")


class Database(Protocol):
    """What SQLite and PostgreSQL both offer."""

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgres`."""

    async def read(
        self, work: Callable[P, Steps[Result]], *args: P.args, **kwargs: P.kwargs
    ) -> Result:
        """Run steps that only read, on one consistent view of the data."""

    async def write(
        self, work: Callable[P, Steps[Result]], *args: P.args, **kwargs: P.kwargs
    ) -> Result:
        """Run steps as one transaction and return after it has been synced to disk.

        Work that is waiting together is committed together; an error in one undoes that one alone. The work may be
        run a second time after such an error, so it must do nothing but its queries.
        """

    async def insert(self, bulks: Sequence[Bulk]) -> None:
        """Insert rows as one transaction and return after it has been synced to disk.

        Nothing is inserted when this raises. It is quicker than `write`, but may hold up everything else for as long
        as the inserts take, so rows must be few.
        """

    async def script(self, sql: str) -> None:
        """Run several statements without parameters as one transaction."""

    async def has_table(self, name: str) -> bool:
        """Tell whether there is a table of that name."""

    async def claim_worker(self) -> bool:
        """Become the process that runs the jobs; false while another one is."""

    async def holds_worker(self) -> bool:
        """Tell whether this process is still the one; it may lose that with its connection."""

    async def close(self) -> None:
        """Commit what is waiting, then close every connection."""


async def open_database(url: str) -> Database:
    """Connect to `sqlite:///path` or `postgresql://…`.

    Raises `ValueError` for another kind of address and `Unavailable` when it cannot be reached.
    """
    scheme, _, rest = url.partition("://")
    if scheme == "sqlite" and rest.startswith("/"):
        return await SqliteDatabase.open(rest.removeprefix("/"))
    if scheme in {"postgresql", "postgres"}:
        return await _open_postgres(url)
    raise ValueError("the database address must begin with sqlite:/// or postgresql://")


async def _open_postgres(url: str) -> Database:
    try:
        # An extra: most installations have SQLite and no driver for this.
        from server.store.postgres import PostgresDatabase  # noqa: PLC0415
    except ModuleNotFoundError:
        raise ValueError("PostgreSQL needs the extra: pip install 'paldies[postgres]'") from None
    return await PostgresDatabase.open(url)
