"""Keeps one client from sending more than its share. Addresses are hashed with a salt of the day."""

import hmac
import math
import secrets
import time
from collections.abc import Callable

import limits
from aiohttp import web
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from server.core.problems import Problem
from server.keys import Handler

DAY_SECONDS = 86_400


class RateLimit:
    """A limit such as `120/minute` for each client, or for whatever else requests are told apart by, kept in memory."""

    def __init__(
        self,
        limit: str,
        told_apart_by: Callable[[web.Request], str],
        now: Callable[[], float] = time.time,
    ) -> None:
        self._limit = limits.parse(limit)
        # Not the library's asynchronous storage: its sweeps through all clients cost more than taking a rating.
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._told_apart_by = told_apart_by
        self._now = now
        self._day = -1
        self._salt = b""

    def __call__(self, handler: Handler) -> Handler:
        """Wrap a handler; one request too many gets 429 with Retry-After."""

        async def limited(request: web.Request) -> web.StreamResponse:
            client = self._client(self._told_apart_by(request))
            if not self._limiter.hit(self._limit, client):
                raise self._refusal(client)
            return await handler(request)

        return limited

    def _refusal(self, client: str) -> Problem:
        window = self._limiter.get_window_stats(self._limit, client)
        wait = max(1, math.ceil(window.reset_time - self._now()))
        return Problem(
            429,
            "Too many requests",
            f"at most {self._limit} from one client; try again in {wait} s",
            headers={"Retry-After": str(wait)},
        )

    def _client(self, address: str) -> str:
        day = int(self._now() // DAY_SECONDS)
        if day != self._day:
            self._day, self._salt = day, secrets.token_bytes(32)
        # A proxy may pass on bytes that are no text.
        told = address.encode(errors="surrogateescape")
        return hmac.digest(self._salt, told, "sha256").hex()
