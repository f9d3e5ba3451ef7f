"""Not too fast: a message a second in a channel, and longer and longer pauses while things fail."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable


class Pace:
    """Lets messages into each channel `interval` seconds apart; the first at once."""

    def __init__(
        self,
        interval: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._interval = interval
        self._clock = clock
        self._sleep = sleep
        self._free_at: defaultdict[str, float] = defaultdict(float)

    async def turn(self, channel: str) -> None:
        """Return when the channel can take a message, and count that message."""
        now = self._clock()
        turn_at = max(now, self._free_at[channel])
        self._free_at[channel] = turn_at + self._interval
        if turn_at > now:
            await self._sleep(turn_at - now)


class Backoff:
    """Pauses, in seconds, that double with each failure in a row at a place, up to the longest."""

    def __init__(self, first: float, longest: float) -> None:
        self._first = first
        self._longest = longest
        self._next: dict[str, float] = {}

    def grow(self, place: str) -> float:
        """Count a failure and return how long to pause."""
        pause = self._next.get(place, self._first)
        self._next[place] = min(pause * 2, self._longest)
        return min(pause, self._longest)

    def clear(self, place: str) -> None:
        """Count a success."""
        self._next.pop(place, None)
