"""A message for Slack, and the few blocks it is built of.

https://docs.slack.dev/reference/block-kit
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

Block: TypeAlias = dict[str, Any]
Style: TypeAlias = Literal["bold", "italic", "strike", "code"]


@dataclass(frozen=True, slots=True)
class SlackMessage:
    """What is shown, and the same as text for screen readers and notifications, already escaped."""

    text: str
    blocks: tuple[Block, ...] = ()

    def arguments(self) -> dict[str, Any]:
        """Return the arguments of chat.postMessage, of `ack` and of a response URL."""
        shown = {"blocks": list(self.blocks)} if self.blocks else {}
        return {"text": self.text, **shown}


def section(mrkdwn: str) -> Block:
    return {"type": "section", "text": {"type": "mrkdwn", "text": mrkdwn, "verbatim": True}}


def context(*elements: Block) -> Block:
    return {"type": "context", "elements": list(elements)}


def actions(*elements: Block) -> Block:
    return {"type": "actions", "elements": list(elements)}


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}


def mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def rich_text(*parts: Block) -> Block:
    """Rich text is shown literally: nothing in it is read as markup, a mention or a link."""
    return {"type": "rich_text", "elements": list(parts)}


def line(*elements: Block) -> Block:
    return {"type": "rich_text_section", "elements": list(elements)}


def quote(*elements: Block) -> Block:
    return {"type": "rich_text_quote", "elements": list(elements)}


def preformatted(text: str) -> Block:
    return {"type": "rich_text_preformatted", "elements": [words(text)]}


def words(text: str, *styles: Style) -> Block:
    styled = {"style": dict.fromkeys(styles, True)} if styles else {}
    return {"type": "text", "text": text, **styled}


def link(url: str, text: str) -> Block:
    return {"type": "link", "url": url, "text": text}


def person(slack_id: str) -> Block:
    """Name somebody in rich text as Slack knows them, which notifies them."""
    return {"type": "user", "user_id": slack_id}


def with_id(block: Block, block_id: str) -> Block:
    return {**block, "block_id": block_id}


def text_message(text: str, *blocks: Block) -> SlackMessage:
    """Return a message of one escaped text, shown as a section unless blocks are given."""
    return SlackMessage(text, blocks or (section(text),))


def joined(parts: Sequence[Block], separator: str = " · ") -> list[Block]:
    """Put a separator between rich text elements."""
    spread: list[Block] = []
    for part in parts:
        spread += [words(separator), part] if spread else [part]
    return spread
