"""The card: one message that stands for one rating, whatever becomes of it."""

from collections.abc import Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bot.blocks.literal import cleaned, clipped, escaped_within, one_line
from bot.blocks.message import (
    Block,
    SlackMessage,
    actions,
    context,
    joined,
    line,
    link,
    mrkdwn,
    plain,
    quote,
    rich_text,
    with_id,
    words,
)
from bot.blocks.rating_words import RatingWords
from bot.ids import ActionId
from server.core.ratings import Customer, Rating, Source, State

MOST_COMMENT: Final = 2_000
MOST_COMMENT_IN_TEXT: Final = 300
MOST_TEXT: Final = 4_000
"""Of the message as text: chat.update refuses more."""
MOST_NAME: Final = 80
MOST_REASONS: Final = 10
MOST_ANSWERS: Final = 5
MOST_QUESTION: Final = 150
MOST_ANSWER: Final = 500

NO_COMMENT: Final = "No comment yet"

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


def rating_card(rating: Rating, said: RatingWords, *, timezone: ZoneInfo) -> SlackMessage:
    """Return the card of a rating as it is now; `said` is what its giver tapped and answered.

    Every revision begins with the same three blocks, since Slack refuses to put another kind of
    block in the place of rich text, and has new block ids, since it may keep what was under an old
    one.
    """
    blocks = (
        with_id(_headline(rating), f"rating-{rating.revision}"),
        with_id(_said(rating, said), f"said-{rating.revision}"),
        with_id(_origin(rating, timezone), f"origin-{rating.revision}"),
        *(with_id(block, f"actions-{rating.revision}") for block in _actions(rating)),
    )
    return SlackMessage(escaped_within(_as_text(rating, said), MOST_TEXT), blocks)


def _headline(rating: Rating) -> Block:
    pips = "●" * rating.score + "○" * (rating.scale - rating.score)
    if rating.state is State.COUNTED:
        figures = [words(_verdict(rating), "bold"), words(f"   {pips}")]
    else:
        why = _NOT_COUNTED[rating.state]
        figures = [words(_verdict(rating), "strike"), words(f"   {why}", "italic")]
    return rich_text(line(*figures, words("\n"), *joined(_who(rating))))


def _verdict(rating: Rating) -> str:
    return f"{rating.score} of {rating.scale} · {rating.band.capitalize()}"


def _who(rating: Rating) -> list[Block]:
    helped = words(_helped(rating))
    conversation = one_line(rating.conversation or "", MOST_NAME)
    if not conversation:
        return [helped]
    if _is_address(rating.conversation or ""):
        return [helped, link(str(rating.conversation), conversation)]
    return [helped, words(conversation)]


def _helped(rating: Rating) -> str:
    agent = one_line(rating.agent_name or rating.agent_key or "", MOST_NAME)
    customer = _customer(rating.customer)
    if agent and customer:
        return f"{agent} helped {customer}"
    if agent:
        return f"Helped by {agent}"
    return f"From {customer}" if customer else "From a customer without a name"


def _customer(customer: Customer) -> str:
    name = one_line(customer.name or "", MOST_NAME)
    address = one_line(customer.email or "", MOST_NAME)
    if name and address:
        return f"{name} ({address})"
    return name or address or one_line(customer.id or "", MOST_NAME)


def _is_address(conversation: str) -> bool:
    """Tell a web address from a number; one that could pass for another is none.

    So it must be seen to its end, and have no name before its host as `https://bank@evil` has.
    """
    if len(conversation) > MOST_NAME:
        return False
    try:
        parts = urlsplit(conversation)
    except ValueError:
        return False
    printable = conversation.isascii() and conversation.isprintable() and " " not in conversation
    is_plain = bool(parts.hostname) and "@" not in parts.netloc
    return parts.scheme in {"http", "https"} and is_plain and printable


def _said(rating: Rating, said: RatingWords) -> Block:
    comment = clipped(cleaned(rating.comment or ""), MOST_COMMENT)
    parts = [quote(words(comment) if comment else words(NO_COMMENT, "italic"))]
    if tapped := [words(reason) for reason in _short(said.reasons)]:
        parts.append(line(words("About: ", "italic"), *joined(tapped)))
    for question, answer in _answers(said):
        parts.append(line(words(f"{question} ", "italic"), words(answer)))
    return rich_text(*parts)


def _answers(said: RatingWords) -> list[tuple[str, str]]:
    shortened = [
        (one_line(question, MOST_QUESTION), one_line(answer, MOST_ANSWER))
        for question, answer in said.answers[:MOST_ANSWERS]
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


def _local_time(instant: int, timezone: ZoneInfo) -> str:
    """Write an instant for Slack to show in each reader's own time; else in the company's."""
    fallback = datetime.fromtimestamp(instant / 1000, timezone).strftime("%Y-%m-%d %H:%M %Z")
    return f"<!date^{instant // 1000}^{{date_short_pretty}} at {{time}}|{fallback}>"


def _actions(rating: Rating) -> list[Block]:
    """Return what a person may do about it: nothing, if a machine gave the rating."""
    match rating.state:
        case State.COUNTED:
            return [actions(_withdraw_button(rating))]
        case State.WITHDRAWN:
            return [actions(_restore_button(rating))]
        case _:
            return []


def _withdraw_button(rating: Rating) -> Block:
    return {
        "type": "button",
        "action_id": ActionId.RATING_WITHDRAW.value,
        "text": plain("Not a customer"),
        "value": rating.id,
        "confirm": {
            "title": plain("Not a customer?"),
            "text": plain(
                "The rating stays here but no longer counts in any score. You can undo this."
            ),
            "confirm": plain("Do not count it"),
            "deny": plain("Cancel"),
        },
    }


def _restore_button(rating: Rating) -> Block:
    return {
        "type": "button",
        "action_id": ActionId.RATING_RESTORE.value,
        "text": plain("Undo"),
        "value": rating.id,
    }


def _as_text(rating: Rating, words_said: RatingWords) -> str:
    """Return the card in one line: all that a screen reader and a notification get."""
    said = [_verdict(rating), _helped(rating)]
    if rating.state is not State.COUNTED:
        said.insert(0, _NOT_COUNTED[rating.state])
    if conversation := one_line(rating.conversation or "", MOST_NAME):
        said.append(conversation)
    if comment := one_line(rating.comment or "", MOST_COMMENT_IN_TEXT):
        said.append(f"“{comment}”")
    answers = [f"{question} {answer}" for question, answer in _answers(words_said)]
    return " · ".join([*said, *_short(words_said.reasons), *answers])
