"""Slack's limits, by two libraries that know them from Slack's documentation and nothing of us.

Each of our blocks is built once more with slackblocks, which raises for what Slack would refuse,
and must come out as it went in; and it is read by the SDK's own models. Text lengths inside rich text,
which neither checks, and the size of the whole are checked by the rules of the stand-in.
"""

import json
from collections.abc import Iterable
from typing import Any

import slackblocks
from slack_sdk.models.blocks import Block as SdkBlock
from slack_sdk.models.views import View as SdkView

from bot.blocks.message import SlackMessage
from bot.blocks.modal import Modal
from bot.sandbox.block_rules import check_blocks, check_view

MOST_EDITED_TEXT = 4_000
"""chat.update refuses more."""
MOST_OF_A_CARD = 8_000
"""Characters of all blocks, well under what was measured to be too long."""


def check(message: SlackMessage) -> None:
    """Raise unless Slack would take the message, new or as an edit."""
    blocks = list(message.blocks)
    rebuilt = [_block(block) for block in blocks]
    sent = slackblocks.Message("C0FEEDBACK", message.text, rebuilt)._resolve()
    assert _without_defaults(sent["blocks"]) == _without_defaults(blocks)
    _check_by_sdk(blocks)
    assert 0 < len(message.text) <= MOST_EDITED_TEXT
    check_blocks(blocks)


def check_card(message: SlackMessage) -> None:
    """Raise unless Slack would take the card, with room to spare."""
    check(message)
    assert len(json.dumps(message.blocks, ensure_ascii=False)) < MOST_OF_A_CARD


def check_modal(modal: Modal) -> None:
    """Raise unless Slack would open the modal, or put it in the place of another."""
    view = modal.view()
    rebuilt = slackblocks.ModalView(
        title=_plain(view["title"]),
        blocks=[_block(block) for block in view["blocks"]],
        close=_plain(view["close"]),
        submit=_plain(view["submit"]) if "submit" in view else None,
        private_metadata=view.get("private_metadata"),
        callback_id=view.get("callback_id"),
    )
    sent = rebuilt.to_dict()
    assert _without_defaults(sent["blocks"]) == _without_defaults(view["blocks"])
    _check_by_sdk(view["blocks"])
    SdkView(**view).validate_json()
    check_view(view)


def _check_by_sdk(blocks: list[dict[str, Any]]) -> None:
    for block in blocks:
        parsed = SdkBlock.parse(block)
        assert parsed is not None
        parsed.validate_json()


def _block(block: dict[str, Any]) -> slackblocks.Block:
    block_id = block.get("block_id")
    match block["type"]:
        case "rich_text":
            parts = [_part(part) for part in block["elements"]]
            return slackblocks.RichTextBlock(parts, block_id=block_id)
        case "actions":
            buttons: list[slackblocks.Element] = [_button(button) for button in block["elements"]]
            return slackblocks.ActionsBlock(buttons, block_id=block_id)
        case "input":
            return slackblocks.InputBlock(
                _plain(block["label"]), _text_input(block["element"]), block_id=block_id
            )
        case _:
            return slackblocks.Block.from_dict(block)


def _text_input(element: dict[str, Any]) -> slackblocks.Element:
    return slackblocks.PlainTextInput(
        action_id=element["action_id"],
        initial_value=element.get("initial_value"),
        multiline=element["multiline"],
        max_length=element["max_length"],
    )


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
    if element["type"] == "user":
        return slackblocks.RichTextUser(element["user_id"])
    if element["type"] == "channel":
        return slackblocks.RichTextChannel(element["channel_id"])
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
        style=button.get("style"),
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
