"""The card: one message that stands for one rating, whatever becomes of it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from bot.blocks.literal import cleaned, clipped, escaped_within, one_line
from bot.blocks.message import (
    Block,
    SlackMessage,
    context,
    joined,
    line,
    mrkdwn,
    plain,
    quote,
    rich_text,
    with_id,
    words,
)
from bot.blocks.rating_buttons import rating_buttons
from bot.blocks.rating_who import MOST_NAME, conversation, helped, helpers, named, verdict
from bot.blocks.rating_words import RatingWords
from server.core.follow_ups import FollowUp
from server.core.ratings import Rating, Source, State

MOST_COMMENT: Final = 2_000
MOST_COMMENT_IN_TEXT: Final = 300
MOST_COMMENT_WHEN_SHORT: Final = 140
MOST_OF_A_CARD: Final = 7_500
"""Characters of all blocks as JSON: Slack refuses somewhat above 13,000, and does not say where."""
MOST_TEXT: Final = 4_000
"""Of the message as text: chat.update refuses more."""
MOST_REASONS: Final = 8
MOST_ANSWERS: Final = 5
MOST_QUESTION: Final = 100
MOST_ANSWER: Final = 200

NO_COMMENT: Final = "No comment yet"
NOTHING_DONE: Final = FollowUp()

_SOURCES: Final = MappingProxyType(
    {
        Source.WIDGET: "chat",
        Source.SIGNATURE: "e-mail signature",
        Source.EMAIL: "e-mail",
        Source.LINK: "link",
        Source.PAGE: "survey page",
        Source.API: "API",
        Source.IMPORT: "import",
    }
)
_NOT_COUNTED: Final = MappingProxyType(
    {
        State.WITHDRAWN: "Not counted: marked as not a customer",
        State.MACHINE: "Not counted: a machine gave it",
        State.PROVISIONAL: "Not counted yet",
    }
)


def rating_card(
    rating: Rating,
    said: RatingWords,
    *,
    timezone: ZoneInfo,
    follow_up: FollowUp = NOTHING_DONE,
    mention: bool = False,
) -> SlackMessage:
    """Return the card of a rating as it is now; `said` is what its giver tapped and answered.

    `mention` calls its agent by their Slack id. A resolved rating has a short card. Every revision
    has the same three blocks first, since Slack refuses to put another kind of block in the place
    of rich text, and has new block ids, since it may keep what was under an old one.
    """
    card = _Card(rating, said, follow_up, timezone, mention)
    blocks = next(
        (built for room in _ROOMS if _size(built := card.blocks(room)) <= MOST_OF_A_CARD),
        card.blocks(_ROOMS[-1]),
    )
    text = _as_text(rating, said, follow_up)
    return SlackMessage(escaped_within(text, MOST_TEXT), blocks)


class _Room(NamedTuple):
    """How much of what was said a card has room for."""

    comment: int
    answers: int

    def clips(self, rating: Rating, said: RatingWords) -> bool:
        return (
            len(cleaned(rating.comment or "")) > self.comment
            or len(said.answers) > self.answers
            or len(said.reasons) > MOST_REASONS
            or any(len(answer) > MOST_ANSWER for _, answer in said.answers)
        )


_ROOMS: Final = (_Room(MOST_COMMENT, MOST_ANSWERS), _Room(1_500, 2), _Room(800, 0))


@dataclass(frozen=True, slots=True)
class _Card:
    """All that a card is made of."""

    rating: Rating
    said: RatingWords
    follow_up: FollowUp
    timezone: ZoneInfo
    mention: bool

    def blocks(self, room: _Room) -> tuple[Block, ...]:
        rating = self.rating
        is_short = self.follow_up.resolved is not None and rating.state is State.COUNTED
        clipped = room.clips(rating, self.said)
        buttons = rating_buttons(rating, self.follow_up, clipped=clipped)
        headline = _short_headline(rating) if is_short else _headline(rating, mention=self.mention)
        said = _said_shortly(rating) if is_short else _said(rating, self.said, room)
        done = [line(words(each, "bold")) for each in standing(self.follow_up)]
        origin = _origin(rating, self.timezone)
        return (
            with_id(headline, f"rating-{rating.revision}"),
            with_id(rich_text(*said, *done), f"said-{rating.revision}"),
            with_id(origin, f"origin-{rating.revision}"),
            *(with_id(block, f"actions-{rating.revision}") for block in buttons),
        )


def _size(blocks: Sequence[Block]) -> int:
    """Return the characters of the blocks as JSON, in which a quotation mark takes two."""
    return len(json.dumps(blocks, ensure_ascii=False))


def _headline(rating: Rating, *, mention: bool) -> Block:
    pips = "●" * rating.score + "○" * (rating.scale - rating.score)
    if rating.state is State.COUNTED:
        figures = [words(verdict(rating), "bold"), words(f"   {pips}")]
    else:
        why = _NOT_COUNTED[rating.state]
        figures = [words(verdict(rating), "strike"), words(f"   {why}", "italic")]
    place = conversation(rating)
    where = [words(" · "), *place] if place else []
    return rich_text(line(*figures, words("\n"), *helpers(rating, mention=mention), *where))


def _short_headline(rating: Rating) -> Block:
    parts = [words(verdict(rating), "bold"), words(named(rating.customer) or helped(rating))]
    return rich_text(line(*joined([*parts, *conversation(rating)])))


def _said_shortly(rating: Rating) -> list[Block]:
    comment = one_line(rating.comment or "", MOST_COMMENT_WHEN_SHORT)
    return [quote(words(comment) if comment else words(NO_COMMENT, "italic"))]


def _said(rating: Rating, said: RatingWords, room: _Room) -> list[Block]:
    comment = clipped(cleaned(rating.comment or ""), room.comment)
    parts = [quote(words(comment) if comment else words(NO_COMMENT, "italic"))]
    if tapped := [words(reason) for reason in _short(said.reasons)]:
        parts.append(line(words("About: ", "italic"), *joined(tapped)))
    for question, answer in _answers(said, room.answers):
        parts.append(line(words(f"{question} ", "italic"), words(answer)))
    return parts


def _answers(said: RatingWords, most: int = MOST_ANSWERS) -> list[tuple[str, str]]:
    shortened = [
        (one_line(question, MOST_QUESTION), one_line(answer, MOST_ANSWER))
        for question, answer in said.answers[:most]
    ]
    return [(question, answer) for question, answer in shortened if answer]


def _short(reasons: Sequence[str]) -> list[str]:
    shortened = (one_line(reason, MOST_NAME) for reason in reasons[:MOST_REASONS])
    return [reason for reason in shortened if reason]


def _origin(rating: Rating, timezone: ZoneInfo) -> Block:
    survey = one_line(rating.survey_name, MOST_NAME) or rating.survey
    return context(
        plain(f"{survey} · {_SOURCES[rating.source]}"),
        mrkdwn(_local_time(rating.created_at, timezone)),
    )


def standing(follow_up: FollowUp) -> list[str]:
    """Say who has the rating in hand, who answered it and who settled it."""
    done = {
        "Resolved by": follow_up.resolved,
        "Claimed by": None if follow_up.resolved else follow_up.claimed,
        "Answered by": follow_up.replied,
    }
    return [
        f"{act} {one_line(actor.name, MOST_NAME)}"
        for act, actor in done.items()
        if actor is not None
    ]


def _local_time(instant: int, timezone: ZoneInfo) -> str:
    """Write an instant for Slack to show in each reader's own time; else in the company's."""
    fallback = datetime.fromtimestamp(instant / 1000, timezone).strftime("%Y-%m-%d %H:%M %Z")
    return f"<!date^{instant // 1000}^{{date_short_pretty}} at {{time}}|{fallback}>"


def _as_text(rating: Rating, words_said: RatingWords, follow_up: FollowUp) -> str:
    """Return the card in one line: all that a screen reader and a notification get."""
    said = [verdict(rating), helped(rating)]
    if rating.state is not State.COUNTED:
        said.insert(0, _NOT_COUNTED[rating.state])
    if place := one_line(rating.conversation or "", MOST_NAME):
        said.append(place)
    said += standing(follow_up)
    if comment := one_line(rating.comment or "", MOST_COMMENT_IN_TEXT):
        said.append(f"“{comment}”")
    answers = [f"{question} {answer}" for question, answer in _answers(words_said)]
    return " · ".join([*said, *_short(words_said.reasons), *answers])
