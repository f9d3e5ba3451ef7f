"""The answer to `/scores status`: how Paldies and Slack stand, and what could not be delivered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.blocks.literal import clipped, escaped_within, one_line
from bot.blocks.message import Block, SlackMessage, actions, line, plain, rich_text, words
from bot.health import WORKSPACE, PlaceTrouble, SlackState, SlackStatus, SocketStatus
from bot.ids import SLACK_CHANNEL, SLACK_LANE, ActionId
from server.core.rules import destination_of
from server.store.jobs import JobTrouble

MOST_TROUBLES: Final = 10
MOST_ERROR: Final = 400
MOST_TEXT: Final = 3_000

_STATUS: Final = {
    SlackStatus.CHECKING: "Slack has not answered yet; Paldies goes on asking.",
    SlackStatus.OK: "Paldies and Slack are connected.",
    SlackStatus.REFUSED: "Slack refuses something that somebody must mend.",
    SlackStatus.UNREACHABLE: "Slack does not answer as it should; that mends itself.",
}
_SOCKET: Final = {
    SocketStatus.CONNECTED: "Slack is heard over Socket Mode.",
    SocketStatus.CONNECTING: "Socket Mode is not connected; Paldies goes on trying.",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How things are: the connection, what is wrong where, and jobs by lane (waiting, given up)."""

    state: SlackState
    places: Sequence[PlaceTrouble]
    lanes: Mapping[str, tuple[int, int]]
    jobs: Sequence[JobTrouble]

    @property
    def waiting(self) -> int:
        return sum(waiting for waiting, _ in self.lanes.values())

    @property
    def given_up(self) -> int:
        return sum(given_up for _, given_up in self.lanes.values())


def slack_status(standing: Standing) -> SlackMessage:
    """Say it, worst first, each trouble with its cure; with a button if something can be tried again."""
    lead = status_text(standing.state)
    notes = [text for text in (_SOCKET.get(standing.state.socket), _counted(standing)) if text]
    parts: list[Block] = [words(lead, "bold"), words("\n" + "\n".join(notes))]
    texts = [lead, *notes]
    for place, text in _troubles(standing):
        parts += [words("\n\n"), *_place(place), words(f"\n{text}")]
        texts.append(f"{place}: {text}")
    blocks = [rich_text(line(*parts))]
    if standing.given_up:
        blocks.append(actions(_replay_button()))
    return SlackMessage(
        escaped_within(clipped("\n".join(texts), MOST_TEXT), MOST_TEXT), tuple(blocks)
    )


def status_text(state: SlackState) -> str:
    """Return how the connection is, in a sentence."""
    return _STATUS[state.status]


def _counted(standing: Standing) -> str:
    waiting = f"{standing.waiting:,} waiting" if standing.waiting else "Nothing waits"
    given_up = f"{standing.given_up:,} could not be delivered" if standing.given_up else ""
    return ", ".join(filter(None, [waiting, given_up])) + "."


def _troubles(standing: Standing) -> list[tuple[str, str]]:
    """Return where something is wrong and what to do, each cure once."""
    found = [
        (each.place, one_line(f"{each.error}: {each.cure}", MOST_ERROR)) for each in standing.places
    ]
    known = set(found)
    for job in standing.jobs:
        place, said = _place_of(job.lane), one_line(job.error, MOST_ERROR)
        if job.given_up:
            found.append((place, f"{_messages(job.n)} given up: {said}"))
        elif (place, said) not in known:
            found.append((place, f"{_messages(job.n)} waiting: {said}"))
    return found[:MOST_TROUBLES]


def _messages(count: int) -> str:
    return "1 message" if count == 1 else f"{count:,} messages"


def _place_of(lane: str) -> str:
    return destination_of(lane).removeprefix(SLACK_LANE)


def _place(place: str) -> list[Block]:
    if SLACK_CHANNEL.fullmatch(place):
        return [{"type": "channel", "channel_id": place}]
    name = "The workspace" if place == WORKSPACE else one_line(place, 80).capitalize()
    return [words(name or "A channel", "bold")]


def _replay_button() -> Block:
    return {
        "type": "button",
        "action_id": ActionId.JOBS_REPLAY.value,
        "text": plain("Try again now"),
        "value": "all",
    }
