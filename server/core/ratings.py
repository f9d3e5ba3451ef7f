"""A rating: as it arrives, as it is kept, and as it changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

import msgspec
from msgspec import Struct

from server.core.bands import Band, Metric


class Source(StrEnum):
    """Where a rating came from."""

    WIDGET = "widget"
    SIGNATURE = "signature"
    EMAIL = "email"
    LINK = "link"
    PAGE = "page"
    API = "api"
    IMPORT = "import"


class State(StrEnum):
    """Whether a rating counts; only `counted` ones enter scores and Slack."""

    COUNTED = "counted"
    PROVISIONAL = "provisional"
    MACHINE = "machine"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Customer:
    """Who was helped, as far as the host site told."""

    id: str | None = None
    email: str | None = None
    name: str | None = None

    def __bool__(self) -> bool:
        return bool(self.id or self.email or self.name)


@dataclass(frozen=True, slots=True)
class Evidence:
    """How sure we are that a person gave the rating: a level from 0 to 3, and why, in words."""

    level: int
    reason: str


@dataclass(frozen=True, slots=True)
class Said:
    """What a customer may add to a score. `None` is "not said", so that an edit leaves the rest alone."""

    comment: str | None = None
    reasons: tuple[str, ...] | None = None
    answers: Mapping[str, object] | None = None


class NewRating(Struct, frozen=True, kw_only=True):
    """A rating on its way to the store, checked against its survey.

    It is a msgspec shape and not a dataclass because one is made for every click: it costs a tenth.
    """

    id: str
    survey_id: str
    survey_version: int
    scale: int
    score: int
    band: Band
    state: State
    source: Source
    language: str
    evidence: Evidence
    rated_on: str
    created_at: int
    rerate_since: int
    """Instant from which an earlier rating of the same conversation is changed rather than followed by a second."""
    once: Literal["conversation", "customer"] | None = None
    """What is refused after that: a further answer about the same conversation, or from the same customer."""
    request_id: str | None = None
    agent_key: str | None = None
    team: str | None = None
    conversation: str | None = None
    customer: Customer = Customer()
    attributes: Mapping[str, str | int | float | bool] = msgspec.field(default_factory=dict)
    said: Said = Said()
    destinations: tuple[str, ...] = ()
    """The lanes in which the news of it waits, by the rules in force when it came."""
    is_news: bool = True
    """False when it is judged anew long after it came: then it is shown to those who know of it and to nobody else."""
    settles_at: int | None = None
    """When it counts, if it is provisional and nothing judges it."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A change to a rating that the customer may still edit; `score` and `band` go together."""

    rating_id: str
    changed_at: int
    said: Said
    score: int | None = None
    band: Band | None = None


@dataclass(frozen=True, slots=True)
class Rating:
    """A rating as it is kept, with the names that its survey and agent have now."""

    id: str
    survey: str
    survey_id: str
    survey_version: int
    survey_name: str
    metric: Metric
    scale: int
    score: int
    band: Band
    state: State
    agent_key: str | None
    agent_name: str | None
    """`None` while no agent of that key has been added."""
    team: str | None
    conversation: str | None
    customer: Customer
    source: Source
    language: str
    comment: str | None
    reasons: tuple[str, ...]
    answers: Mapping[str, object]
    attributes: Mapping[str, object]
    evidence: Evidence
    revision: int
    rated_on: str
    created_at: int
    updated_at: int
    agent_slack_id: str | None = None
    rescored: bool = False
    """Whether the customer changed the score that was given first."""


class Recorded(Struct, frozen=True):
    """What the store made of a new rating. Made for every click too."""

    rating_id: str
    score: int
    band: Band
    created_at: int
    fresh: bool
    """False for a repeated request and for a second answer that changed an earlier rating."""
