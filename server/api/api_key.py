"""Lets programs in that show an API key."""

import re

from aiohttp import web

from server.core.problems import Problem
from server.intake.rating_body import PLAIN
from server.keys import DATABASE, Handler
from server.store import api_keys

SCOPES = ("read", "write", "admin")

_PLAIN = re.compile(PLAIN)


def with_key(scope: str, handler: Handler) -> Handler:
    """Wrap a handler: 401 without a known `Authorization: Bearer` key, 403 when its scope is less."""

    async def checked(request: web.Request) -> web.StreamResponse:
        kind, _, secret = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() != "bearer" or not secret:
            raise _unauthorized("send Authorization: Bearer and a key made by paldies key add")
        key = await request.app[DATABASE].read(api_keys.by_secret, secret.strip())
        if key is None:
            raise _unauthorized("this key is not known here")
        if SCOPES.index(key.scope) < SCOPES.index(scope):
            raise Problem(403, "Scope too small", f"the key may {key.scope}, this needs {scope}")
        if not all(map(_PLAIN.match, request.match_info.values())):
            # PostgreSQL would not even look for one.
            raise Problem(404, "Not found", "nothing has a name with control characters")
        return await handler(request)

    return checked


def _unauthorized(detail: str) -> Problem:
    return Problem(401, "Unauthorized", detail, headers={"WWW-Authenticate": "Bearer"})
