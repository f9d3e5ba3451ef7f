"""Slack's limits on blocks, written from its documentation and from nothing of this project.

Lengths count Unicode code points. What Slack refuses here is refused with its own words, so that
a card that passes has met the same fence as in a real workspace.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from bot.sandbox.records import Json, SlackError

MAX_BLOCKS = 50
MAX_PAYLOAD = 13_200
"""Characters of all blocks together; undocumented, measured by others (bolt-js issue 2509)."""

MAX_INPUT = 3_000
MAX_VIEW = 250_000
MAX_VIEW_BLOCKS = 100

RICH_TEXT_PARTS = {
    "rich_text_section",
    "rich_text_quote",
    "rich_text_list",
    "rich_text_preformatted",
}
RICH_TEXT_LEAVES = {"text", "link", "user", "channel", "usergroup", "emoji", "broadcast", "date"}
INTERACTIVE = {"button", "overflow", "static_select", "users_select", "datepicker"}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and where in the payload (a JSON pointer)."""

    pointer: str
    reason: str

    def __str__(self) -> str:
        return f"[ERROR] {self.reason} [json-pointer:{self.pointer}]"


Problems: TypeAlias = Iterator[Problem]


def check_blocks(blocks: list[Any]) -> None:
    """Raise SlackError `invalid_blocks` or `msg_blocks_too_long` unless Slack would take them."""
    found = [str(problem) for problem in block_problems(blocks)]
    if found:
        raise SlackError("invalid_blocks", errors=found, response_metadata={"messages": found})
    if len(json.dumps(blocks, ensure_ascii=False)) > MAX_PAYLOAD:
        raise SlackError("msg_blocks_too_long")


def check_view(view: Json) -> None:
    """Raise SlackError `invalid_arguments` or `view_too_large` unless Slack would take the view."""
    found = [str(problem) for problem in view_problems(view)]
    if found:
        raise SlackError("invalid_arguments", response_metadata={"messages": found})
    if len(json.dumps(view, ensure_ascii=False)) > MAX_VIEW:
        raise SlackError("view_too_large")


def view_problems(view: Json) -> Problems:
    """Yield everything Slack would object to in a modal or a Home tab."""
    is_modal = view.get("type") == "modal"
    if is_modal:
        yield from _text(view, "title", "/view", 24, plain=True)
    for key in ("close", "submit"):
        if key in view:
            yield from _text(view, key, "/view", 24, plain=True)
    yield from _length(view.get("private_metadata", ""), "/view/private_metadata", 3000)
    yield from _length(view.get("callback_id", ""), "/view/callback_id", 255)
    blocks = view.get("blocks")
    if not isinstance(blocks, list) or len(blocks) > MAX_VIEW_BLOCKS:
        yield Problem("/view/blocks", f"must be a list of at most {MAX_VIEW_BLOCKS} items")
        return
    yield from _all_blocks(blocks)
    kinds = {block.get("type") for block in blocks if isinstance(block, dict)}
    if is_modal and "input" in kinds and "submit" not in view:
        yield Problem("/view", "a submit is required when there are input blocks")


def block_problems(blocks: list[Any]) -> Problems:
    """Yield everything Slack would object to."""
    if len(blocks) > MAX_BLOCKS:
        yield Problem("/blocks", f"no more than {MAX_BLOCKS} items allowed")
    for index, block in enumerate(blocks):
        if isinstance(block, dict) and block.get("type") == "input":
            yield Problem(f"/blocks/{index}/type", "unsupported type: input")
    yield from _all_blocks(blocks)


def _all_blocks(blocks: list[Any]) -> Problems:
    seen: set[object] = set()
    for index, block in enumerate(blocks):
        pointer = f"/blocks/{index}"
        if not isinstance(block, dict):
            yield Problem(pointer, "must provide an object")
            continue
        yield from _block(block, pointer)
        block_id = block.get("block_id")
        if block_id is not None and block_id in seen:
            yield Problem(f"{pointer}/block_id", f"block_id already exists: {block_id}")
        seen.add(block_id)


def _block(block: Json, pointer: str) -> Problems:
    check = CHECKS.get(str(block.get("type")))
    if check is None:
        yield Problem(f"{pointer}/type", f"unsupported type: {block.get('type')}")
        return
    yield from _length(block.get("block_id", ""), f"{pointer}/block_id", most=255)
    yield from check(block, pointer)


