"""A clock that tests set."""

import time


class TestClock:
    """Starts at the real instant and goes on with it, moved by `forward`."""

    __test__ = False

    def __init__(self) -> None:
        self._ahead = 0

    def __call__(self) -> int:
        return time.time_ns() // 1_000_000 + self._ahead

    @property
    def ahead(self) -> int:
        """By how many milliseconds it has been moved."""
        return self._ahead

    def forward(self, *, seconds: float = 0, hours: float = 0, days: float = 0) -> None:
        self._ahead += round(seconds * 1000 + (hours + days * 24) * 3_600_000)
