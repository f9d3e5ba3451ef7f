"""What stands under an answer of /scores: the button that shows it to everybody, and who pressed it."""

from dataclasses import replace
from typing import Final

from bot.blocks.literal import one_line
from bot.blocks.message import SlackMessage, actions, context, plain, section
from bot.ids import ActionId

LONGEST_QUESTION: Final = 500
"""Characters of a question that fit in a button; a longer one says `share` itself."""
MOST_BLOCKS: Final = 50
MOST_NAME: Final = 80
MOST_SHOWN: Final = 150


def with_share(message: SlackMessage, question: str) -> SlackMessage:
    """Add the button, where it has room. It asks the question again, for everybody."""
    if len(question) > LONGEST_QUESTION:
        return message
    blocks = message.blocks or (section(message.text),)
    if len(blocks) >= MOST_BLOCKS:
        return message
    button = {
        "type": "button",
        "action_id": ActionId.ANSWER_SHARE.value,
        "text": plain("Share with the channel"),
        "value": question or " ",
    }
    return replace(message, blocks=(*blocks, actions(button)))


def shared_by(message: SlackMessage, name: str, question: str) -> SlackMessage:
    """Say under an answer who asked for it and how, since everybody reads it."""
    blocks = message.blocks or (section(message.text),)
    asked = one_line(f"/scores {question}", MOST_SHOWN)
    said = context(plain(f"{one_line(name, MOST_NAME)} shared {asked}"))
    return replace(message, blocks=(*blocks[: MOST_BLOCKS - 1], said))