def _length(value: object, pointer: str, most: int, least: int = 0) -> Problems:
    if not isinstance(value, str):
        yield Problem(pointer, "must be a string")
    elif len(value) > most:
        yield Problem(pointer, f"must be less than {most + 1} characters")
    elif len(value) < least:
        yield Problem(pointer, f"must be more than {least - 1} characters")


def _text(owner: Json, key: str, pointer: str, most: int, *, plain: bool = False) -> Problems:
    """Check a text object: `{"type": "mrkdwn" | "plain_text", "text": …}`."""
    text = owner.get(key)
    if text is None:
        yield Problem(pointer, f"missing required field: {key}")
        return
    yield from _text_object(text, f"{pointer}/{key}", most, plain=plain)


def _text_object(text: object, pointer: str, most: int, *, plain: bool = False) -> Problems:
    if not isinstance(text, dict):
        yield Problem(pointer, "must provide an object")
        return
    allowed = {"plain_text"} if plain else {"plain_text", "mrkdwn"}
    if text.get("type") not in allowed:
        yield Problem(f"{pointer}/type", f"must be one of: {', '.join(sorted(allowed))}")
    only_for = {"plain_text": "verbatim", "mrkdwn": "emoji"}.get(str(text.get("type")))
    if only_for is not None and only_for in text:
        yield Problem(pointer, f"invalid additional property: {only_for}")
    yield from _length(text.get("text"), f"{pointer}/text", most, least=1)


def _items(owner: Json, key: str, pointer: str, most: int) -> tuple[list[Json], list[Problem]]:
    items = owner.get(key)
    pointer = f"{pointer}/{key}"
    if not isinstance(items, list) or not items:
        return [], [Problem(pointer, "must have at least 1 item")]
    objects = [item for item in items if isinstance(item, dict)]
    problems = []
    if len(objects) < len(items):
        problems.append(Problem(pointer, "must provide objects"))
    if len(items) > most:
        problems.append(Problem(pointer, f"no more than {most} items allowed"))
    return objects, problems


def _header(block: Json, pointer: str) -> Problems:
    yield from _text(block, "text", pointer, 150, plain=True)


def _divider(block: Json, pointer: str) -> Problems:
    extra = sorted(block.keys() - {"type", "block_id"})
    for key in extra:
        yield Problem(pointer, f"invalid additional property: {key}")


def _section(block: Json, pointer: str) -> Problems:
    if "text" not in block and "fields" not in block:
        yield Problem(pointer, "missing required field: text")
    if "text" in block:
        yield from _text(block, "text", pointer, 3000)
    if "fields" in block:
        fields, problems = _items(block, "fields", pointer, 10)
        yield from problems
        for index, field in enumerate(fields):
            yield from _text_object(field, f"{pointer}/fields/{index}", 2000)
    if "accessory" in block:
        yield from _element(block["accessory"], f"{pointer}/accessory")


def _context(block: Json, pointer: str) -> Problems:
    elements, problems = _items(block, "elements", pointer, 10)
    yield from problems
    for index, element in enumerate(elements):
        at = f"{pointer}/elements/{index}"
        if element.get("type") == "image":
            yield from _image(element, at)
        else:
            yield from _text_object(element, at, 3000)


def _image(block: Json, pointer: str) -> Problems:
    if ("image_url" in block) == ("slack_file" in block):
        yield Problem(pointer, "must have exactly one of: image_url, slack_file")
    if "image_url" in block:
        yield from _length(block["image_url"], f"{pointer}/image_url", 3000, least=1)
    yield from _length(block.get("alt_text"), f"{pointer}/alt_text", 2000, least=1)


def _actions(block: Json, pointer: str) -> Problems:
    elements, problems = _items(block, "elements", pointer, 25)
    yield from problems
    seen: set[object] = set()
    for index, element in enumerate(elements):
        at = f"{pointer}/elements/{index}"
        yield from _element(element, at)
        action_id = element.get("action_id")
        if action_id is not None and action_id in seen:
            yield Problem(f"{at}/action_id", f"action_id already exists: {action_id}")
        seen.add(action_id)


def _element(element: Json, pointer: str) -> Problems:
    kind = element.get("type")
    if kind == "image":
        yield from _image(element, pointer)
        return
    if kind not in INTERACTIVE:
        yield Problem(f"{pointer}/type", f"unsupported type: {kind}")
        return
    yield from _length(element.get("action_id", ""), f"{pointer}/action_id", 255)
    if kind == "button":
        yield from _button(element, pointer)
    if kind in {"overflow", "static_select"}:
        yield from _options(element, pointer, 5 if kind == "overflow" else 100)
    if "confirm" in element:
        yield from _confirm(element["confirm"], f"{pointer}/confirm")


