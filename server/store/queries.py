"""Loads `queries/*.sql` with aiosql, so that a wrong parameter list stops the start and not a customer."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import as_file, files
from typing import NamedTuple

import aiosql
from aiosql.adapters.asyncpg import AsyncPGAdapter


class Sql(NamedTuple):
    """A query with numbered parameters, and their names in the order of the numbers."""

    text: str
    order: tuple[str, ...]


@cache
def load_for_postgres() -> Mapping[str, Sql]:
    """Return every query under `file.query`, with parameters written `$1`. They are read once in a process."""
    found = {}
    with as_file(files(__package__) / "queries") as folder:
        for path in sorted(folder.glob("*.sql")):
            # One adapter a file: it remembers the order of parameters by the query's bare name.
            adapter = AsyncPGAdapter()
            loaded = aiosql.from_path(path, lambda adapter=adapter: adapter)
            for name in loaded.available_queries:
                # aiosql adds a `_cursor` twin to each select; the query itself is enough here.
                if not name.endswith("_cursor"):
                    order = tuple(adapter.var_sorted[name])
                    found[f"{path.stem}.{name}"] = Sql(getattr(loaded, name).sql, order)
    return found


@cache
def load_for_sqlite() -> Mapping[str, Sql]:
    """Return the same with parameters written `?1`: bound by number, they cost half as much as by name."""
    return {
        name: Sql(sql.text.replace("$", "?"), sql.order)
        for name, sql in load_for_postgres().items()
    }
