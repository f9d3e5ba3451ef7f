"""What Slack may tell twice is done once: events that it repeats, and second presses of a button."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

REMEMBERED_MS: Final = 3_600_000
"""Slack repeats an event at once, after a minute and after five."""


@dataclass(slots=True)
class Once:
    """Remembers names for an hour. What must hold beyond a restart is held by the database."""

    clock: Callable[[], int]
    _seen: dict[str, int] = field(default_factory=dict)

    def is_first(self, name: str) -> bool:
        """Tell whether a name is new, and remember it."""
        now = self.clock()
        for old, at in tuple(self._seen.items()):
            if at + REMEMBERED_MS > now:
                break
            del self._seen[old]
        if name in self._seen:
            return False
        self._seen[name] = now
        return True
