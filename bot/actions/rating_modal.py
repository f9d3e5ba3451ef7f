"""Buttons that open a modal: at once with a few words, then with what was read meanwhile."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

import structlog
from slack_bolt.kwargs_injection.async_args import AsyncArgs
from slack_sdk.errors import SlackApiError

from bot.blocks.apology import not_opened
from bot.blocks.modal import Modal, one_sentence
from bot.client import SlackClient
from bot.safe import response_url_of
from bot.troubles import trouble_of

Fill: TypeAlias = Callable[[str, AsyncArgs], Awaitable[Modal]]
"""Makes the modal about a rating for who pressed."""

CLOSED: Final = "not_found"
"""There is no such modal: who opened it has closed it already."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class RatingModal:
    """Opens what `fill` makes. Slack opens a modal only within three seconds, and an app may be slow."""

    client: SlackClient
    title: str
    fill: Fill

    async def press(self, args: AsyncArgs) -> None:
        await args.ack()
        opening = one_sentence(self.title, "One moment…")
        try:
            opened = await self.client.web.views_open(
                trigger_id=str(args.body.get("trigger_id") or ""), view=opening.view()
            )
        except Exception as error:  # nothing is lost but a press, and who pressed is told
            await self._tell_not_opened(args, error)
            return
        rating_id = str((args.action or {}).get("value") or "")
        await self._update(str(opened["view"]["id"]), await self.fill(rating_id, args))

    async def _update(self, view_id: str, modal: Modal) -> None:
        try:
            await self.client.web.views_update(view_id=view_id, view=modal.view())
        except SlackApiError as error:
            if trouble_of(error).code != CLOSED:
                raise

    async def _tell_not_opened(self, args: AsyncArgs, error: Exception) -> None:
        log.warning("slack_modal_not_opened", error=trouble_of(error).code)
        if response_url := response_url_of(args.body):
            await self.client.respond(response_url, not_opened())