def _button(element: Json, pointer: str) -> Problems:
    yield from _text(element, "text", pointer, 75, plain=True)
    yield from _length(element.get("value", ""), f"{pointer}/value", 2000)
    yield from _length(element.get("url", ""), f"{pointer}/url", 3000)
    if element.get("style", "primary") not in {"primary", "danger"}:
        yield Problem(f"{pointer}/style", "must be one of: danger, primary")


def _options(element: Json, pointer: str, most: int) -> Problems:
    options, problems = _items(element, "options", pointer, most)
    yield from problems
    for index, option in enumerate(options):
        at = f"{pointer}/options/{index}"
        yield from _text(option, "text", at, 75)
        yield from _length(option.get("value"), f"{at}/value", 150, least=1)


def _confirm(confirm: Json, pointer: str) -> Problems:
    limits = {"title": 100, "text": 300, "confirm": 30, "deny": 30}
    for key, most in limits.items():
        if key in confirm:
            yield from _text(confirm, key, pointer, most, plain=key != "text")
    if "text" not in confirm:
        yield Problem(pointer, "missing required field: text")


def _input(block: Json, pointer: str) -> Problems:
    yield from _text(block, "label", pointer, 2000, plain=True)
    if "hint" in block:
        yield from _text(block, "hint", pointer, 2000, plain=True)
    element = block.get("element")
    at = f"{pointer}/element"
    if not isinstance(element, dict) or element.get("type") != "plain_text_input":
        yield Problem(at, "unsupported element")
        return
    yield from _length(element.get("action_id", ""), f"{at}/action_id", 255)
    most = element.get("max_length", MAX_INPUT)
    if not isinstance(most, int) or not 1 <= most <= MAX_INPUT:
        yield Problem(f"{at}/max_length", f"must be from 1 to {MAX_INPUT}")
        return
    yield from _length(element.get("initial_value", ""), f"{at}/initial_value", most)


def _rich_text(block: Json, pointer: str) -> Problems:
    parts, problems = _items(block, "elements", pointer, 3000)
    yield from problems
    for index, part in enumerate(parts):
        yield from _rich_text_part(part, f"{pointer}/elements/{index}")


def _rich_text_part(part: Json, pointer: str) -> Problems:
    kind = part.get("type")
    if kind not in RICH_TEXT_PARTS:
        yield Problem(f"{pointer}/type", f"unsupported type: {kind}")
        return
    elements = part.get("elements")
    if not isinstance(elements, list):
        yield Problem(pointer, "missing required field: elements")
        return
    for index, element in enumerate(elements):
        at = f"{pointer}/elements/{index}"
        if not isinstance(element, dict):
            yield Problem(at, "must provide an object")
        elif kind == "rich_text_list":
            yield from _rich_text_part(element, at)
        else:
            yield from _rich_text_leaf(element, at)


def _rich_text_leaf(element: Json, pointer: str) -> Problems:
    if element.get("type") not in RICH_TEXT_LEAVES:
        yield Problem(f"{pointer}/type", f"unsupported type: {element.get('type')}")
    elif element["type"] == "text":
        yield from _length(element.get("text"), f"{pointer}/text", 12_000, least=1)


def _table(block: Json, pointer: str) -> Problems:
    rows = block.get("rows")
    if not isinstance(rows, list) or not rows:
        yield Problem(f"{pointer}/rows", "must have at least 1 item")
        return
    if len(rows) > 100:
        yield Problem(f"{pointer}/rows", "no more than 100 items allowed")
    for index, row in enumerate(rows):
        yield from _row(row, f"{pointer}/rows/{index}")


def _row(row: object, pointer: str) -> Problems:
    if not isinstance(row, list) or not 1 <= len(row) <= 20:
        yield Problem(pointer, "must have 1 to 20 items")
        return
    for index, cell in enumerate(row):
        at = f"{pointer}/{index}"
        if cell.get("type") == "rich_text":
            yield from _rich_text(cell, at)
        elif cell.get("type") == "raw_text":
            yield from _length(cell.get("text"), f"{at}/text", 3000, least=1)
        else:
            yield Problem(f"{at}/type", "must be one of: raw_text, rich_text")


CHECKS: dict[str, Callable[[Json, str], Problems]] = {
    "header": _header,
    "divider": _divider,
    "section": _section,
    "context": _context,
    "image": _image,
    "actions": _actions,
    "input": _input,
    "rich_text": _rich_text,
    "table": _table,
}
