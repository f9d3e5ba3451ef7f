"""What an answer about scores costs, by what it is grouped by and how many ratings there are.

    python benchmarks/scores.py --sizes 10000 100000 1000000

All ratings are of one survey and of the last 365 days. What is timed is the whole report: the score, its groups, the
period before and the trend. It is timed in processor time, which the rest of the machine hardly disturbs, with what is
read in memory. Ten million ratings take 5 GB of the temporary folder and ten minutes to make.
"""

import argparse
import asyncio
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median

from benchmarks.tables import table
from server.core.periods import last_days
from server.core.ratings import Source
from server.core.score_filter import Attribute, By, Grouping, ScoreFilter
from server.core.score_question import ScoreQuestion
from server.core.surveys import Survey
from server.store import reports, surveys, tally_recount
from server.store.database import Database, open_database
from server.store.migrate import migrate
from server.surveys import default_surveys

TODAY = date(2026, 11, 22)
YEAR, WEEK = 365, 7
REGION, PLAN = Attribute("region"), Attribute("plan")
A = Grouping


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and what it is called in the table."""

    name: str
    by: tuple[By, ...] = ()
    only: ScoreFilter = ScoreFilter()  # noqa: RUF009  it is frozen
    days: int = YEAR


FROM_TALLIES = (
    Asked("the score alone"),
    Asked("by agent", (A.AGENT,)),
    Asked("by team", (A.TEAM,)),
    Asked("by source", (A.SOURCE,)),
    Asked("by language", (A.LANGUAGE,)),
    Asked("by month", (A.MONTH,)),
    Asked("by week", (A.WEEK,)),
    Asked("by day", (A.DAY,)),
    Asked("by region", (REGION,)),
    Asked("by source, language", (A.SOURCE, A.LANGUAGE)),
    Asked("by agent, month", (A.AGENT, A.MONTH)),
    Asked("by region, month", (REGION, A.MONTH)),
    Asked("one agent, by month", (A.MONTH,), ScoreFilter(agent="agent7")),
    Asked("one region, by month", (A.MONTH,), ScoreFilter(attributes={"region": "EE"})),
    Asked("by agent, region; 30 days", (A.AGENT, REGION), days=30),
    Asked("by agent, region", (A.AGENT, REGION)),
    Asked("by agent, language; 30 days", (A.AGENT, A.LANGUAGE), days=30),
    Asked("by agent, language", (A.AGENT, A.LANGUAGE)),
    Asked("one source, by agent", (A.AGENT,), ScoreFilter(source=Source.EMAIL)),
)
FROM_RATINGS = (
    Asked("by hour; 7 days", (A.HOUR,), days=WEEK),
    Asked("by region, plan; 7 days", (REGION, PLAN), days=WEEK),
    Asked("by region, language; 7 days", (REGION, A.LANGUAGE), days=WEEK),
)

MAKE = """
WITH RECURSIVE number (i) AS (SELECT :first UNION ALL SELECT i + 1 FROM number WHERE i + 1 < :last),
drawn AS MATERIALIZED (
    SELECT i, abs(random()) % 365 AS day, abs(random()) % 100 AS a, abs(random()) % 100 AS b,
        abs(random()) % 50 AS agent, abs(random()) % 86400 AS second
    FROM number
)
INSERT INTO rating (
    id, survey_id, survey_version, score, band, state, agent_key, team, source, language, comment, reasons, answers,
    attributes, evidence_level, evidence_reason, revision, rated_on, created_at, updated_at
)
SELECT printf('%08x-0000-7000-8000-%012x', i, i), :survey_id, 1,
    CASE WHEN a < 50 THEN 5 WHEN a < 79 THEN 4 WHEN a < 90 THEN 3 WHEN a < 95 THEN 2 ELSE 1 END,
    CASE WHEN a < 79 THEN 'positive' WHEN a < 90 THEN 'neutral' ELSE 'negative' END,
    'counted', 'agent' || agent, 'team' || (agent % 5),
    CASE WHEN b < 70 THEN 'widget' WHEN b < 85 THEN 'signature' WHEN b < 95 THEN 'email' ELSE 'link' END,
    substr('etetlvltfien', 1 + 2 * (agent % 5 + b % 2), 2),
    CASE WHEN b % 5 = 0 THEN 'Quick and kind' END, '[]', '{}',
    '{"region":"' || substr('EELVLTFIPLSE', 1 + 2 * (b % 6), 2) || '","plan":"' || substr('SML', 1 + a % 3, 1) || '"}',
    2, 'clicked in the widget', 1, date(:last_on, '-' || day || ' days'),
    :midnight - day * 86400000 + second * 1000, :midnight
FROM drawn
"""
CHUNK = 250_000


async def main(sizes: list[int], rounds: int) -> None:
    rows: dict[str, list[float]] = {}
    making = []
    for size in sizes:
        with _folder() as folder:
            path = folder / "scores.db"
            database = await _made(path, size)
            began = time.perf_counter()
            await database.write(tally_recount.recount)
            counted = time.perf_counter() - began
            making.append((size, counted, path.stat().st_size / 1e6))
            survey = _csat(await database.read(surveys.current))
            for asked in (*FROM_TALLIES, *FROM_RATINGS):
                took = await _timed(database, survey, asked, rounds)
                rows.setdefault(asked.name, []).append(took)
                print(f"{size:>12,} {asked.name:<32} {took:9.1f} ms", flush=True)
            await database.close()
    head = ["ms", *(f"{size:,}" for size in sizes)]
    print(table(head, [[name, *(f"{ms:.1f}" for ms in took)] for name, took in rows.items()]))
    print()
    counts = [[f"{n:,}", f"{seconds:.1f}", f"{size:,.0f}"] for n, seconds, size in making]
    print(table(["ratings", "counted anew, s", "file, MB"], counts))


async def _made(path: Path, size: int) -> Database:
    database = await open_database(f"sqlite:///{path}")
    await migrate(database, default_surveys, 0)
    survey = _csat(await database.read(surveys.current))
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA synchronous = OFF")
        db.execute("PRAGMA cache_size = -200000")
        for first in range(0, size, CHUNK):
            given = {
                "first": first,
                "last": min(first + CHUNK, size),
                "survey_id": survey.id,
                "last_on": TODAY.isoformat(),
                "midnight": last_days(1, today=TODAY, timezone="UTC").starts_at,
            }
            with db:
                db.execute(MAKE, given)
    return database


async def _timed(database: Database, survey: Survey, asked: Asked, rounds: int) -> float:
    """Return the median milliseconds of the processor for a report, after one that is not counted."""
    period = last_days(asked.days, today=TODAY, timezone="UTC")
    question = ScoreQuestion(period=period, survey=survey.slug, by=asked.by, only=asked.only)
    took = []
    for _ in range(rounds + 1):
        began = time.process_time()
        (report,) = await database.read(reports.answer, question, [survey])
        took.append((time.process_time() - began) * 1000)
        assert bool(report.groups) == bool(asked.by)
    return median(took[1:])


def _csat(found: list[Survey]) -> Survey:
    return next(survey for survey in found if survey.slug == "csat")


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="paldies-benchmark-") as folder:
        yield Path(folder)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=5, help="reports of each kind")
    given = parser.parse_args()
    asyncio.run(main(given.sizes, given.rounds))
