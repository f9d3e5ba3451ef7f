"""Digests: ratings that are told together. A rating is gathered or told by a card, never both."""

from collections import Counter
from collections.abc import Callable, Sequence

from server.core.bands import Band
from server.core.deliveries import DeliveryState
from server.core.digests import Digest, DigestKind
from server.core.instants import Instant
from server.core.ratings import Rating
from server.core.rules import RatingFacts, Rule, facts_of
from server.store import jobs, ratings
from server.store.ids import new_id
from server.store.steps import Bulk, Row, Steps, query

DIGEST = "digest"
"""The kind of job that makes a destination show a digest as it is now."""

MOST_GATHERED = 100
"""Of ratings that came too fast, in one message: as many as its button unfolds."""


def gather_waiting(
    destination: str, is_ready: Callable[[RatingFacts], bool], more_than: int, now: Instant
) -> Steps[bool]:
    """Gather the good ratings whose cards wait, if they are many; tell whether it was done.

    Low ones are left alone, and so are those that `is_ready` says may not be told yet.
    """
    rows = yield query("digests.waiting", lane=destination, now=now, most=MOST_GATHERED)
    ready = [row for row in rows if is_ready(_facts(row))]
    if len(ready) <= more_than:
        return False
    ids = [str(row["id"]) for row in ready]
    since = min(row["created_at"] for row in ready)
    for rating_id in ids:
        yield query("digests.take", lane=destination, rating_id=rating_id)
    yield from _make(destination, None, ids, (since, now), now)
    return True


def waiting(destination: str, most: int, now: Instant) -> Steps[int]:
    """Count the good ratings whose cards wait, up to a number."""
    rows = yield query("digests.waiting", lane=destination, now=now, most=most)
    return len(rows)


def gather_due(
    rule: Rule, until: Instant, since: Callable[[Instant], Instant], now: Instant
) -> Steps[None]:
    """Gather what waited for the hour of a rule's digest, `until`.

    `since` is given the instant of the first of them and says when the digest begins.
    """
    rows = yield query("digests.due", lane=rule.lane, destination=rule.destination, until_at=until)
    yield query("digests.clear", lane=rule.lane, until_at=until)
    if rows:
        ids = [str(row["rating_id"]) for row in rows]
        begins = since(min(row["created_at"] for row in rows))
        yield from _make(rule.destination, rule.id, ids, (begins, until), now)


def show(digest_id: str, destination: str, now: Instant) -> Steps[None]:
    """Ask for a digest to be shown as it is now."""
    yield from jobs.enqueue(DIGEST, destination, digest_id, run_at=now, now=now)


def get(digest_id: str) -> Steps[Digest | None]:
    """Return one digest."""
    rows = yield query("digests.by_id", id=digest_id)
    return _digest(rows[0]) if rows else None


def bands(digest_id: str) -> Steps[Counter[Band]]:
    """Return how many ratings of a digest count as what now."""
    rows = yield query("digests.bands", digest_id=digest_id)
    return Counter({Band(row["band"]): row["n"] for row in rows})


def members(digest_id: str, *, most: int, skipped: int = 0) -> Steps[list[Rating]]:
    """Return one page of the ratings of a digest that still count, low ones first."""
    rows = yield query("digests.members", digest_id=digest_id, most=most, skipped=skipped)
    return [ratings.rating_of(row) for row in rows]


def sending(digest_id: str, now: Instant) -> Steps[None]:
    """Note that a message is about to leave."""
    yield query("digests.sending", id=digest_id, now=now)


def sent(digest_id: str, message: str, now: Instant, error: str | None = None) -> Steps[None]:
    """Note the message that stands for a digest; an `error` says why it could not be changed any more."""
    yield query("digests.sent", id=digest_id, message=message, error=error, now=now)
    yield query("digests.told", digest_id=digest_id, message=message, now=now)


def looked(digest_id: str, now: Instant) -> Steps[None]:
    """Note that an unknown message was looked for and not found."""
    yield query("digests.looked", id=digest_id, now=now)


def not_sent(digest_id: str, state: DeliveryState, error: str, now: Instant) -> Steps[None]:
    """Note that a message may have arrived, has not, or cannot."""
    yield query("digests.not_sent", id=digest_id, state=state, error=error, now=now)


def _make(
    destination: str,
    rule_id: str | None,
    rating_ids: Sequence[str],
    span: tuple[Instant, Instant],
    now: Instant,
) -> Steps[None]:
    digest_id = new_id()
    since, until = span
    yield query(
        "digests.insert",
        id=digest_id,
        destination=destination,
        rule_id=rule_id,
        since_at=since,
        until_at=until,
        now=now,
    )
    yield Bulk(
        "deliveries.insert_gathered",
        [(new_id(), rating_id, destination, now, now, digest_id) for rating_id in rating_ids],
    )
    yield from show(digest_id, destination, now)


def _facts(row: Row) -> RatingFacts:
    return facts_of(ratings.rating_of(row), resolved=bool(row["resolved"]))


def _digest(row: Row) -> Digest:
    return Digest(
        id=row["id"],
        destination=row["destination"],
        rule_id=row["rule_id"],
        since=row["since_at"],
        until=row["until_at"],
        state=DeliveryState(row["state"]),
        message=row["message"],
        looks=row["looks"],
        tried_at=row["tried_at"],
        error=row["error"],
        kind=DigestKind(row["kind"]),
    )
