"""How the bot stands with Slack, for /readyz, the dashboard and the log."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

import structlog

from bot.cures import cure_for_socket
from bot.troubles import Kind, Trouble

WORKSPACE: Final = "workspace"
SOCKET: Final = "socket"

log = structlog.get_logger()


class SlackStatus(StrEnum):
    CHECKING = "checking"
    OK = "ok"
    REFUSED = "refused"
    """Slack answers and says no: somebody must mend a token, a scope or a channel."""
    UNREACHABLE = "unreachable"
    """Slack does not answer, or not as it should. It mends itself."""


class SocketStatus(StrEnum):
    OFF = "off"
    CONNECTING = "connecting"
    CONNECTED = "connected"


@dataclass(frozen=True, slots=True)
class SlackState:
    """How things are now; `error` and `cure` are words for a person."""

    status: SlackStatus
    error: str | None
    cure: str | None
    socket: SocketStatus

    def as_words(self) -> dict[str, str]:
        """Return what is known, by name; `state` is always there."""
        words = {"state": self.status.value, "error": self.error, "cure": self.cure}
        if self.socket is not SocketStatus.OFF:
            words["socket"] = self.socket.value
        return {name: word for name, word in words.items() if word is not None}


class PlaceTrouble(NamedTuple):
    """What is wrong at a place, and what to do about it."""

    place: str
    error: str
    cure: str


class SlackHealth:
    """What is known of each place: the workspace (its token), the socket, and every channel."""

    def __init__(self, socket: SocketStatus) -> None:
        self.socket = socket
        self._troubles: dict[str, Trouble] = {}
        self._accepted = False

    def well(self, place: str) -> None:
        """Note that Slack did what was asked at a place; with that the token is good too."""
        self._accepted = True
        for healed in {place, WORKSPACE}:
            if self._troubles.pop(healed, None) is not None:
                log.info("slack_well", place=healed)

    def ill(self, place: str, trouble: Trouble) -> None:
        """Note what went wrong at a place; the log hears of it once."""
        if trouble.kind is Kind.LIMITED:
            return
        if self._troubles.get(place) != trouble:
            log.warning(
                "slack_trouble", place=place, error=trouble.code, cure=_cure(place, trouble)
            )
        self._troubles[place] = trouble

    def troubles(self) -> list[PlaceTrouble]:
        """Return everything that is wrong, what somebody must mend before what mends itself."""
        found = sorted(self._troubles.items(), key=lambda item: item[1].kind is not Kind.ACCESS)
        return [PlaceTrouble(place, t.code, _cure(place, t)) for place, t in found]

    def state(self) -> SlackState:
        """Return how things are; a refusal goes before what mends itself."""
        troubles = sorted(self._troubles.items(), key=lambda item: item[1].kind is not Kind.ACCESS)
        for place, trouble in troubles:
            refused = trouble.kind is Kind.ACCESS
            status = SlackStatus.REFUSED if refused else SlackStatus.UNREACHABLE
            error = f"{place}: {trouble.code}"
            return SlackState(status, error, _cure(place, trouble), self.socket)
        status = SlackStatus.OK if self._accepted else SlackStatus.CHECKING
        return SlackState(status, None, None, self.socket)


def _cure(place: str, trouble: Trouble) -> str:
    refused_socket = place == SOCKET and trouble.kind is Kind.ACCESS
    return cure_for_socket(trouble.code) if refused_socket else trouble.cure
