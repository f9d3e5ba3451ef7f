from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_sdk.web.async_client import AsyncWebClient

from tests.bot.sandbox.bolt_app import build_bolt, plain
from tests.bot.slack import CHANNEL, RunningSlack


@pytest.fixture
async def seen(slack: RunningSlack, client: AsyncWebClient) -> AsyncIterator[list[dict[str, Any]]]:
    noted: list[dict[str, Any]] = []
    bolt = build_bolt(client, noted)
    handler = AsyncSocketModeHandler(bolt, slack.workspace.app_token, ping_interval=1)
    await handler.connect_async()  # type: ignore[no-untyped-call]  # slack_bolt leaves it bare
    await slack.sender.sockets.until(count=1)
    yield noted
    await handler.close_async()  # type: ignore[no-untyped-call]  # slack_bolt leaves it bare


async def test_it_sends_a_command_through_the_socket(
    slack: RunningSlack, seen: list[dict[str, Any]]
) -> None:
    answer = await slack.sender.command("/scores nps 90d")
    assert answer.json == {"text": "you asked for: nps 90d"}
    assert seen[0]["text"] == "nps 90d"
    assert [message.text for message in slack.workspace.messages()] == ["you asked for: nps 90d"]


async def test_it_presses_a_button_through_the_socket(
    slack: RunningSlack, client: AsyncWebClient, seen: list[dict[str, Any]]
) -> None:
    button = {"type": "button", "action_id": "claim", "text": plain("Claim")}
    block = {"type": "actions", "elements": [button]}
    posted = await client.chat_postMessage(channel=CHANNEL, text="2 of 5", blocks=[block])
    await slack.sender.press(CHANNEL, str(posted["ts"]), "claim")
    await slack.workspace.until(lambda: slack.workspace.cards()[0].text == "claimed")
    assert seen[0]["actions"][0]["action_id"] == "claim"


async def test_it_tells_of_an_event_through_the_socket(
    slack: RunningSlack, seen: list[dict[str, Any]]
) -> None:
    answer = await slack.sender.event({"type": "app_mention", "user": "U1", "text": "hi"})
    assert answer.status == 200
    assert seen[0]["text"] == "hi"


async def test_it_asks_the_app_to_connect_again(
    slack: RunningSlack, seen: list[dict[str, Any]]
) -> None:
    await slack.sender.sockets.refresh()
    await slack.workspace.until(lambda: len(slack.workspace.calls_of("apps.connections.open")) == 2)
    await slack.sender.sockets.until(count=1)
    await slack.sender.command("/scores again")
    assert seen[0]["text"] == "again"


async def test_it_says_that_an_unknown_command_was_not_acknowledged(
    slack: RunningSlack, seen: list[dict[str, Any]]
) -> None:
    slack.sender.sockets.ack_timeout = 0.2
    answer = await slack.sender.command("/unheard")
    assert answer.failure == "operation_timeout"
    assert seen == []


async def test_it_takes_a_socket_address_once(slack: RunningSlack, client: AsyncWebClient) -> None:
    opened = await client.apps_connections_open(app_token=slack.workspace.app_token)
    session = slack.sender.session
    assert session is not None
    async with session.ws_connect(str(opened["url"])) as socket:
        assert (await socket.receive_json())["type"] == "hello"
    async with session.get(str(opened["url"])) as response:
        assert response.status == 403
