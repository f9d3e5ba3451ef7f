"""How the store speaks to a database: as steps.

A piece of database work is a generator that yields queries and is sent their rows. It cannot
await, so a transaction is never held open while a network is slow; and the same work is driven in
one hop to SQLite's thread, or by asyncpg.

    def value(name: str) -> Steps[int | None]:
        rows = yield query("meta.value", name=name)
        return rows[0]["value"] if rows else None

    version = await database.read(value, "schema_version")
"""

from collections.abc import Callable, Generator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol, TypeAlias, TypeVar

Result = TypeVar("Result")


class Row(Protocol):
    """One row of an answer; columns by name. Both drivers' own rows are of this shape."""

    def __getitem__(self, column: str, /) -> Any:  # noqa: ANN401  a column may hold anything
        ...


class Query(NamedTuple):
    """A named query of `queries/*.sql` and its parameters."""

    name: str
    parameters: Mapping[str, object]


class Bulk(NamedTuple):
    """An INSERT of many rows, each with the query's parameters in their order. It has no answer."""

    name: str
    rows: Sequence[tuple[object, ...]]


Steps: TypeAlias = Generator[Query | Bulk, Sequence[Row], Result]
Work: TypeAlias = Callable[[], Steps[Result]]
"""Begins the steps; it may be called again when a group of work has to be undone and done singly."""


def insert_all(bulks: Sequence[Bulk]) -> Steps[None]:
    """Insert the rows of each in turn."""
    for bulk in bulks:  # noqa: UP028  a list cannot be sent the answers
        yield bulk


def query(name: str, /, **parameters: object) -> Query:
    """Name a query: `file.query` in `queries/`, with the parameters it lists."""
    return Query(name, parameters)
