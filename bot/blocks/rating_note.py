"""What is said in the thread of a card, as changes of the card itself notify nobody."""

from types import MappingProxyType
from typing import Final

from bot.blocks.literal import cleaned, clipped, escaped_within, one_line
from bot.blocks.message import SlackMessage, line, quote, rich_text, words
from bot.blocks.rating_who import MOST_NAME
from server.core.deliveries import DeliveryState, Reply
from server.core.follow_ups import EventKind, RatingEvent
from server.core.ratings import Rating

MOST_QUOTE: Final = 2_000
MOST_TEXT: Final = 4_000

_ACTS: Final = MappingProxyType(
    {
        EventKind.CLAIMED: "claimed this.",
        EventKind.RELEASED: "released this.",
        EventKind.RESOLVED: "resolved this.",
        EventKind.REOPENED: "opened this again.",
        EventKind.REPLIED: "answered by e-mail:",
        EventKind.WITHDRAWN: "marked this as not a customer. It no longer counts in any score.",
        EventKind.RESTORED: "put this back. It counts as it did before.",
        EventKind.COMMENTED: "commented:",
        EventKind.CHANGED: "changed the score:",
    }
)
_NOT_SENT: Final = MappingProxyType(
    {
        DeliveryState.FAILED: "answered, but the e-mail could not be sent",
        DeliveryState.UNKNOWN: (
            "answered, but nobody knows whether the e-mail arrived. It is not sent again by itself,"
            " as the customer might get it twice"
        ),
    }
)


def rating_note(event: RatingEvent, rating: Rating, reply: Reply | None = None) -> SlackMessage:
    """Return the note of an event; `reply` is the e-mail, when the event is one."""
    sentence = f"{_who(event, rating)} {_deed(event, reply)}"
    quoted = clipped(cleaned(_quoted(event, rating)), MOST_QUOTE)
    parts = [line(words(sentence)), *([quote(words(quoted))] if quoted else [])]
    text = f"{sentence} {one_line(quoted, MOST_QUOTE)}".rstrip()
    return SlackMessage(escaped_within(text, MOST_TEXT), (rich_text(*parts),))


def _who(event: RatingEvent, rating: Rating) -> str:
    named = (event.actor.name,) if event.actor else (rating.customer.name, rating.customer.email)
    found = (one_line(name or "", MOST_NAME) for name in named)
    return next(filter(None, found), "The customer")


def _deed(event: RatingEvent, reply: Reply | None) -> str:
    if event.kind is EventKind.RELEASED and event.note:
        return f"released this, which {one_line(event.note, MOST_NAME)} had claimed."
    if event.kind is EventKind.CHANGED:
        return f"{_ACTS[event.kind]} {one_line(event.note or '', MOST_NAME)}".rstrip()
    if reply is not None and reply.state in _NOT_SENT:
        why = f" ({one_line(reply.error, 300)})" if reply.error else ""
        return f"{_NOT_SENT[reply.state]}{why}:"
    return _ACTS[event.kind]


def _quoted(event: RatingEvent, rating: Rating) -> str:
    if event.kind is EventKind.COMMENTED:
        return rating.comment or ""
    return event.note or "" if event.kind is EventKind.REPLIED else ""
