"""How many ratings are acknowledged in a second, beside what a bare aiohttp handler echoes in the same run.

    python benchmarks/ratings.py --rounds 5 --seconds 3

Each acknowledgement follows a synced commit. The two servers take turns, and each ratio is that of one turn.
"""

import argparse
import asyncio
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks import servers
from benchmarks.load import Load, generator, load
from benchmarks.tables import table

CONNECTIONS = (1, 16, 64, 256)
HEAD = [
    "connections",
    "echo /s",
    "ratings /s",
    "ratio",
    "echo p99 ms",
    "ratings p99 ms",
    "p99 ratio",
]


@dataclass(frozen=True, slots=True)
class Turn:
    """The echo, and then the ratings."""

    echo: Load
    ratings: Load


async def main(rounds: int, seconds: int) -> None:
    async with servers.echo() as echo_url, servers.paldies() as (server, _):
        ratings_url = f"{server.url}/api/v1/ratings"
        answered, rows = 0, []
        for connections in CONNECTIONS:
            turns = []
            for turn in range(rounds + 1):
                echo = await load(echo_url, connections, seconds)
                ratings = await load(ratings_url, connections, seconds)
                answered += ratings.answered
                # The first turn warms both up.
                turns += [Turn(echo, ratings)] if turn else []
            rows.append(_row(connections, turns))
        kept = _count(server.database)
    print(table(HEAD, rows))
    print(f"\nMedians of {rounds} turns of {seconds} s; sent by {generator()}.")
    print(f"{answered} ratings were acknowledged and {kept} are in the database.")
    # What was under way when a burst ended was kept although nobody waited for its answer.
    assert answered <= kept <= answered + (rounds + 1) * sum(CONNECTIONS)


def _row(connections: int, turns: list[Turn]) -> list[str]:
    return [
        f"{connections}",
        f"{median(turn.echo.per_second for turn in turns):,.0f}",
        f"{median(turn.ratings.per_second for turn in turns):,.0f}",
        f"{median(turn.ratings.per_second / turn.echo.per_second for turn in turns):.2f}",
        f"{median(turn.echo.p99_ms for turn in turns):.1f}",
        f"{median(turn.ratings.p99_ms for turn in turns):.1f}",
        f"{median(turn.ratings.p99_ms / turn.echo.p99_ms for turn in turns):.2f}",
    ]


def _count(database: Path) -> int:
    with closing(sqlite3.connect(database)) as db:
        return int(db.execute("SELECT count(*) FROM rating").fetchone()[0])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5, help="turns at each number of connections")
    parser.add_argument("--seconds", type=int, default=3, help="of each burst")
    given = parser.parse_args()
    asyncio.run(main(given.rounds, given.seconds))
