"""Slack names every block and every element that the sender left nameless."""

import secrets
from collections.abc import Iterable

from bot.sandbox.records import Json


def named_blocks(blocks: Iterable[Json]) -> tuple[Json, ...]:
    """Return the blocks with a block_id on each and an action_id on each element."""
    return tuple(_block(block) for block in blocks)


def _block(block: Json) -> Json:
    named = {"block_id": _short_id(), **block}
    if named["type"] == "actions":
        named["elements"] = [_element(element) for element in named["elements"]]
    for key in ("accessory", "element"):
        if key in named:
            named[key] = _element(named[key])
    return named


def _element(element: Json) -> Json:
    return element if element["type"] == "image" else {"action_id": _short_id(), **element}


def _short_id() -> str:
    return secrets.token_urlsafe(4)
