"""`link_shared`: somebody posts a link to a rating; it is shown under it, for the team.

Rating links of customers (`/r/…`, `/u/…`), surveys and everything else are left alone, and nothing here asks them:
what is shown comes from the database, so that no link is ever opened by posting it.
"""

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import structlog
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.blocks.message import Block
from bot.blocks.rating_card import rating_card
from bot.blocks.rating_words import in_words
from bot.catalogue import Surveys
from bot.client import SlackClient
from bot.troubles import trouble_of
from server.core.follow_ups import FollowUp
from server.core.ratings import Rating
from server.store import follow_ups, ratings
from server.store.database import Database
from server.store.steps import Steps

MOST_LINKS: Final = 3
"""In one message; of more, none is shown, as they would bury it."""
RATINGS: Final = "/ratings/"
LONGEST_ID: Final = 64

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class LinkShared:
    """Unfurls links of this install."""

    client: SlackClient
    database: Database
    surveys: Surveys
    timezone: ZoneInfo
    public_url: str

    async def listen(self, args: AsyncArgs) -> None:
        event = args.event or {}
        urls = [str(link.get("url") or "") for link in event.get("links") or ()]
        if not urls or len(urls) > MOST_LINKS:
            return
        shown = {url: blocks for url in urls if (blocks := await self._blocks(url))}
        if not shown:
            return
        unfurls = {url: {"blocks": blocks} for url, blocks in shown.items()}
        try:
            await self.client.web.api_call(
                "chat.unfurl", json={"unfurls": unfurls, **_where(event)}
            )
        except Exception as error:  # a link without a preview is still a link
            log.warning("link_not_unfurled", error=trouble_of(error).code)

    async def _blocks(self, url: str) -> list[Block]:
        """Return a rating without its buttons; nothing for any other address."""
        rating_id = self._rating_id(url)
        found = await self.database.read(_rating, rating_id) if rating_id else None
        if found is None:
            return []
        rating, follow_up = found
        said = in_words(rating, self.surveys.survey(rating.survey))
        card = rating_card(rating, said, timezone=self.timezone, follow_up=follow_up)
        return [block for block in card.blocks if block["type"] != "actions"]

    def _rating_id(self, url: str) -> str | None:
        address = self.public_url.rstrip("/") + RATINGS
        rest = urlsplit(url)._replace(query="", fragment="").geturl()
        rating_id = rest.removeprefix(address)
        plain = rating_id.replace("-", "").isalnum() and len(rating_id) <= LONGEST_ID
        return rating_id if rest.startswith(address) and plain else None


def _where(event: dict[str, Any]) -> dict[str, str]:
    """Name the message: one that is still being written has an id of its own."""
    if event.get("unfurl_id") and event.get("source"):
        return {"unfurl_id": str(event["unfurl_id"]), "source": str(event["source"])}
    return {"channel": str(event.get("channel")), "ts": str(event.get("message_ts"))}


def _rating(rating_id: str) -> Steps[tuple[Rating, FollowUp] | None]:
    rating = yield from ratings.by_id(rating_id)
    if rating is None:
        return None
    return rating, (yield from follow_ups.get(rating_id))
