"""A request that Slack signed is handled once, however often it is sent."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from server.core.instants import Clock

REMEMBERED_MS: Final = 11 * 60 * 1000
"""Longer than a signature is good for: five minutes either side of our clock."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered, to be answered again."""

    status: int
    text: str
    content_type: str


@dataclass(frozen=True, slots=True)
class _Seen:
    forgotten_at: int
    answering: asyncio.Task[Answer]


class ReplayGuard:
    """Remembers the signatures of requests that were let in, and what was answered."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._seen: dict[str, _Seen] = {}

    async def once(self, signature: str, handle: Callable[[], Awaitable[Answer]]) -> Answer:
        """Handle a request, or wait for and return what the same one was answered before."""
        self._forget()
        seen = self._seen.get(signature)
        if seen is None:
            answering = asyncio.ensure_future(_run(handle))
            seen = _Seen(self._clock() + REMEMBERED_MS, answering)
            self._seen[signature] = seen
        # Whoever sent it may hang up; what was begun is finished, and another may be waiting for it.
        return await asyncio.shield(seen.answering)

    def _forget(self) -> None:
        now = self._clock()
        for signature, seen in tuple(self._seen.items()):
            if seen.forgotten_at > now:
                return
            del self._seen[signature]


async def _run(handle: Callable[[], Awaitable[Answer]]) -> Answer:
    return await handle()
