"""The button of `/scores status`: give what was given up another chance."""

from dataclasses import dataclass

import structlog
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.actions.rating_act import Wake
from bot.blocks.message import text_message
from bot.client import SlackClient
from bot.safe import response_url_of
from server.core.instants import Clock
from server.store import jobs
from server.store.database import Database

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class JobsReplay:
    """Replays jobs. One that was done meanwhile is gone and is not done again."""

    client: SlackClient
    database: Database
    clock: Clock
    wake: Wake

    async def press(self, args: AsyncArgs) -> None:
        lanes = await self.database.write(jobs.replay, self.clock())
        await args.ack()
        self.wake(set(lanes))
        log.info("jobs_replayed", jobs=len(lanes), by=args.context.user_id)
        if response_url := response_url_of(args.body):
            said = (
                f"Trying {len(lanes):,} once more." if lanes else "There is nothing to try again."
            )
            await self.client.respond(
                response_url, text_message(f"{said} `/scores status` tells how it went.")
            )
