"""Keys for the API."""

import secrets
from hashlib import sha256
from typing import NamedTuple

from server.store.ids import new_id
from server.store.steps import Steps, query


class ApiKey(NamedTuple):
    """A key that a program showed, and what it may do."""

    id: str
    name: str
    scope: str


def new_secret() -> str:
    """Return a secret that nobody can guess, for a new key."""
    return f"paldies_{secrets.token_urlsafe(32)}"


def add(name: str, secret: str, scope: str, now: int) -> Steps[None]:
    """Keep the hash of a new key."""
    yield query("api_keys.insert", id=new_id(), name=name, hash=_hash(secret), scope=scope, now=now)


def by_secret(secret: str) -> Steps[ApiKey | None]:
    """Return the key that a program showed."""
    rows = yield query("api_keys.by_hash", hash=_hash(secret))
    return ApiKey(rows[0]["id"], rows[0]["name"], rows[0]["scope"]) if rows else None


def remove(secret: str) -> Steps[None]:
    """Let a key in no more."""
    yield query("api_keys.delete", hash=_hash(secret))


def _hash(secret: str) -> str:
    # A key has 256 bits of chance, so a plain hash cannot be guessed back.
    return sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()
