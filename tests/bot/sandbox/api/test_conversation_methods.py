import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.bot.slack import ANA, CHANNEL, RunningSlack

METADATA = {"event_type": "rating", "event_payload": {"delivery_id": "d1"}}


async def post(client: AsyncWebClient, *texts: str, thread_ts: str | None = None) -> list[str]:
    return [
        str((await client.chat_postMessage(channel=CHANNEL, text=text, thread_ts=thread_ts))["ts"])
        for text in texts
    ]


async def test_it_reads_the_history_newest_first(client: AsyncWebClient) -> None:
    await post(client, "one", "two", "three")
    history = await client.conversations_history(channel=CHANNEL)
    assert [message["text"] for message in history["messages"]] == ["three", "two", "one"]
    assert not history["has_more"]


async def test_it_gives_metadata_to_those_who_ask(client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel=CHANNEL, text="x", metadata=METADATA)
    plain = await client.conversations_history(channel=CHANNEL)
    full = await client.conversations_history(channel=CHANNEL, include_all_metadata=True)
    assert "metadata" not in plain["messages"][0]
    assert full["messages"][0]["metadata"] == METADATA


async def test_it_reads_between_two_moments(client: AsyncWebClient) -> None:
    one, two, three = await post(client, "one", "two", "three")
    between = await client.conversations_history(channel=CHANNEL, oldest=one, latest=three)
    assert [message["ts"] for message in between["messages"]] == [two]
    both = await client.conversations_history(channel=CHANNEL, oldest=two, inclusive=True)
    assert [message["ts"] for message in both["messages"]] == [three, two]


async def test_it_pages_through_a_long_history(client: AsyncWebClient) -> None:
    await post(client, "one", "two", "three")
    first = await client.conversations_history(channel=CHANNEL, limit=2)
    cursor = first["response_metadata"]["next_cursor"]
    rest = await client.conversations_history(channel=CHANNEL, limit=2, cursor=cursor)
    assert first["has_more"]
    assert [message["text"] for message in rest["messages"]] == ["one"]
    assert rest["response_metadata"]["next_cursor"] == ""


async def test_it_keeps_replies_and_ephemeral_messages_out_of_the_history(
    client: AsyncWebClient,
) -> None:
    [root] = await post(client, "root")
    await post(client, "reply", thread_ts=root)
    await client.chat_postEphemeral(channel=CHANNEL, user=ANA, text="only you")
    [message] = (await client.conversations_history(channel=CHANNEL))["messages"]
    assert (message["ts"], message["reply_count"]) == (root, 1)


async def test_it_reads_a_thread_oldest_first(client: AsyncWebClient) -> None:
    [root] = await post(client, "root")
    [reply] = await post(client, "reply", thread_ts=root)
    await post(client, "reply to the reply", thread_ts=reply)
    thread = await client.conversations_replies(channel=CHANNEL, ts=root)
    texts = [message["text"] for message in thread["messages"]]
    assert texts == ["root", "reply", "reply to the reply"]


async def test_it_lists_the_channels_of_a_kind(slack: RunningSlack, client: AsyncWebClient) -> None:
    slack.workspace.add_channel("G0SECRET", "secret").is_private = True
    public = await client.conversations_list()
    private = await client.conversations_list(types="private_channel")
    assert [channel["name"] for channel in public["channels"]] == ["feedback"]
    assert [channel["name"] for channel in private["channels"]] == ["secret"]


async def test_it_describes_a_channel(client: AsyncWebClient) -> None:
    channel = (await client.conversations_info(channel=CHANNEL))["channel"]
    assert (channel["name"], channel["is_member"]) == ("feedback", True)


async def test_it_refuses_a_channel_that_is_not_there(client: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError, match="channel_not_found"):
        await client.conversations_history(channel="C0NOWHERE")
