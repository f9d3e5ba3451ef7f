"""A digest: one message about many ratings, and the modal that unfolds it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.blocks.literal import clipped, escaped_within, one_line
from bot.blocks.message import (
    Block,
    SlackMessage,
    actions,
    context,
    line,
    plain,
    quote,
    rich_text,
    words,
)
from bot.ids import ActionId
from server.core.bands import Band
from server.core.digests import Digest
from server.core.instants import Instant
from server.core.ratings import Rating

MOST_LISTED: Final = 10
"""Low ratings in the message itself."""
MOST_UNFOLDED: Final = 100
MOST_COMMENT: Final = 200
MOST_NAME: Final = 40
MOST_TEXT: Final = 3_000
A_BLOCK: Final = 10
"""Ratings in one block of the modal."""


@dataclass(frozen=True, slots=True)
class DigestContent:
    """What a digest tells: how many ratings count as what, and the first of them, low ones first."""

    digest: Digest
    bands: Mapping[Band, int]
    first: Sequence[Rating]

    @property
    def count(self) -> int:
        return sum(self.bands.values())

    @property
    def low(self) -> list[Rating]:
        return [rating for rating in self.first if rating.band is Band.NEGATIVE][:MOST_LISTED]

    @property
    def low_left_out(self) -> int:
        return self.bands.get(Band.NEGATIVE, 0) - len(self.low)


def rating_digest(content: DigestContent, *, timezone: ZoneInfo) -> SlackMessage:
    """Return the message: how many, the low ones with their comments, and a button for all.

    It has the same two blocks whatever is in it, since Slack refuses to put another kind of block in the place of
    rich text.
    """
    headline, figures = _headline(content, timezone), _figures(content)
    parts = [line(words(headline, "bold"), words(f"\n{figures}\n"))]
    for rating in content.low:
        parts += _told(rating)
    if content.low_left_out:
        parts.append(line(words(f"and {content.low_left_out} more negative", "italic")))
    texts = [headline, figures, *map(_as_text, content.low)]
    text = clipped(" · ".join(texts), MOST_TEXT)
    return SlackMessage(
        escaped_within(text, MOST_TEXT), (rich_text(*parts), actions(_unfold_button(content)))
    )


def digest_view(content: DigestContent, *, timezone: ZoneInfo) -> dict[str, Any]:
    """Return the modal with the ratings of a digest as they are now."""
    shown = content.first[:MOST_UNFOLDED]
    blocks = [
        rich_text(*(part for rating in shown[at : at + A_BLOCK] for part in _told(rating)))
        for at in range(0, len(shown), A_BLOCK)
    ]
    left_out = content.count - len(shown)
    if left_out:
        blocks.append(context(plain(f"and {left_out} more, in GET /api/v1/ratings")))
    if not blocks:
        blocks.append(context(plain("None of these ratings counts any more.")))
    return {
        "type": "modal",
        "title": plain("Ratings together"),
        "close": plain("Close"),
        "blocks": [context(plain(_headline(content, timezone))), *blocks],
    }


def _headline(content: DigestContent, timezone: ZoneInfo) -> str:
    how_many = "1 rating" if content.count == 1 else f"{content.count:,} ratings"
    digest = content.digest
    if digest.rule_id is None:
        return f"{how_many} came at once"
    return f"{how_many} since {_since(digest.since, digest.until, timezone)}"


def _since(since: Instant, until: Instant, timezone: ZoneInfo) -> str:
    began, ended = (datetime.fromtimestamp(at / 1000, timezone) for at in (since, until))
    if began.date() == ended.date() - timedelta(days=1):
        return f"yesterday {began:%H:%M}"
    return f"{began:%a} {began.day} {began:%b %H:%M}"


def _figures(content: DigestContent) -> str:
    return ", ".join(f"{content.bands.get(band, 0):,} {band}" for band in Band)


def _told(rating: Rating) -> list[Block]:
    comment = one_line(rating.comment or "", MOST_COMMENT)
    verdict, who = words(_verdict(rating), "bold"), f" · {_who(rating)}"
    if not comment:
        return [line(verdict, words(f"{who}\n"))]
    return [line(verdict, words(who)), quote(words(comment))]


def _verdict(rating: Rating) -> str:
    return f"{rating.score} of {rating.scale}"


def _who(rating: Rating) -> str:
    customer = rating.customer
    names = (
        rating.agent_name or rating.agent_key,
        customer.name or customer.email or customer.id,
        rating.survey_name,
    )
    shortened = [one_line(name, MOST_NAME) for name in names if name]
    return " · ".join(name for name in shortened if name) or rating.survey


def _as_text(rating: Rating) -> str:
    comment = one_line(rating.comment or "", MOST_COMMENT)
    return f"{_verdict(rating)} {_who(rating)}" + (f" “{comment}”" if comment else "")


def _unfold_button(content: DigestContent) -> Block:
    return {
        "type": "button",
        "action_id": ActionId.DIGEST_UNFOLD.value,
        "text": plain("Show the ratings"),
        "value": content.digest.id,
    }
