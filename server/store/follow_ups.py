"""Follow-ups: what the team does about ratings."""

from dataclasses import dataclass

from server.core.follow_ups import (
    Actor,
    EventKind,
    FollowUp,
    Refusal,
    after,
)
from server.core.ratings import State
from server.store import ballots, deliveries, jobs, notes, rating_events, ratings
from server.store.steps import Row, Steps, query

_MOVES_FROM = {EventKind.WITHDRAWN: State.COUNTED, EventKind.RESTORED: State.WITHDRAWN}
"""The state in which an act finds its rating, where it moves it to another."""


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody does about a rating; `seen` is the version of the follow-up they saw, if known."""

    rating_id: str
    kind: EventKind
    actor: Actor
    at: int
    seen: int | None = None
    note: str | None = None
    request_id: str | None = None


@dataclass(frozen=True, slots=True)
class Acted:
    """What came of an act. No event: it was so already, or there is no such rating."""

    event_id: str | None = None
    destinations: tuple[str, ...] = ()
    """Whose cards and threads are to change; their jobs are written."""
    refusal: Refusal | None = None
    is_known: bool = True


def get(rating_id: str) -> Steps[FollowUp]:
    """Return what has been done about a rating."""
    rows = yield query("follow_ups.get", rating_id=rating_id)
    for row in rows:
        return FollowUp(
            claimed=_actor(row, "claimed_by", "claimed_name"),
            resolved=_actor(row, "resolved_by", "resolved_name"),
            replied=_actor(row, "replied_by", "replied_name"),
            version=row["version"],
        )
    return FollowUp()


def act(wanted: Act) -> Steps[Acted]:
    """Do what somebody asks for, once, and have every card and thread of the rating follow.

    Of two who press at once one wins, also where both read before either wrote.
    """
    request_id = wanted.request_id
    if request_id is not None and (yield from rating_events.was_asked(request_id)):
        return Acted()
    rating = yield from ratings.by_id(wanted.rating_id)
    if rating is None:
        return Acted(is_known=False)
    before = _MOVES_FROM.get(wanted.kind, rating.state)
    now = yield from get(wanted.rating_id)
    settled = after(wanted.kind, now, wanted.actor, wanted.seen)
    if rating.state is not before or settled is None:
        return Acted()
    if isinstance(settled, Refusal):
        return Acted(refusal=settled)
    written = yield from _put(wanted, settled, now.version)
    if not written:
        return (yield from act(wanted))
    yield from _move(wanted)
    return (yield from _record(wanted, now))


def _put(wanted: Act, settled: FollowUp, seen: int) -> Steps[bool]:
    rows = yield query(
        "follow_ups.put",
        rating_id=wanted.rating_id,
        claimed_by=settled.claimed and settled.claimed.id,
        claimed_name=settled.claimed and settled.claimed.name,
        resolved_by=settled.resolved and settled.resolved.id,
        resolved_name=settled.resolved and settled.resolved.name,
        replied_by=settled.replied and settled.replied.id,
        replied_name=settled.replied and settled.replied.name,
        version=settled.version,
        seen=seen,
        now=wanted.at,
    )
    return bool(rows)


def _move(wanted: Act) -> Steps[None]:
    match wanted.kind:
        case EventKind.WITHDRAWN:
            yield from ratings.set_state(wanted.rating_id, State.WITHDRAWN, wanted.at)
        case EventKind.RESTORED:
            yield from ballots.restore(wanted.rating_id, wanted.at)
        case _:
            yield query("ratings.touch", id=wanted.rating_id, now=wanted.at)
            # A rule may want what is resolved.
            yield from ratings.route(wanted.rating_id, wanted.at)


def _record(wanted: Act, before: FollowUp) -> Steps[Acted]:
    event_id = yield from rating_events.record(
        wanted.rating_id,
        wanted.kind,
        wanted.at,
        actor=wanted.actor,
        note=wanted.note or _of_another(wanted, before),
        request_id=wanted.request_id,
    )
    told = yield from deliveries.told_of(wanted.rating_id)
    for destination, _ in told:
        yield from jobs.enqueue(
            ratings.CARD,
            destination,
            wanted.rating_id,
            run_at=wanted.at,
            now=wanted.at,
            urgency=jobs.FIRST,
        )
        # A reply is told of once it has left.
        if wanted.kind is not EventKind.REPLIED:
            yield from notes.ask(event_id, destination, wanted.at, first=True)
    return Acted(event_id, tuple(destination for destination, _ in told))


def _of_another(wanted: Act, before: FollowUp) -> str | None:
    """Return whose claim was released, when it was somebody else's."""
    if wanted.kind is not EventKind.RELEASED or before.claimed is None:
        return None
    return before.claimed.name if before.claimed.id != wanted.actor.id else None


def _actor(row: Row, by: str, name: str) -> Actor | None:
    return None if row[by] is None else Actor(row[by], row[name] or "")
