"""Edit tokens: who gave a rating may change it for a while."""

import hmac

from itsdangerous import BadSignature, Signer


class BadTokenError(ValueError):
    """The token was not made here, or not for this rating."""


class ExpiredTokenError(ValueError):
    """The token was good once."""


class EditTokens:
    """Makes and checks tokens of the form `UNTIL.SIGNATURE`, signed together with the rating's id.

    The signature is itsdangerous' HMAC-SHA1 over both, so a token fits one rating and one instant.
    """

    def __init__(self, secret: str) -> None:
        # Derived once: itsdangerous would do it again for every token.
        key = hmac.digest(secret.encode(), b"paldies.edit", "sha256")
        self._signer = Signer(key, key_derivation="none")

    def issue(self, rating_id: str, until: int) -> str:
        """Return the token that lets `rating_id` be edited until an instant."""
        signed = self._signer.sign(f"{rating_id}.{until}").decode("ascii")
        return signed.removeprefix(f"{rating_id}.")

    def check(self, token: str, rating_id: str, now: int) -> None:
        """Raise `BadTokenError` or `ExpiredTokenError` unless the token is good now."""
        try:
            signed = self._signer.unsign(f"{rating_id}.{token}".encode())
            until = int(signed.rpartition(b".")[2])
        except (BadSignature, ValueError):
            raise BadTokenError from None
        if now >= until:
            raise ExpiredTokenError
