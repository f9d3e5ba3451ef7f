"""Whom a rating is about, in a few words."""

from typing import Final
from urllib.parse import urlsplit

from bot.blocks.literal import one_line
from bot.blocks.message import Block, link, person, words
from bot.ids import SLACK_PERSON
from server.core.ratings import Customer, Rating

MOST_NAME: Final = 80


def verdict(rating: Rating) -> str:
    return f"{rating.score} of {rating.scale} · {rating.band.capitalize()}"


def helpers(rating: Rating, *, mention: bool) -> list[Block]:
    """Return who helped whom as rich text; `mention` calls the agent, if they are known in Slack."""
    slack_id = rating.agent_slack_id or ""
    if not mention or not SLACK_PERSON.fullmatch(slack_id):
        return [words(helped(rating))]
    customer = named(rating.customer)
    if customer:
        return [person(slack_id), words(f" helped {customer}")]
    return [words("Helped by "), person(slack_id)]


def helped(rating: Rating) -> str:
    """Say who helped whom."""
    agent = one_line(rating.agent_name or rating.agent_key or "", MOST_NAME)
    customer = named(rating.customer)
    if agent and customer:
        return f"{agent} helped {customer}"
    if agent:
        return f"Helped by {agent}"
    return f"From {customer}" if customer else "From a customer without a name"


def named(customer: Customer) -> str:
    """Return all that is known of a customer, or nothing."""
    name = one_line(customer.name or "", MOST_NAME)
    address = one_line(customer.email or "", MOST_NAME)
    if name and address:
        return f"{name} ({address})"
    return name or address or one_line(customer.id or "", MOST_NAME)


def conversation(rating: Rating) -> list[Block]:
    """Return the conversation, as a link if it is a web address; nothing when it is not known."""
    text = one_line(rating.conversation or "", MOST_NAME)
    if not text:
        return []
    if is_address(rating.conversation or ""):
        return [link(str(rating.conversation), text)]
    return [words(text)]


def is_address(text: str) -> bool:
    """Tell a web address from a number; one that could pass for another is none.

    So it must be seen to its end, and have no name before its host as `https://bank@evil` has.
    """
    if len(text) > MOST_NAME:
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    printable = text.isascii() and text.isprintable() and " " not in text
    is_plain = bool(parts.hostname) and "@" not in parts.netloc
    return parts.scheme in {"http", "https"} and is_plain and printable
