"""Ratings below each other: the answer to `/scores low` and `/scores find`."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.blocks.literal import clipped, escaped_within, one_line
from bot.blocks.message import (
    Block,
    SlackMessage,
    context,
    line,
    link,
    plain,
    quote,
    rich_text,
    words,
)
from bot.blocks.rating_card import standing
from bot.blocks.rating_who import MOST_NAME, helped
from server.core.instants import Instant
from server.store.rating_lists import Listed

MOST_COMMENT: Final = 300
MOST_TITLE: Final = 200
MOST_TEXT: Final = 3_000
MOST_OF_A_LIST: Final = 9_000
"""Characters of the list as JSON: Slack refuses somewhat above 13,000."""
A_BLOCK: Final = 5
"""Ratings in one block."""

Address = Callable[[str], str | None]
"""Returns where in Slack a message of the channel is."""


def rating_list(
    title: str, listed: Sequence[Listed], *, timezone: ZoneInfo, address: Address
) -> SlackMessage:
    """Return as many of the ratings as there is room for, in their order; the rest is counted."""
    title = one_line(title, MOST_TITLE)
    rows = [_row(each, timezone, address) for each in listed]
    shown = rows[: _room_for(rows)]
    blocks = [rich_text(line(words(title, "bold")))]
    blocks += [
        rich_text(*(part for row in shown[at : at + A_BLOCK] for part in row))
        for at in range(0, len(shown), A_BLOCK)
    ]
    if len(shown) < len(rows):
        blocks.append(context(plain(f"and {len(rows) - len(shown)} more; ask for fewer")))
    texts = [title, *(_as_text(each, timezone) for each in listed)]
    text = clipped("\n".join(texts), MOST_TEXT)
    return SlackMessage(escaped_within(text, MOST_TEXT), tuple(blocks))


def _room_for(rows: Sequence[Sequence[Block]]) -> int:
    size = 0
    for count, row in enumerate(rows):
        size += len(json.dumps(row, ensure_ascii=False))
        if size > MOST_OF_A_LIST:
            return count
    return len(rows)


def _row(listed: Listed, timezone: ZoneInfo, address: Address) -> list[Block]:
    rating = listed.rating
    about = [words(f"\n{_verdict(listed)}", "bold"), words(f" · {_about(listed, timezone)}")]
    done = standing(listed.follow_up)
    about.append(words(f" · {', '.join(done) or 'open'}", "italic"))
    if listed.message is not None and (url := address(listed.message)):
        about += [words(" · "), link(url, "card")]
    comment = one_line(rating.comment or "", MOST_COMMENT)
    return [line(*about), quote(words(comment))] if comment else [line(*about)]


def _verdict(listed: Listed) -> str:
    return f"{listed.rating.score} of {listed.rating.scale}"


def _about(listed: Listed, timezone: ZoneInfo) -> str:
    rating = listed.rating
    survey = one_line(rating.survey_name, MOST_NAME) or rating.survey
    return f"{helped(rating)} · {survey} · {day_text(rating.created_at, timezone)}"


def day_text(instant: Instant, timezone: ZoneInfo) -> str:
    at = datetime.fromtimestamp(instant / 1000, timezone)
    return f"{at.day} {at:%b %H:%M}"


def _as_text(listed: Listed, timezone: ZoneInfo) -> str:
    done = ", ".join(standing(listed.follow_up)) or "open"
    comment = one_line(listed.rating.comment or "", MOST_COMMENT)
    said = f" “{comment}”" if comment else ""
    return f"{_verdict(listed)} · {_about(listed, timezone)} · {done}{said}"
