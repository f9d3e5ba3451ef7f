from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.records import Draft
from tests.bot.slack import ANA, CHANNEL, RunningSlack

QUOTE = {
    "type": "rich_text",
    "elements": [
        {"type": "rich_text_quote", "elements": [{"type": "text", "text": "Slow <!channel>"}]}
    ],
}
SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "*5 of 5*"}}
METADATA = {"event_type": "rating", "event_payload": {"delivery_id": "d1"}}


def error_of(refusal: pytest.ExceptionInfo[SlackApiError]) -> str:
    return str(refusal.value.response["error"])


async def test_it_keeps_what_was_posted(slack: RunningSlack, client: AsyncWebClient) -> None:
    answer = await client.chat_postMessage(channel=CHANNEL, text="5 of 5", blocks=[SECTION])
    [message] = slack.workspace.cards(CHANNEL)
    assert message.ts == answer["ts"]
    assert message.text == answer["message"]["text"] == "5 of 5"
    assert message.blocks[0]["text"]["text"] == "*5 of 5*"


async def test_it_gives_every_message_a_later_ts(client: AsyncWebClient) -> None:
    stamps = [(await client.chat_postMessage(channel=CHANNEL, text="x"))["ts"] for _ in range(20)]
    assert stamps == sorted(set(stamps))


async def test_it_edits_in_place(slack: RunningSlack, client: AsyncWebClient) -> None:
    ts = (await client.chat_postMessage(channel=CHANNEL, text="a", blocks=[SECTION]))["ts"]
    await client.chat_update(channel=CHANNEL, ts=ts, text="b", blocks=[SECTION, QUOTE])
    [message] = slack.workspace.messages(CHANNEL)
    assert (message.ts, message.text, len(message.blocks)) == (ts, "b", 2)
    assert not message.edit_is_marked


async def test_it_drops_the_blocks_of_an_update_without_any(
    slack: RunningSlack, client: AsyncWebClient
) -> None:
    ts = (await client.chat_postMessage(channel=CHANNEL, text="a", blocks=[SECTION]))["ts"]
    await client.chat_update(channel=CHANNEL, ts=ts, text="b")
    [message] = slack.workspace.messages(CHANNEL)
    assert message.blocks == ()
    assert message.edit_is_marked


async def test_it_keeps_metadata_through_an_edit(
    slack: RunningSlack, client: AsyncWebClient
) -> None:
    posted = await client.chat_postMessage(channel=CHANNEL, text="a", metadata=METADATA)
    await client.chat_update(channel=CHANNEL, ts=posted["ts"], text="b")
    assert slack.workspace.find(CHANNEL, posted["ts"]).metadata == METADATA


async def test_it_refuses_to_replace_rich_text_by_other_blocks(client: AsyncWebClient) -> None:
    ts = (await client.chat_postMessage(channel=CHANNEL, text="a", blocks=[QUOTE]))["ts"]
    with pytest.raises(SlackApiError) as refusal:
        await client.chat_update(channel=CHANNEL, ts=ts, text="b", blocks=[SECTION])
    assert error_of(refusal) == "block_mismatch"


async def test_it_refuses_to_change_what_a_person_said(
    slack: RunningSlack, client: AsyncWebClient
) -> None:
    message = slack.workspace.post(CHANNEL, Draft("hello"), user=ANA)
    with pytest.raises(SlackApiError) as refusal:
        await client.chat_update(channel=CHANNEL, ts=message.ts, text="b")
    assert error_of(refusal) == "cant_update_message"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"channel": "C0NOWHERE", "text": "x"}, "channel_not_found"),
        ({"channel": CHANNEL, "text": " "}, "no_text"),
        ({"channel": CHANNEL, "text": "x" * 40_001}, "msg_too_long"),
        ({"channel": CHANNEL, "text": "x", "blocks": [SECTION] * 51}, "invalid_blocks"),
        ({"channel": CHANNEL, "text": "x", "blocks": "{"}, "invalid_blocks_format"),
        ({"channel": CHANNEL, "text": "x", "thread_ts": "1.0"}, "cannot_reply_to_message"),
    ],
)
async def test_it_refuses_what_slack_refuses(
    client: AsyncWebClient, arguments: dict[str, Any], error: str
) -> None:
    with pytest.raises(SlackApiError) as refusal:
        await client.api_call("chat.postMessage", json=arguments)
    assert error_of(refusal) == error


async def test_it_refuses_a_text_too_long_for_an_update(client: AsyncWebClient) -> None:
    ts = (await client.chat_postMessage(channel=CHANNEL, text="a"))["ts"]
    with pytest.raises(SlackApiError) as refusal:
        await client.chat_update(channel=CHANNEL, ts=ts, text="x" * 4_001)
    assert error_of(refusal) == "msg_too_long"


async def test_it_refuses_a_channel_that_is_archived_or_not_joined(
    slack: RunningSlack, client: AsyncWebClient
) -> None:
    slack.workspace.add_channel("C0OLD", "old").is_archived = True
    slack.workspace.add_channel("C0OTHER", "other").is_member = False
    for channel, error in (("C0OLD", "is_archived"), ("C0OTHER", "not_in_channel")):
        with pytest.raises(SlackApiError) as refusal:
            await client.chat_postMessage(channel=channel, text="x")
        assert error_of(refusal) == error


async def test_it_shows_an_ephemeral_message_to_one_user(
    slack: RunningSlack, client: AsyncWebClient
) -> None:
    await client.chat_postEphemeral(channel=CHANNEL, user=ANA, text="only you")
    [message] = slack.workspace.messages(CHANNEL)
    assert message.visible_to == ANA
    assert slack.workspace.cards() == []


async def test_it_deletes(slack: RunningSlack, client: AsyncWebClient) -> None:
    ts = (await client.chat_postMessage(channel=CHANNEL, text="a"))["ts"]
    await client.chat_delete(channel=CHANNEL, ts=ts)
    assert slack.workspace.messages(CHANNEL) == []
    with pytest.raises(SlackApiError) as refusal:
        await client.chat_update(channel=CHANNEL, ts=ts, text="b")
    assert error_of(refusal) == "message_not_found"
