"""The rate that Slack allows: about one message a second in each channel."""

import time
from collections import defaultdict
from collections.abc import Callable

from bot.sandbox.records import Json


class OverPace:
    """A condition that holds for calls faster than a channel takes, for `Faults.add(when=…)`.

    A token bucket per channel: `burst` calls at once, then `per_second`. A refused call costs
    nothing, as with Slack.
    """

    def __init__(
        self, per_second: float = 1, burst: int = 1, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._interval = 1 / per_second
        self._burst = burst
        self._clock = clock
        self._full_at: defaultdict[str, float] = defaultdict(float)
        """When each channel's bucket is full again."""

    def __call__(self, arguments: Json) -> bool:
        channel = str(arguments.get("channel"))
        now = self._clock()
        full_at = max(self._full_at[channel], now)
        if full_at - now > (self._burst - 1) * self._interval:
            return True
        self._full_at[channel] = full_at + self._interval
        return False
