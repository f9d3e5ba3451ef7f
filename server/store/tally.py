"""The tally: counts of ratings by day, agent, score and more, true at every commit."""

from typing import NamedTuple

from server.store.steps import Query, Steps, query


class Counted(NamedTuple):
    """What a rating is counted under; '' stands for "not given"."""

    survey_id: str
    rated_on: str
    agent_key: str
    team: str
    source: str
    language: str
    state: str
    scale: int
    score: int
    band: str


def add(counted: Counted, n: int) -> Query:
    """Count a rating in (1) or out (-1)."""
    return query("tally.add", n=n, **counted._asdict())


def differences() -> Steps[list[tuple[Counted, int]]]:
    """Compare with a fresh count of all ratings; empty while the tally is true."""
    rows = yield query("tally.differences")
    return [
        (Counted(*(row[column] for column in Counted._fields)), int(row["off_by"])) for row in rows
    ]
