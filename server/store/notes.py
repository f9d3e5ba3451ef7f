"""Notes: what has been said about a rating in the thread of its card."""

from server.core.deliveries import DeliveryState, Note
from server.store import jobs
from server.store.ids import new_id
from server.store.steps import Steps, query

NOTE = "note"
"""The kind of job that says one event in one thread."""


def ask(event_id: str, destination: str, now: int, *, first: bool = False) -> Steps[None]:
    """Ask for a note; `first` puts it before what waits for the channel, as somebody is looking."""
    urgency = jobs.FIRST if first else 0
    yield from jobs.enqueue(NOTE, destination, event_id, run_at=now, now=now, urgency=urgency)


def get(event_id: str, destination: str) -> Steps[Note | None]:
    """Return the note of an event at a destination."""
    rows = yield query("notes.get", event_id=event_id, destination=destination)
    for row in rows:
        return Note(
            id=row["id"],
            event_id=row["event_id"],
            destination=row["destination"],
            state=DeliveryState(row["state"]),
            message=row["message"],
            looks=row["looks"],
            tried_at=row["tried_at"],
            error=row["error"],
        )
    return None


def sending(event_id: str, destination: str, now: int) -> Steps[str]:
    """Note that a note is about to leave; return its id, the same however often it is tried."""
    yield query("notes.sending", id=new_id(), event_id=event_id, destination=destination, now=now)
    rows = yield query("notes.get", event_id=event_id, destination=destination)
    return str(rows[0]["id"])


def settle(
    note_id: str,
    state: DeliveryState,
    now: int,
    *,
    message: str | None = None,
    error: str | None = None,
) -> Steps[None]:
    """Write how it stands with a note: its `message` once sent, else the `error`."""
    yield query("notes.settle", id=note_id, state=state, message=message, error=error, now=now)


def looked(note_id: str, now: int) -> Steps[None]:
    """Note that an unknown note was looked for and not found."""
    yield query("notes.looked", id=note_id, now=now)
