"""Events of ratings: what happened to each after it was given. They are added and never changed."""

from server.core.follow_ups import Actor, EventKind, RatingEvent
from server.store import notes
from server.store.ids import new_id
from server.store.steps import Row, Steps, query


def record(
    rating_id: str,
    kind: EventKind,
    now: int,
    *,
    actor: Actor | None = None,
    note: str | None = None,
    request_id: str | None = None,
) -> Steps[str]:
    """Keep what happened, after the rating was changed by it; return the id of the event."""
    event_id = new_id()
    yield query(
        "rating_events.insert",
        id=event_id,
        rating_id=rating_id,
        kind=kind,
        actor_id=actor and actor.id,
        actor_name=actor and actor.name,
        note=note,
        request_id=request_id,
        now=now,
    )
    return event_id


def get(event_id: str) -> Steps[RatingEvent | None]:
    """Return one event."""
    rows = yield query("rating_events.get", id=event_id)
    return _event(rows[0]) if rows else None


def of_rating(rating_id: str) -> Steps[list[RatingEvent]]:
    """Return all that happened to a rating, oldest first."""
    rows = yield query("rating_events.of_rating", rating_id=rating_id)
    return [_event(row) for row in rows]


def is_latest(event: RatingEvent) -> Steps[bool]:
    """Tell whether the same has not happened again since."""
    rows = yield query(
        "rating_events.later", id=event.id, rating_id=event.rating_id, kind=event.kind
    )
    return not rows[0]["later"]


def was_asked(request_id: str) -> Steps[bool]:
    """Tell whether a request has already made an event."""
    rows = yield query("rating_events.by_request", request_id=request_id)
    return bool(rows)


def tell_since(rating_id: str, revision: int, destination: str, now: int) -> Steps[None]:
    """Have all said in a thread that a card cannot show, as it stays at `revision`."""
    rows = yield query("rating_events.since", rating_id=rating_id, revision=revision)
    for row in rows:
        yield from notes.ask(row["id"], destination, now)


def _event(row: Row) -> RatingEvent:
    return RatingEvent(
        id=row["id"],
        rating_id=row["rating_id"],
        kind=EventKind(row["kind"]),
        actor=None if row["actor_id"] is None else Actor(row["actor_id"], row["actor_name"] or ""),
        note=row["note"],
        at=row["at"],
    )
