"""What both buttons of a card do: make its rating count or not. The card follows by its job."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

import structlog
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.blocks.apology import rating_not_there
from bot.client import SlackClient
from bot.safe import response_url_of
from server.core.instants import Clock
from server.core.ratings import State
from server.store import ratings
from server.store.database import Database
from server.store.steps import Steps

Wake: TypeAlias = Callable[[Iterable[str]], None]
"""Tells the worker that jobs were written for these lanes."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class RatingSwitch:
    """Moves the rating of a pressed button from one state to another."""

    client: SlackClient
    database: Database
    clock: Clock
    wake: Wake
    before: State
    after: State

    async def press(self, args: AsyncArgs) -> None:
        """Write, then acknowledge: a press that was acknowledged has been done."""
        rating_id = str((args.action or {}).get("value") or "")
        found = await self.database.write(switch, rating_id, self.before, self.after, self.clock())
        await args.ack()
        response_url = response_url_of(args.body)
        if found is None and response_url:
            await self.client.respond(response_url, rating_not_there())
        if found is not self.before:
            return
        self.wake([ratings.ROUTES])
        log.info("rating_state_set", rating=rating_id, state=self.after, by=args.context.user_id)


def switch(rating_id: str, before: State, after: State, now: int) -> Steps[State | None]:
    """Change a state, but only from the one that the button was shown for.

    A second press, or that of a colleague, finds it done. Returns the state that was found, None
    when there is no such rating.
    """
    rating = yield from ratings.by_id(rating_id)
    if rating is None:
        return None
    if rating.state is before:
        yield from ratings.set_state(rating_id, after, now)
    return rating.state
