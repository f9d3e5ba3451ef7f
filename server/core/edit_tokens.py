"""Edit tokens: who gave a rating may change it for a while."""

from base64 import urlsafe_b64encode
from hashlib import blake2b
from hmac import compare_digest

from server.core.instants import Instant

SIGNATURE_BYTES = 16


class BadTokenError(ValueError):
    """The token was not made here, or not for this rating."""


class ExpiredTokenError(ValueError):
    """The token was good once."""


class EditTokens:
    """Makes and checks tokens of the form `UNTIL.SIGNATURE`.

    The signature is keyed BLAKE2b (RFC 7693) of 128 bits over the rating's id and the instant, so a token fits
    one rating and one instant. One is made for every rating that is acknowledged, and this is the cheapest
    signature of the standard library.
    """

    def __init__(self, secret: str) -> None:
        self._key = blake2b(secret.encode(), person=b"paldies.edit").digest()

    def issue(self, rating_id: str, until: Instant) -> str:
        """Return the token that lets `rating_id` be edited until an instant."""
        signed = f"{rating_id}.{until}".encode()
        signature = blake2b(signed, key=self._key, digest_size=SIGNATURE_BYTES).digest()
        return f"{until}.{urlsafe_b64encode(signature).decode().rstrip('=')}"

    def check(self, token: str, rating_id: str, now: Instant) -> None:
        """Raise `BadTokenError` or `ExpiredTokenError` unless the token is good now."""
        text = token.partition(".")[0]
        if not (token.isascii() and text.isdigit() and len(text) < 16):
            raise BadTokenError
        until = int(text)
        if not compare_digest(self.issue(rating_id, until).encode(), token.encode()):
            raise BadTokenError
        if now >= until:
            raise ExpiredTokenError
