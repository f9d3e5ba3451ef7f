"""Deliveries: what each destination has been told about each rating."""

from typing import NamedTuple

from server.core.deliveries import Delivery, DeliveryState
from server.store.ids import new_id
from server.store.steps import Row, Steps, query


def open_delivery(rating_id: str, destination: str, now: int) -> Steps[Delivery]:
    """Return the one delivery of a rating to a destination, making it when there is none."""
    found = yield query("deliveries.get", rating_id=rating_id, destination=destination)
    if not found:
        yield query(
            "deliveries.insert",
            id=new_id(),
            rating_id=rating_id,
            destination=destination,
            now=now,
        )
        found = yield query("deliveries.get", rating_id=rating_id, destination=destination)
    return _delivery(found[0])


def get(rating_id: str, destination: str) -> Steps[Delivery | None]:
    """Return the delivery of a rating to a destination."""
    rows = yield query("deliveries.get", rating_id=rating_id, destination=destination)
    return _delivery(rows[0]) if rows else None


def sending(delivery_id: str, now: int) -> Steps[None]:
    """Note that a first message is about to leave."""
    yield query("deliveries.sending", id=delivery_id, now=now)


def sent(
    delivery_id: str, message: str, revision: int, now: int, error: str | None = None
) -> Steps[None]:
    """Note the message that stands for a rating and the revision it shows.

    An `error` says why the message could not be changed to that revision and stays as it was.
    """
    yield query(
        "deliveries.sent", id=delivery_id, message=message, revision=revision, error=error, now=now
    )


def unknown(delivery_id: str, error: str, now: int) -> Steps[None]:
    """Note that a message may or may not have arrived."""
    yield query("deliveries.unknown", id=delivery_id, error=error, now=now)


def looked(delivery_id: str, now: int) -> Steps[None]:
    """Note that an unknown message was looked for and not found."""
    yield query("deliveries.looked", id=delivery_id, now=now)


def pending(delivery_id: str, error: str, now: int) -> Steps[None]:
    """Note that a message has surely not arrived, so that it may be sent again."""
    yield query("deliveries.pending", id=delivery_id, error=error, now=now)


def failed(delivery_id: str, error: str, now: int) -> Steps[None]:
    """Note that a message cannot be delivered as it is."""
    yield query("deliveries.failed", id=delivery_id, error=error, now=now)


def repost(delivery_id: str, now: int) -> Steps[None]:
    """Note that a message was deleted and is to be sent once more."""
    yield query("deliveries.repost", id=delivery_id, now=now)


class Told(NamedTuple):
    """A destination that has a message about a rating, or may have it, and the instant it was sent."""

    destination: str
    at: int


def told_of(rating_id: str) -> Steps[list[Told]]:
    """Return where a message about a rating is or may be."""
    rows = yield query("deliveries.told_of", rating_id=rating_id)
    return [Told(row["destination"], row["tried_at"] or 0) for row in rows]


def _delivery(row: Row) -> Delivery:
    return Delivery(
        id=row["id"],
        rating_id=row["rating_id"],
        destination=row["destination"],
        state=DeliveryState(row["state"]),
        message=row["message"],
        revision=row["revision"],
        looks=row["looks"],
        tried_at=row["tried_at"],
        error=row["error"],
        reposted=bool(row["reposted"]),
        digest_id=row["digest_id"],
    )
