"""Looking in a channel, or in a thread of it, for a message that may have arrived."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Final, NamedTuple, TypeAlias

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.ids import DIGEST_EVENT, RATING_EVENT
from server.core.deliveries import Delivery, Note
from server.core.digests import Digest

PAGE: Final = 100

# Messages bear the time of Slack's clock, tries that of ours; five minutes is what Slack allows
# between them when it signs requests.
CLOCKS_APART_S: Final = 300

Pages: TypeAlias = Callable[..., Awaitable[AsyncSlackResponse]]


class FoundMessage(NamedTuple):
    """A message in Slack and the revision of the rating it was posted with."""

    ts: str
    revision: int


def card_metadata(delivery_id: str, rating_id: str, revision: int) -> dict[str, Any]:
    """Return what a card carries unseen, so that it can be found again."""
    payload = {"delivery_id": delivery_id, "rating_id": rating_id, "revision": revision}
    return {"event_type": RATING_EVENT, "event_payload": payload}


def digest_metadata(digest_id: str) -> dict[str, Any]:
    """Return the same for a digest."""
    return {"event_type": DIGEST_EVENT, "event_payload": {"delivery_id": digest_id}}


async def find_message(
    web: AsyncWebClient, channel: str, wanted: Delivery | Digest
) -> FoundMessage | None:
    """Return the message of a delivery or a digest; raise what the client raises."""
    pages = partial(web.conversations_history, channel=channel)
    return await _find(pages, wanted)


async def find_note(
    web: AsyncWebClient, channel: str, card: str, note: Note
) -> FoundMessage | None:
    """Return a note in the thread of a card; raise what the client raises."""
    pages = partial(web.conversations_replies, channel=channel, ts=card)
    return await _find(pages, note)


async def _find(pages: Pages, wanted: Delivery | Digest | Note) -> FoundMessage | None:
    oldest = max(0.0, (wanted.tried_at or 0) / 1000 - CLOCKS_APART_S)
    cursor: str | None = None
    while True:
        page = await pages(
            oldest=f"{oldest:.6f}", include_all_metadata=True, limit=PAGE, cursor=cursor
        )
        for message in page.get("messages") or ():
            if found := _found(message, wanted.id):
                return found
        cursor = (page.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return None


def _found(message: dict[str, Any], delivery_id: str) -> FoundMessage | None:
    metadata = message.get("metadata") or {}
    payload = metadata.get("event_payload") or {}
    is_ours = metadata.get("event_type") in {RATING_EVENT, DIGEST_EVENT}
    if not is_ours or payload.get("delivery_id") != delivery_id:
        return None
    revision = payload.get("revision")
    return FoundMessage(str(message["ts"]), revision if isinstance(revision, int) else 0)
