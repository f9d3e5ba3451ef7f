"""Slack's limits, by a library that knows them from Slack's documentation and nothing of us.

Each of our blocks is built once more with slackblocks, which raises for what Slack would refuse,
and must come out as it went in. Text lengths inside rich text, which it does not check, and the size
of the whole are checked by the rules of the stand-in.
"""

from collections.abc import Iterable
from typing import Any

import slackblocks

from bot.blocks.message import SlackMessage
from bot.sandbox.block_rules import check_blocks

MOST_EDITED_TEXT = 4_000
"""chat.update refuses more."""


def check(message: SlackMessage) -> None:
    """Raise unless Slack would take the message, new or as an edit."""
    rebuilt = [_block(block) for block in message.blocks]
    sent = slackblocks.Message("C0FEEDBACK", message.text, rebuilt)._resolve()
    assert _without_defaults(sent["blocks"]) == _without_defaults(list(message.blocks))
    assert 0 < len(message.text) <= MOST_EDITED_TEXT
    check_blocks(list(message.blocks))


def _block(block: dict[str, Any]) -> slackblocks.Block:
    block_id = block.get("block_id")
    match block["type"]:
        case "rich_text":
            parts = [_part(part) for part in block["elements"]]
            return slackblocks.RichTextBlock(parts, block_id=block_id)
        case "actions":
            buttons: list[slackblocks.Element] = [_button(button) for button in block["elements"]]
            return slackblocks.ActionsBlock(buttons, block_id=block_id)
        case _:
            return slackblocks.Block.from_dict(block)


def _part(part: dict[str, Any]) -> slackblocks.RichTextObject:
    elements = [_element(element) for element in part["elements"]]
    assert elements, "Slack refuses an empty part"
    match part["type"]:
        case "rich_text_quote":
            return slackblocks.RichTextQuote(elements)
        case "rich_text_preformatted":
            return slackblocks.RichTextCodeBlock(elements)
        case _:
            return slackblocks.RichTextSection(elements)


def _element(element: dict[str, Any]) -> slackblocks.RichTextElement:
    assert element["text"], "Slack refuses empty text"
    if element["type"] == "link":
        return slackblocks.RichTextLink(element["url"], element["text"])
    return slackblocks.RichText(element["text"], **element.get("style", {}))


def _button(button: dict[str, Any]) -> slackblocks.Button:
    confirm = button.get("confirm")
    return slackblocks.Button(
        _plain(button["text"]),
        action_id=button["action_id"],
        value=button["value"],
        confirm=confirm and slackblocks.ConfirmationDialogue(**_plain_texts(confirm)),
    )


def _plain_texts(texts: dict[str, Any]) -> dict[str, Any]:
    return {name: _plain(text) for name, text in texts.items()}


def _plain(text: dict[str, Any]) -> slackblocks.PlainText:
    assert text["type"] == "plain_text"
    return slackblocks.PlainText(text["text"])


def _without_defaults(value: object) -> object:
    """Leave out what says the same whether it is there or not, and the ids that are made up."""
    if isinstance(value, dict):
        return {
            name: _without_defaults(part)
            for name, part in value.items()
            if name != "block_id" and (part or name not in {"emoji", "style", "verbatim"})
        }
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [_without_defaults(part) for part in value]
    return value
