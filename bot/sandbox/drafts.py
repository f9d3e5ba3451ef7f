"""From the arguments of a posting call to a checked draft."""

from bot.sandbox.arguments import json_of, text_of
from bot.sandbox.block_rules import check_blocks
from bot.sandbox.records import Draft, Json, SlackError

MAX_TEXT = 40_000
MAX_UPDATED_TEXT = 4_000


def read_draft(arguments: Json, max_text: int = MAX_TEXT) -> Draft:
    """Return what the message shall say; raise what Slack would answer."""
    text = text_of(arguments, "text")
    blocks = _read_blocks(arguments)
    if not text.strip() and not blocks:
        raise SlackError("no_text")
    if len(text) > max_text:
        raise SlackError("msg_too_long")
    check_blocks(blocks)
    return Draft(text, tuple(blocks), _read_metadata(arguments))


def _read_blocks(arguments: Json) -> list[Json]:
    blocks = json_of(arguments, "blocks", "invalid_blocks_format")
    if blocks is None:
        return []
    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    return blocks


def _read_metadata(arguments: Json) -> Json | None:
    metadata = json_of(arguments, "metadata", "invalid_metadata_format")
    if metadata is None:
        return None
    if not isinstance(metadata, dict):
        raise SlackError("invalid_metadata_format")
    kinds = (type(metadata.get("event_type")), type(metadata.get("event_payload")))
    if metadata and kinds != (str, dict):
        raise SlackError("invalid_metadata_format")
    return metadata
