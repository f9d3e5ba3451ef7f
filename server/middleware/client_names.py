"""Names for clients that mean nothing: the same for the same client on one day, and then forgotten."""

import hmac
import secrets
from collections import OrderedDict
from collections.abc import Callable

from aiohttp import web

from server.core.instants import Clock

DAY_MS = 86_400_000
MOST_CLIENTS = 100_000


class ClientNames:
    """Tells clients apart without keeping who they are.

    A client is an address with a browser. In memory there is a hash of both, salted anew every day, and beside it a
    name drawn at random; only the name is ever stored, so nothing leads back from it.
    """

    def __init__(self, client_address: Callable[[web.Request], str], clock: Clock) -> None:
        self._client_address = client_address
        self._clock = clock
        self._day = -1
        self._salt = b""
        self._names: OrderedDict[bytes, str] = OrderedDict()

    def __call__(self, request: web.Request) -> str:
        """Return the name of whoever sent a request, 8 characters."""
        self._forget_yesterday()
        told = f"{self._client_address(request)}\n{request.headers.get('User-Agent', '')}"
        digest = hmac.digest(self._salt, told.encode(errors="surrogateescape"), "sha256")
        name = self._names.setdefault(digest, secrets.token_urlsafe(6))
        self._names.move_to_end(digest)
        if len(self._names) > MOST_CLIENTS:
            self._names.popitem(last=False)
        return name

    def _forget_yesterday(self) -> None:
        day = self._clock() // DAY_MS
        if day != self._day:
            self._day, self._salt = day, secrets.token_bytes(32)
            self._names.clear()
