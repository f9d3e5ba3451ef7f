"""Rating links: one in an agent's signature, or an ask, which is one request to one customer."""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import blake2b
from hmac import compare_digest
from secrets import token_bytes

from server.core.instants import Instant
from server.core.ratings import Customer, Source

ID_BYTES = 8
SIGNATURE_BYTES = 8
TRAP = "more"
"""Stands where a score would, in the link that no person can see."""


NOBODY = Customer()


class BadLink(ValueError):
    """The token was not made here, or has lost a part on its way."""


class LinkKind(StrEnum):
    SIGNATURE = "signature"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Link:
    """Whom and what a rating is about that comes through a link."""

    id: str
    kind: LinkKind
    survey_id: str
    source: Source
    created_at: Instant
    created_on: str
    """The day of it; the asks of some days are a cohort."""
    agent_key: str | None = None
    team: str | None = None
    """As it was when the link was made, so that nobody can leave a bad rating behind by changing teams."""
    conversation: str | None = None
    customer: Customer = NOBODY
    attributes: Mapping[str, str | int | float | bool] = field(default_factory=dict)
    language: str | None = None
    expires_at: Instant | None = None
    withdrawn_at: Instant | None = None

    def is_over(self, now: Instant) -> bool:
        """Tell whether the time to answer has passed."""
        return self.expires_at is not None and now >= self.expires_at


def new_link_id() -> str:
    """Return 64 random bits in 11 characters."""
    return _text(token_bytes(ID_BYTES))


class Links:
    """Makes and checks the tokens of links: the link's id and a signature, 22 characters that say nothing.

    The signature is keyed BLAKE2b (RFC 7693) of 64 bits. It is only ever checked here, so it can only be guessed by
    asking, and what is not signed never reaches the database.
    """

    def __init__(self, secret_key: str) -> None:
        self._key = blake2b(secret_key.encode(), person=b"paldies.link").digest()

    def token(self, link_id: str) -> str:
        """Return the token of a link."""
        digest = blake2b(link_id.encode(), key=self._key, digest_size=SIGNATURE_BYTES).digest()
        return link_id + _text(digest)

    def link_id(self, token: str) -> str:
        """Return the id of the link that a token is of. Raises `BadLink`."""
        link_id = token[: len(token) // 2]
        if not compare_digest(self.token(link_id).encode(), token.encode(errors="replace")):
            raise BadLink
        return link_id


def _text(some: bytes) -> str:
    return urlsafe_b64encode(some).decode().rstrip("=")
