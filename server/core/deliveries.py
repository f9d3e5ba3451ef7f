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
    reposted: bool = False
    """Whether its message was deleted and it was posted once more, as is done but once."""
    digest_id: str | None = None
    """The digest that tells of the rating instead of a message of its own."""

    @property
    def is_open(self) -> bool:
        """Whether nothing about the rating has left, or may have left, for the destination."""
        untold = self.message is None and self.digest_id is None and not self.reposted
        return untold and self.state in {DeliveryState.PENDING, DeliveryState.FAILED}


@dataclass(frozen=True, slots=True)
class Note:
    """What is said of one event of a rating in the thread of its card; it is sent as a delivery is."""

    id: str
    event_id: str
    destination: str
    state: DeliveryState
    message: str | None
    looks: int
    tried_at: int | None
    error: str | None


@dataclass(frozen=True, slots=True)
class Reply:
    """An e-mail of an agent to the customer who rated. `sending` found after a crash is `unknown`."""

    event_id: str
    rating_id: str
    recipient: str
    reply_to: str | None
    subject: str
    body: str
    author: str
    state: DeliveryState
    error: str | None
    created_at: int
