"""A delivery: what one destination has been told about one rating."""

from dataclasses import dataclass
from enum import StrEnum


class DeliveryState(StrEnum):
    """Where a delivery stands.

    `sending` is written before a message leaves. Found again after a crash, or left by a timeout, it is `unknown`
    and is settled by looking whether the message is there.
    """

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message to one destination about one rating."""

    id: str
    """Travels in the message's metadata, so that the message can be found again."""
    rating_id: str
    destination: str
    state: DeliveryState
    message: str | None
    """The destination's own name for the message (Slack: its `ts`), once known."""
    revision: int
    """The revision of the rating that the message shows; 0 before the first."""
    looks: int
    """How often an `unknown` delivery has been looked for since it was tried."""
    tried_at: int | None
    error: str | None
    digest_id: str | None = None
    """The digest that tells of the rating instead of a message of its own."""

    @property
    def is_open(self) -> bool:
        """Whether nothing about the rating has left, or may have left, for the destination."""
        untold = self.message is None and self.digest_id is None
        return untold and self.state in {DeliveryState.PENDING, DeliveryState.FAILED}
