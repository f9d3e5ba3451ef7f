"""The button of a digest: show the ratings that are in it."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.blocks.apology import rating_not_there
from bot.blocks.rating_digest import MOST_UNFOLDED, DigestContent, digest_view
from bot.client import SlackClient
from bot.safe import response_url_of
from server.store import digests
from server.store.database import Database
from server.store.steps import Steps


@dataclass(frozen=True, slots=True)
class DigestUnfold:
    """Opens a modal with the ratings of a digest, as they are now."""

    client: SlackClient
    database: Database
    timezone: ZoneInfo

    async def press(self, args: AsyncArgs) -> None:
        await args.ack()
        digest_id = str((args.action or {}).get("value") or "")
        content = await self.database.read(_content, digest_id)
        if content is not None:
            view = digest_view(content, timezone=self.timezone)
            await self.client.web.views_open(trigger_id=str(args.body["trigger_id"]), view=view)
        elif response_url := response_url_of(args.body):
            await self.client.respond(response_url, rating_not_there())


def _content(digest_id: str) -> Steps[DigestContent | None]:
    digest = yield from digests.get(digest_id)
    if digest is None:
        return None
    bands = yield from digests.bands(digest_id)
    first = yield from digests.members(digest_id, most=MOST_UNFOLDED)
    return DigestContent(digest, bands, tuple(first))
