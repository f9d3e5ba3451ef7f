"""What most buttons of a card do: one act of a person about its rating. The card follows by its job."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

import structlog
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.actors import presser
from bot.blocks.apology import rating_not_there, too_late
from bot.client import SlackClient
from bot.safe import response_url_of
from server.core.follow_ups import EventKind
from server.core.instants import Clock
from server.store import follow_ups
from server.store.database import Database
from server.store.follow_ups import Act, Acted
from server.store.ratings import ROUTES
from server.store.steps import Steps

Wake: TypeAlias = Callable[[Iterable[str]], None]
"""Tells the worker that jobs were written for these lanes."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class RatingAct:
    """Does one kind of act on the rating of a pressed button."""

    client: SlackClient
    database: Database
    clock: Clock
    wake: Wake
    kind: EventKind
    refresh: Callable[[str], Awaitable[None]]
    """Shows somebody's Home tab again."""

    async def press(self, args: AsyncArgs) -> None:
        """Write, then acknowledge: a press that was acknowledged has been done."""
        rating_id, seen = _pressed(args)
        acted = await self.database.write(self._act, args.body, rating_id, seen, self.clock())
        await args.ack()
        self.wake([ROUTES, *acted.destinations])
        if acted.event_id is not None:
            log.info("rating_act", rating=rating_id, act=self.kind, by=args.context.user_id)
        await self._tell(args, acted)
        await self.refresh(str(args.context.user_id))

    def _act(
        self, body: dict[str, object], rating_id: str, seen: int | None, now: int
    ) -> Steps[Acted]:
        who = yield from presser(body)
        return (yield from follow_ups.act(Act(rating_id, self.kind, who.actor, now, seen)))

    async def _tell(self, args: AsyncArgs, acted: Acted) -> None:
        """Tell the one who pressed, and nobody else, that somebody was first."""
        response_url = response_url_of(args.body)
        if response_url is None:
            return
        if not acted.is_known:
            await self.client.respond(response_url, rating_not_there())
        elif acted.refusal is not None:
            await self.client.respond(response_url, too_late(acted.refusal))


def _pressed(args: AsyncArgs) -> tuple[str, int | None]:
    """Return the rating of a button, and the version of the follow-up it was shown with, if told."""
    rating_id, _, version = str((args.action or {}).get("value") or "").partition(".")
    is_number = version.isascii() and version.isdigit() and len(version) < 10
    return rating_id, int(version) if is_number else None
