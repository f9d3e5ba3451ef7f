"""A rating as programs see it."""

from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta, Struct

from server.core.bands import Band, Metric
from server.core.instants import rfc3339
from server.core.ratings import Customer, Rating, Source, State

Answer = Annotated[object, Meta(extra_json_schema={"type": ["string", "integer", "array"]})]
Attribute = Annotated[object, Meta(extra_json_schema={"type": ["string", "number", "boolean"]})]


class AgentName(Struct, frozen=True):
    """Who helped."""

    key: str
    name: str
    """Until an agent of that key is added, the key."""


class CustomerShown(Struct, frozen=True):
    """Who was helped."""

    id: str | None
    email: str | None
    name: str | None


class EvidenceShown(Struct, frozen=True):
    """How sure it is that a person rated: a level from 0 to 3, and why."""

    level: int
    reason: str


class RatingShown(Struct, frozen=True):
    """One rating; `scale` is its highest score."""

    id: str
    survey: str
    metric: Metric
    score: int
    scale: int
    band: Band
    state: State
    agent: AgentName | None
    team: str | None
    customer: CustomerShown | None
    conversation: str | None
    source: Source
    language: str
    comment: str | None
    reasons: tuple[str, ...]
    answers: Mapping[str, Answer]
    attributes: Mapping[str, Attribute]
    evidence: EvidenceShown
    created_at: str
    updated_at: str


class RatingPage(Struct, frozen=True):
    """Ratings, and the cursor of the page after them."""

    items: list[RatingShown]
    next: str | None


def rating_json(rating: Rating) -> RatingShown:
    """Return one rating in its JSON shape."""
    return RatingShown(
        id=rating.id,
        survey=rating.survey,
        metric=rating.metric,
        score=rating.score,
        scale=rating.scale,
        band=rating.band,
        state=rating.state,
        agent=_agent(rating),
        team=rating.team,
        customer=_customer(rating.customer),
        conversation=rating.conversation,
        source=rating.source,
        language=rating.language,
        comment=rating.comment,
        reasons=rating.reasons,
        answers=rating.answers,
        attributes=rating.attributes,
        evidence=EvidenceShown(rating.evidence.level, rating.evidence.reason),
        created_at=rfc3339(rating.created_at),
        updated_at=rfc3339(rating.updated_at),
    )


def _agent(rating: Rating) -> AgentName | None:
    if rating.agent_key is None:
        return None
    return AgentName(rating.agent_key, rating.agent_name or rating.agent_key)


def _customer(customer: Customer) -> CustomerShown | None:
    if not customer:
        return None
    return CustomerShown(customer.id, customer.email, customer.name)
