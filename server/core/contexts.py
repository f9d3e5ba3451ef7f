"""Signed context: whom and what a rating is about, said by the host site's own backend.

A context is a JSON Web Token (RFC 7519) signed with HMAC-SHA256 (`HS256`) and the survey's secret. It holds `exp` and
any of `agent`, `team`, `conversation`, `customer` and `attributes`; `iat` says when the customer was asked.
"""

import json
from base64 import urlsafe_b64encode
from hashlib import blake2b

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from server.core.instants import Instant
from server.core.surveys import Survey

DAY_MS = 86_400_000
LEEWAY_MS = 60_000
"""How far the clock of a host site may be ahead."""
LAST_SECOND = 10_000_000_000
"""In the year 2286; more are milliseconds, or no time at all."""


class BadContext(ValueError):
    """The context was not made with the survey's secret, or cannot be read."""


class ExpiredContext(ValueError):
    """The context was good once."""


class Contexts:
    """Checks signed contexts. Each survey has a secret of its own, made from the installation's key."""

    def __init__(self, secret_key: str) -> None:
        self._key = blake2b(secret_key.encode(), person=b"paldies.context").digest()

    def secret(self, survey: Survey) -> str:
        """Return the secret that a host site signs with, 43 characters."""
        named = f"{survey.id}.{survey.secret_no}".encode()
        digest = blake2b(named, key=self._key, digest_size=32).digest()
        return urlsafe_b64encode(digest).decode().rstrip("=")

    def read(self, token: str, survey: Survey, now: Instant) -> dict[str, object]:
        """Return the claims of a context. Raises `BadContext` or `ExpiredContext`."""
        key = OctKey.import_key(self.secret(survey))
        try:
            signed = jws.deserialize_compact(token.encode("ascii"), key, algorithms=["HS256"])
            claims = json.loads(signed.payload)
        except (JoseError, ValueError, RecursionError):
            raise BadContext("is not signed with this survey's secret") from None
        if not isinstance(claims, dict):
            raise BadContext("must hold an object")
        self._check_age(claims, survey, now)
        return claims

    @staticmethod
    def _check_age(claims: dict[str, object], survey: Survey, now: Instant) -> None:
        ends, asked = _instant(claims, "exp"), _instant(claims, "iat")
        if ends is None:
            raise BadContext("must hold exp, in seconds since 1970")
        if asked is not None and asked > now + LEEWAY_MS:
            raise BadContext("has an iat in the future")
        if asked is not None:
            ends = min(ends, asked + survey.document.expiry_days * DAY_MS)
        if now >= ends:
            raise ExpiredContext("the time to answer this is over")


def _instant(claims: dict[str, object], name: str) -> Instant | None:
    seconds = claims.get(name)
    if seconds is None:
        return None
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        raise BadContext(f"must hold {name} as a number of seconds since 1970")
    if not 0 <= seconds < LAST_SECOND:
        raise BadContext(f"must hold {name} as seconds since 1970, not {seconds}")
    return round(seconds * 1000)
