"""Modals: what opens over Slack, for one person.

https://docs.slack.dev/reference/views/modal-views
"""

from dataclasses import dataclass
from typing import Any, Final

from bot.blocks.message import Block, line, plain, quote, rich_text, words
from bot.ids import ViewId

MOST_IN_A_QUOTE: Final = 2_800
MOST_QUOTES: Final = 20


@dataclass(frozen=True, slots=True)
class Modal:
    """A title, what stands under it, and for a form its name, its button and what it is about."""

    title: str
    blocks: tuple[Block, ...]
    view_id: ViewId | None = None
    submit: str = ""
    about: str = ""
    close: str = "Close"

    def view(self) -> dict[str, Any]:
        """Return the view of views.open, views.update and `response_action`."""
        view = {
            "type": "modal",
            "title": plain(self.title),
            "close": plain(self.close),
            "blocks": list(self.blocks),
        }
        if self.view_id is None:
            return view
        return view | {
            "callback_id": self.view_id.value,
            "submit": plain(self.submit),
            "private_metadata": self.about,
        }


def quotes(text: str) -> list[Block]:
    """Show a text of any length literally, in as many blocks as it takes."""
    most = MOST_IN_A_QUOTE
    parts = [text[at : at + most] for at in range(0, len(text), most)][:MOST_QUOTES]
    return [rich_text(quote(words(part))) for part in parts]


def sentence(text: str) -> Block:
    """Show one paragraph literally."""
    return rich_text(line(words(text)))


def one_sentence(title: str, *texts: str) -> Modal:
    """Return a modal that only says something."""
    return Modal(title, tuple(map(sentence, texts)))


def text_input(block_id: str, action_id: str, label: str, *, text: str, most: int) -> Block:
    """Return a field of several lines that must be filled in, with a text to begin with."""
    begun = {"initial_value": text} if text else {}
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": {
            "type": "plain_text_input",
            "action_id": action_id,
            "multiline": True,
            "max_length": most,
            **begun,
        },
    }
