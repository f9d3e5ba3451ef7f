"""One INSERT for many rows, on SQLite.

Python's executemany steps once a row, and with every step the CHECKs' lists are built anew and the
interpreter's lock is given up and taken back. One statement with many rows runs in one step. Rows are
taken in chunks of powers of two, so that there are few different statements and the connection keeps
them all prepared.
"""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain

LARGEST_CHUNK = 64

_ROW = re.compile(r"VALUES\s*\(([^()]*)\)")
_PARAMETER = re.compile(r"\?(\d+)")


def insert_rows(db: sqlite3.Connection, sql: str, rows: Sequence[tuple[object, ...]]) -> None:
    """Run `INSERT … VALUES (?1, ?2, …) …`, each parameter named once and in order, for every row."""
    for chunk in _chunks(rows):
        db.execute(_for_rows(sql, len(chunk)), tuple(chain.from_iterable(chunk)))


def _chunks(rows: Sequence[tuple[object, ...]]) -> Iterator[Sequence[tuple[object, ...]]]:
    start = 0
    while start < len(rows):
        size = min(LARGEST_CHUNK, 1 << ((len(rows) - start).bit_length() - 1))
        yield rows[start : start + size]
        start += size


@lru_cache(maxsize=64)
def _for_rows(sql: str, rows: int) -> str:
    found = _ROW.search(sql)
    if found is None:
        raise ValueError(f"not an INSERT of VALUES: {sql}")
    numbers = [int(number) for number in _PARAMETER.findall(found[1])]
    if numbers != list(range(1, len(numbers) + 1)):
        raise ValueError(f"each parameter must stand once, and in order: {sql}")
    row = f"({_PARAMETER.sub('?', found[1])})"
    return f"{sql[: found.start()]}VALUES {', '.join([row] * rows)}{sql[found.end() :]}"
