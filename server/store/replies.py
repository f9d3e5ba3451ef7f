"""Replies: e-mails of agents to the customers who rated."""

from server.core.deliveries import DeliveryState, Reply
from server.store import deliveries, jobs, notes
from server.store.ratings import CARD
from server.store.steps import Steps, query

REPLY = "reply"
"""The kind of job that sends one e-mail."""
MAIL_LANE = "mail"


def ask(
    event_id: str, *, recipient: str, reply_to: str | None, subject: str, now: int
) -> Steps[None]:
    """Ask for an e-mail whose text is the note of its event."""
    yield query(
        "replies.insert",
        event_id=event_id,
        recipient=recipient,
        reply_to=reply_to,
        subject=subject,
        now=now,
    )
    yield from jobs.enqueue(REPLY, MAIL_LANE, event_id, run_at=now, now=now)


def get(event_id: str) -> Steps[Reply | None]:
    """Return one reply."""
    rows = yield query("replies.get", event_id=event_id)
    for row in rows:
        return Reply(
            event_id=row["event_id"],
            rating_id=row["rating_id"],
            recipient=row["recipient"],
            reply_to=row["reply_to"],
            subject=row["subject"],
            body=row["body"] or "",
            author=row["author"] or "",
            state=DeliveryState(row["state"]),
            error=row["error"],
            created_at=row["created_at"],
        )
    return None


def settle(
    reply: Reply, state: DeliveryState, now: int, error: str | None = None
) -> Steps[list[str]]:
    """Write how it stands with a reply; return the destinations that are to say so, once it is over."""
    yield query("replies.settle", event_id=reply.event_id, state=state, error=error, now=now)
    if state in {DeliveryState.PENDING, DeliveryState.SENDING}:
        return []
    if state is DeliveryState.FAILED:
        yield from _take_back(reply, now)
    told = yield from deliveries.told_of(reply.rating_id)
    for destination, _ in told:
        yield from notes.ask(reply.event_id, destination, now)
    return [destination for destination, _ in told]


def _take_back(reply: Reply, now: int) -> Steps[None]:
    """Let cards say no longer that the customer was answered."""
    yield query("follow_ups.forget_reply", rating_id=reply.rating_id, now=now)
    yield query("ratings.touch", id=reply.rating_id, now=now)
    told = yield from deliveries.told_of(reply.rating_id)
    for destination, _ in told:
        yield from jobs.enqueue(CARD, destination, reply.rating_id, run_at=now, now=now)
