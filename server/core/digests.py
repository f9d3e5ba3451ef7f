"""A digest: one message to a destination about many ratings."""

from dataclasses import dataclass
from enum import StrEnum

from server.core.deliveries import DeliveryState
from server.core.instants import Instant


class DigestKind(StrEnum):
    RATINGS = "ratings"
    SCORES = "scores"


@dataclass(frozen=True, slots=True)
class Digest:
    """What a rule gathered until its hour; without a rule, good ratings that came too fast for a message each.

    Of kind `scores`: the figures of the period from `since` to `until`.
    """

    id: str
    """Travels in the message's metadata, so that the message can be found again."""
    destination: str
    rule_id: str | None
    since: Instant
    until: Instant
    state: DeliveryState
    message: str | None
    """The destination's own name for the message (Slack: its `ts`), once known."""
    looks: int
    tried_at: Instant | None
    error: str | None
    kind: DigestKind = DigestKind.RATINGS
