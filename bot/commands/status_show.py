"""`/scores status`: how the connection stands, what waits, and what could not be delivered."""

from dataclasses import dataclass

from bot.blocks.slack_status import MOST_TROUBLES, Standing, slack_status
from bot.commands.answer import Answer
from bot.health import SlackHealth
from server.store import jobs
from server.store.database import Database
from server.store.jobs import JobTrouble
from server.store.steps import Steps


@dataclass(frozen=True, slots=True)
class StatusShow:
    """Tells what is wrong, and how to mend it."""

    database: Database
    health: SlackHealth

    async def answer(self) -> Answer:
        lanes, troubles = await self.database.read(_jobs)
        standing = Standing(self.health.state(), self.health.troubles(), lanes, troubles)
        return Answer(slack_status(standing))


def _jobs() -> Steps[tuple[dict[str, tuple[int, int]], list[JobTrouble]]]:
    lanes = yield from jobs.counts()
    troubles = yield from jobs.troubles(MOST_TROUBLES)
    return lanes, troubles
