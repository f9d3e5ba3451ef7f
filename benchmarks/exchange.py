"""How long ratings take into `paldies import` and out of `paldies export`, and whether memory grows with them. Linux.

python benchmarks/exchange.py --ratings 100000 1000000
"""

import argparse
import asyncio
import csv
import os
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from benchmarks.tables import table
from server.core.ratings import Customer, Evidence, NewRating, Said, Source, State
from server.core.surveys import Survey
from server.store import surveys
from server.store.database import open_database
from server.store.ids import new_id
from server.store.migrate import migrate
from server.store.ratings import rows_of_history
from server.store.steps import insert_all
from server.surveys import default_surveys

FIRST = datetime(2024, 1, 1, tzinfo=UTC)
DAYS = 600
SAMPLE = 1_000
LOOK_SECONDS = 0.05
HEADER = (
    *("Survey Response ID", "Person Email", "Person Name", "Survey Type", "Response Score"),
    *("Response Comment", "Response Created At"),
)
COMMENTS = (
    "",
    "",
    "",
    "",
    "Väga kiire ja sõbralik abi",
    "It took three days, and then the link was dead",
)
HEAD = ["", "ratings", "seconds", "a second", "peak MB"]

# Ids of copies come after those of the sample, in the order of copying.
COPY = """
WITH RECURSIVE copy (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copy WHERE n < :copies)
INSERT INTO rating (id, COLUMNS)
SELECT printf('f%07x-0000-7000-8000-%s', n, substr(r.id, 25)), COLUMNS
FROM copy CROSS JOIN (SELECT * FROM rating) AS r
"""


class Ran(NamedTuple):
    """What a command took."""

    seconds: float
    peak_mb: float


@dataclass(frozen=True, slots=True)
class Paldies:
    """Runs `paldies` on a database of its own."""

    folder: Path

    @property
    def path(self) -> Path:
        return self.folder / "exchange.db"

    @property
    def url(self) -> str:
        return f"sqlite:///{self.path}"

    def run(self, *words: str) -> Ran:
        """Run a command to its end; its output goes nowhere."""
        began, peak = time.perf_counter(), 0.0
        process = subprocess.Popen(
            [sys.executable, "-m", "server", *words],
            env={**os.environ, "PALDIES_DATABASE_URL": self.url},
            stdout=subprocess.DEVNULL,
        )
        while process.poll() is None:
            peak = max(peak, _peak_mb(process.pid))
            time.sleep(LOOK_SECONDS)
        assert process.returncode == 0, words
        return Ran(time.perf_counter() - began, peak)


def _peak_mb(pid: int) -> float:
    """Return the most megabytes that have been resident. `ru_maxrss` would count those of the parent too."""
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    peak = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(peak[1]) * 1024 / 1e6 if peak else 0.0


async def main(sizes: list[int], imported: int, formats: list[str]) -> None:
    print(table(HEAD, []))
    with tempfile.TemporaryDirectory(prefix="paldies-benchmark-") as name:
        _import(Path(name), imported)
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="paldies-benchmark-") as name:
            paldies = Paldies(Path(name))
            await _fill(paldies, size)
            for kind in formats:
                _show(f"export, {kind}", size, paldies.run("export", "--format", kind))


def _import(folder: Path, size: int) -> None:
    paldies, file = Paldies(folder), folder / "delighted.csv"
    with file.open("w", newline="") as text:
        csv.writer(text).writerows(_lines(size))
    words = ("import", str(file), "--survey", "nps")
    _show("import, dry run", size, paldies.run(*words, "--dry-run"))
    _show("import", size, paldies.run(*words))
    _show("import again: all repeats", size, paldies.run(*words))


def _lines(size: int) -> Iterator[tuple[object, ...]]:
    chance = random.Random(1)  # noqa: S311  an example, not a secret
    yield HEADER
    for number in range(size):
        at = FIRST + timedelta(seconds=number * DAYS * 86_400 // size)
        customer = f"customer-{number % 40_000}@example.com"
        score, comment = chance.choice((10, 9, 9, 8, 7, 3)), chance.choice(COMMENTS)
        yield number, customer, "Kadri Kask", "nps", score, comment, f"{at:%Y-%m-%d %H:%M:%S} UTC"


async def _fill(paldies: Paldies, size: int) -> None:
    """Make a database of so many ratings: a few by the store, and copies of them by one statement."""
    database = await open_database(paldies.url)
    await migrate(database, default_surveys, 0)
    nps = next(each for each in await database.read(surveys.current) if each.slug == "nps")
    await database.write(insert_all, rows_of_history([*_ratings(nps, SAMPLE)], frozenset()))
    await database.close()
    with closing(sqlite3.connect(paldies.path)) as db:
        columns = [row[1] for row in db.execute("PRAGMA table_info(rating)") if row[1] != "id"]
        db.execute(COPY.replace("COLUMNS", ", ".join(columns)), {"copies": size // SAMPLE - 1})
        db.commit()


def _ratings(survey: Survey, size: int) -> Iterator[NewRating]:
    chance = random.Random(1)  # noqa: S311  an example, not a secret
    evidence = Evidence(1, "imported from Delighted")
    for number in range(size):
        at = FIRST + timedelta(seconds=number * DAYS * 86_400 // size)
        score = chance.choice((10, 9, 9, 8, 7, 3))
        yield NewRating(
            id=new_id(),
            survey_id=survey.id,
            survey_version=survey.version,
            scale=survey.scale,
            score=score,
            band=survey.bands[score],
            state=State.COUNTED,
            source=Source.IMPORT,
            language="en",
            evidence=evidence,
            rated_on=at.date().isoformat(),
            created_at=round(at.timestamp() * 1000),
            rerate_since=0,
            agent_key=f"agent-{number % 12}",
            customer=Customer(email=f"customer-{number % 40_000}@example.com"),
            said=Said(comment=chance.choice(COMMENTS) or None),
        )


def _show(what: str, size: int, ran: Ran) -> None:
    cells = f"{size:,}", f"{ran.seconds:.1f}", f"{size / ran.seconds:,.0f}", f"{ran.peak_mb:.0f}"
    print(f"| {what} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--ratings", type=int, nargs="*", default=[100_000, 1_000_000])
    parser.add_argument("--imported", type=int, default=100_000)
    parser.add_argument("--formats", nargs="*", default=["csv", "ndjson"])
    given = parser.parse_args()
    asyncio.run(main(given.ratings, given.imported, given.formats))
