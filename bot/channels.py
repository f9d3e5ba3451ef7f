"""What cards and notes share: the pace of each channel, and what follows when Slack does not take one."""

from dataclasses import dataclass
from typing import Final

from bot.health import SlackHealth
from bot.pace import Backoff, Pace
from bot.troubles import Kind, Trouble
from server.core.jobs import Again, GivenUp, Job, JobResult, Pause

MOST_TRIES: Final = 5
"""Of a message that Slack refuses for a reason we do not know."""

# These say nothing about the channel, where the next message may well do; the job keeps them.
_OF_THE_MESSAGE: Final = frozenset({Kind.MESSAGE, Kind.GONE})


@dataclass(frozen=True, slots=True)
class Channels:
    """Paces channels and judges their troubles; `look_again` is in seconds."""

    health: SlackHealth
    pace: Pace
    backoff: Backoff
    look_again: float

    def well(self, channel: str) -> None:
        """Note that the channel took something."""
        self.health.well(channel)
        self.backoff.clear(channel)

    def next_step(self, job: Job, channel: str, trouble: Trouble) -> JobResult:
        """Return what becomes of the job, and note what is wrong with the channel."""
        if trouble.kind not in _OF_THE_MESSAGE:
            self.health.ill(channel, trouble)
        match trouble.kind:
            case Kind.LIMITED:
                return Pause(trouble.retry_after, str(trouble))
            case Kind.MESSAGE | Kind.GONE:
                return GivenUp(str(trouble))
            case Kind.OTHER if job.attempts + 1 >= MOST_TRIES:
                return GivenUp(str(trouble))
            case Kind.OTHER:
                return Again(self.backoff.grow(job.subject), str(trouble))
            case _:
                return Pause(self.backoff.grow(channel), str(trouble))
