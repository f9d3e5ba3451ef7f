"""Jobs: background work, written in the transaction that causes it."""

from typing import Final, NamedTuple

from server.core.jobs import Job
from server.store.steps import Steps, query

FIRST: Final = 2
"""The urgency of what goes before all that waits in its lane, as a person is looking at it."""


def enqueue(
    kind: str, lane: str, subject: str, *, run_at: int, now: int, urgency: int = 0
) -> Steps[None]:
    """Ask for work at `run_at`; asking again before it is done makes no second job.

    The most urgent jobs of a lane are done first.
    """
    yield query(
        "jobs.enqueue",
        kind=kind,
        lane=lane,
        subject=subject,
        run_at=run_at,
        created_at=now,
        urgency=urgency,
    )


class Lane(NamedTuple):
    """A lane that has jobs: whether one is due, and when the next one will be."""

    name: str
    due: bool
    next_at: int | None


def lanes(now: int) -> Steps[list[Lane]]:
    """Return every lane that has jobs."""
    rows = yield query("jobs.lanes", now=now)
    return [Lane(row["lane"], row["due_at"] is not None, row["next_at"]) for row in rows]


def next_in_lane(lane: str, now: int) -> Steps[Job | None]:
    """Return the most urgent job of a lane, and of those the one that has waited longest."""
    rows = yield query("jobs.next_in_lane", lane=lane, now=now)
    for row in rows:
        return Job(
            kind=row["kind"],
            lane=row["lane"],
            subject=row["subject"],
            version=row["version"],
            attempts=row["attempts"],
            created_at=row["created_at"],
        )
    return None


def finish(job: Job) -> Steps[None]:
    """Remove a job, unless it was asked for again since it was read."""
    yield query(
        "jobs.finish", kind=job.kind, lane=job.lane, subject=job.subject, version=job.version
    )


def note_error(job: Job, error: str) -> Steps[None]:
    """Note why the lane of a job has to wait; it keeps its place, and no attempt is counted."""
    yield query("jobs.note_error", kind=job.kind, lane=job.lane, subject=job.subject, error=error)


def postpone(job: Job, run_at: int, error: str) -> Steps[None]:
    """Try a job again at `run_at`."""
    yield query(
        "jobs.postpone",
        kind=job.kind,
        lane=job.lane,
        subject=job.subject,
        run_at=run_at,
        error=error,
    )


def hold(job: Job, run_at: int) -> Steps[None]:
    """Look at a job again at `run_at`; it has not been tried."""
    yield query(
        "jobs.hold",
        kind=job.kind,
        lane=job.lane,
        subject=job.subject,
        version=job.version,
        run_at=run_at,
    )


def give_up(job: Job, error: str, now: int) -> Steps[None]:
    """Keep a job as failed, to be shown and replayed."""
    yield query(
        "jobs.give_up",
        kind=job.kind,
        lane=job.lane,
        subject=job.subject,
        version=job.version,
        error=error,
        failed_at=now,
    )


def replay(now: int) -> Steps[list[str]]:
    """Give every failed job another chance; return the lane of each."""
    rows = yield query("jobs.replay", now=now)
    return [row["lane"] for row in rows]


def counts() -> Steps[dict[str, tuple[int, int]]]:
    """Return, by lane, how many jobs wait and how many were given up."""
    rows = yield query("jobs.counts")
    return {row["lane"]: (row["waiting"], row["given_up"]) for row in rows}


class JobTrouble(NamedTuple):
    """Jobs of one lane that went wrong for the same reason; without `given_up` they are tried again."""

    lane: str
    error: str
    given_up: bool
    n: int
    at: int


def troubles(most: int) -> Steps[list[JobTrouble]]:
    """Return what was given up and what waits for something to be mended, the first of them foremost."""
    rows = yield query("jobs.troubles", most=most)
    return [
        JobTrouble(row["lane"], row["error"], bool(row["given_up"]), row["n"], row["at"])
        for row in rows
    ]
