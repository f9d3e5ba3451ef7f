"""The response_url of a command or a button: five answers within thirty minutes."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.sandbox.records import Message, SlackError

MAX_USES = 5
LIFETIME_S = 30 * 60


@dataclass(slots=True)
class ResponseUrl:
    """Where an app may answer, and what the answer belongs to."""

    id: str
    channel: str
    user: str
    source: Message | None
    """The message whose button was pressed."""
    typed: str
    """The command as it was typed; shown when its answer is for everybody."""
    expires_at: float
    uses_left: int = MAX_USES


@dataclass(slots=True)
class ResponseUrls:
    clock: Callable[[], float] = time.monotonic
    _open: dict[str, ResponseUrl] = field(default_factory=dict)

    def make(
        self, channel: str, user: str, *, source: Message | None = None, typed: str = ""
    ) -> ResponseUrl:
        """Open an address for the answers to a command or a pressed button."""
        response_id = secrets.token_urlsafe(12)
        expires_at = self.clock() + LIFETIME_S
        url = ResponseUrl(response_id, channel, user, source, typed, expires_at)
        self._open[response_id] = url
        return url

    def use(self, response_id: str) -> ResponseUrl:
        """Count one use; raise `expired_url` or `used_url`."""
        url = self._open.get(response_id)
        if url is None or self.clock() > url.expires_at:
            raise SlackError("expired_url")
        if url.uses_left == 0:
            raise SlackError("used_url")
        url.uses_left -= 1
        return url
