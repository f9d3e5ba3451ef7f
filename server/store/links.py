"""Rating links: made, found, withdrawn; and who was asked when."""

import json
from typing import Final

import msgspec

from server.core.asked import Asked
from server.core.instants import Instant
from server.core.links import Link, LinkKind
from server.core.rates import Cohort
from server.core.ratings import Customer, Source
from server.store import do_not_ask
from server.store.steps import Row, Steps, query

MOST_ASKS: Final = 20_000
"""How many asks of a survey are looked at for one answer."""


class DoNotAsk(Exception):
    """The customer does not want to be asked."""


class AskedLately(Exception):
    """The customer was asked within the survey's quiet period."""

    def __init__(self, asked_at: Instant, again_at: Instant) -> None:
        super().__init__(asked_at, again_at)
        self.asked_at = asked_at
        self.again_at = again_at


def ask(link: Link, quiet_ms: int) -> Steps[None]:
    """Keep the link of a new ask. Raises `DoNotAsk` and `AskedLately`, and keeps nothing then."""
    if (yield from do_not_ask.has(link.customer)):
        raise DoNotAsk
    asked_at = yield from last_asked(link.survey_id, link.customer)
    if asked_at is not None and link.created_at < asked_at + quiet_ms:
        raise AskedLately(asked_at, asked_at + quiet_ms)
    yield from insert(link)


def insert(link: Link) -> Steps[None]:
    """Keep a new link."""
    yield query(
        "links.insert",
        id=link.id,
        kind=link.kind,
        survey_id=link.survey_id,
        source=link.source,
        agent_key=link.agent_key,
        team=link.team,
        conversation=link.conversation,
        customer_id=link.customer.id,
        customer_email=link.customer.email,
        customer_name=link.customer.name,
        attributes=msgspec.json.encode(link.attributes).decode(),
        language=link.language,
        created_on=link.created_on,
        created_at=link.created_at,
        expires_at=link.expires_at,
    )


def by_id(link_id: str) -> Steps[Link | None]:
    """Return one link."""
    rows = yield query("links.by_id", id=link_id)
    return _link(rows[0]) if rows else None


def signature(new: Link) -> Steps[Link]:
    """Return the signature link of an agent, a survey and a language: the one that is there, else `new`."""
    rows = yield query(
        "links.signature",
        survey_id=new.survey_id,
        agent_key=new.agent_key,
        language=new.language,
    )
    if rows:
        return _link(rows[0])
    yield from insert(new)
    return new


def withdraw(link_id: str, now: Instant) -> Steps[None]:
    """Let a link lead to no question any more."""
    yield query("links.withdraw", id=link_id, now=now)


def last_asked(survey_id: str, customer: Customer) -> Steps[Instant | None]:
    """Return when a customer was last asked this, under either name."""
    known: list[Instant] = []
    if customer.id:
        rows = yield query("links.asked_id", survey_id=survey_id, customer_id=customer.id)
        known += [row["asked_at"] for row in rows if row["asked_at"] is not None]
    if customer.email:
        rows = yield query("links.asked_email", survey_id=survey_id, customer_email=customer.email)
        known += [row["asked_at"] for row in rows if row["asked_at"] is not None]
    return max(known, default=None)


def asked_within(survey_id: str, since_on: str, until_on: str) -> Steps[list[Asked] | None]:
    """Return the asks of some days, and how many of the same asks have a counted rating, whenever it came.

    None if there are more asks than can be looked at within an answer.
    """
    days = {"survey_id": survey_id, "since_on": since_on, "until_on": until_on}
    counted = yield query("links.count_asked", **days, most=MOST_ASKS + 1)
    if counted[0]["n"] > MOST_ASKS:
        return None
    rows = yield query("links.asked_within", **days)
    return [
        Asked(
            row["agent_key"],
            row["team"],
            Source(row["source"]),
            Cohort(row["asked"], row["rated"], row["commented"]),
        )
        for row in rows
    ]


def _link(row: Row) -> Link:
    return Link(
        id=row["id"],
        kind=LinkKind(row["kind"]),
        survey_id=row["survey_id"],
        source=Source(row["source"]),
        agent_key=row["agent_key"],
        team=row["team"],
        conversation=row["conversation"],
        customer=Customer(row["customer_id"], row["customer_email"], row["customer_name"]),
        attributes=json.loads(row["attributes"]),
        language=row["language"],
        created_on=row["created_on"],
        created_at=row["created_at"],
        expires_at=row["expires_at"],
        withdrawn_at=row["withdrawn_at"],
    )
