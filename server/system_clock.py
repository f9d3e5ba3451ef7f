"""The clock of the machine."""

import time

from server.core.instants import Instant


def system_clock() -> Instant:
    """Return the present instant, in milliseconds."""
    return time.time_ns() // 1_000_000
