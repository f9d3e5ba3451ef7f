from typing import Any

import pytest

from bot.sandbox.block_rules import block_problems, check_blocks
from bot.sandbox.records import SlackError
from tests.bot.sandbox.samples import (
    CARD,
    REPORT,
    button,
    mrkdwn,
    plain,
    quote,
    rich_text,
    section,
)


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


@pytest.mark.parametrize("blocks", [CARD, REPORT])
def test_it_takes_what_slack_takes(blocks: list[dict[str, Any]]) -> None:
    assert list(block_problems(blocks)) == []


@pytest.mark.parametrize(
    ("blocks", "pointer"),
    [
        ([section("x")] * 51, "/blocks"),
        ([section("x" * 3001)], "/blocks/0/text/text"),
        ([section("")], "/blocks/0/text/text"),
        ([{"type": "section"}], "/blocks/0"),
        ([{"type": "section", "fields": [mrkdwn("x")] * 11}], "/blocks/0/fields"),
        ([{"type": "section", "fields": [mrkdwn("x" * 2001)]}], "/blocks/0/fields/0/text"),
        ([{"type": "header", "text": plain("x" * 151)}], "/blocks/0/text/text"),
        ([{"type": "header", "text": mrkdwn("x")}], "/blocks/0/text/type"),
        ([{"type": "divider", "text": plain("x")}], "/blocks/0"),
        ([{"type": "divider", "block_id": "x" * 256}], "/blocks/0/block_id"),
        ([{"type": "divider", "block_id": "a"}] * 2, "/blocks/1/block_id"),
        ([{"type": "context", "elements": [mrkdwn("x")] * 11}], "/blocks/0/elements"),
        ([{"type": "context", "elements": []}], "/blocks/0/elements"),
        ([{"type": "image", "image_url": "https://x"}], "/blocks/0/alt_text"),
        ([{"type": "image", "alt_text": "x"}], "/blocks/0"),
        ([actions(button("a", "x" * 76))], "/blocks/0/elements/0/text/text"),
        ([actions(button("a", "x", value="x" * 2001))], "/blocks/0/elements/0/value"),
        ([actions(button("a", "x", style="green"))], "/blocks/0/elements/0/style"),
        ([actions(button("a", "x"), button("a", "y"))], "/blocks/0/elements/1/action_id"),
        ([actions(*[button(str(n), "x") for n in range(26)])], "/blocks/0/elements"),
        (
            [actions(button("a", "x", confirm={"text": mrkdwn("x" * 301)}))],
            "/blocks/0/elements/0/confirm/text/text",
        ),
        ([actions({"type": "checkbox"})], "/blocks/0/elements/0/type"),
        ([quote("")], "/blocks/0/elements/0/elements/0/text"),
        ([rich_text({"type": "paragraph"})], "/blocks/0/elements/0/type"),
        ([{"type": "table", "rows": []}], "/blocks/0/rows"),
        ([{"type": "table", "rows": [[mrkdwn("x")]]}], "/blocks/0/rows/0/0/type"),
        ([{"type": "marquee"}], "/blocks/0/type"),
        (["text"], "/blocks/0"),
    ],
)
def test_it_points_to_what_slack_refuses(blocks: list[Any], pointer: str) -> None:
    assert [problem.pointer for problem in block_problems(blocks)] == [pointer]


def test_it_refuses_in_slacks_words() -> None:
    with pytest.raises(SlackError) as refusal:
        check_blocks([section("x" * 3001)])
    expected = "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    assert refusal.value.body() == {
        "ok": False,
        "error": "invalid_blocks",
        "errors": [expected],
        "response_metadata": {"messages": [expected]},
    }


def test_it_refuses_a_payload_too_long_as_a_whole() -> None:
    with pytest.raises(SlackError, match="msg_blocks_too_long"):
        check_blocks([section("x" * 2900)] * 5)
