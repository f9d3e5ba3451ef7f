"""Holds answers and modals to Slack's documentation and to the models of its own SDK."""

from collections.abc import Sequence
from typing import Any

import slackblocks
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.blocks.message import SlackMessage
from bot.sandbox.block_rules import block_problems
from tests.bot.block_limits import check


def check_message(message: SlackMessage) -> None:
    """Raise unless Slack would take the message, by its documentation and by its SDK."""
    check(message)
    _check_models(message.blocks)
    assert "<!" not in message.text
    assert "<@" not in message.text


def check_modal(view: dict[str, Any]) -> None:
    """Raise unless Slack would open the modal."""
    assert not list(block_problems(view["blocks"]))
    _check_models(view["blocks"])
    View(**view).validate_json()
    assert len(view["blocks"]) <= 100
    assert len(view["title"]["text"]) <= 24
    for block in view["blocks"]:
        if block["type"] == "context":
            slackblocks.Block.from_dict(block)


def _check_models(blocks: Sequence[dict[str, Any]]) -> None:
    for block in blocks:
        parsed = Block.parse(block)
        assert parsed is not None
        parsed.validate_json()
