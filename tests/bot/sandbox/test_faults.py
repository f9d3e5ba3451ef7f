import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.faults import (
    Cut,
    CutAfter,
    Fault,
    Hang,
    HangAfter,
    RateLimited,
    Refused,
    ServerError,
    ServerErrorAfter,
)
from bot.sandbox.pace import OverPace
from tests.bot.slack import CHANNEL, RunningSlack

POST = "chat.postMessage"


async def post(client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel=CHANNEL, text="x")


@pytest.mark.parametrize(
    ("fault", "raised", "posted"),
    [
        (RateLimited(7), SlackApiError, 0),
        (Refused(), SlackApiError, 0),
        (ServerError(), SlackApiError, 0),
        (ServerErrorAfter(), SlackApiError, 1),
        (Cut(), aiohttp.ClientError, 0),
        (CutAfter(), aiohttp.ClientError, 1),
    ],
)
async def test_it_fails_as_asked_and_then_is_well(
    slack: RunningSlack,
    client: AsyncWebClient,
    fault: Fault,
    raised: type[Exception],
    posted: int,
) -> None:
    slack.workspace.faults.add(POST, fault)
    with pytest.raises(raised):
        await post(client)
    assert len(slack.workspace.cards()) == posted
    await post(client)
    assert len(slack.workspace.cards()) == posted + 1


@pytest.mark.parametrize(("fault", "posted"), [(Hang(), 0), (HangAfter(), 1)])
async def test_it_keeps_the_caller_waiting_until_cleared(
    slack: RunningSlack, client: AsyncWebClient, fault: Fault, posted: int
) -> None:
    slack.workspace.faults.add(POST, fault)
    waiting = asyncio.create_task(post(client))
    await slack.workspace.until(lambda: len(slack.workspace.calls) == 1)
    assert not waiting.done()
    slack.workspace.faults.clear()
    with pytest.raises(aiohttp.ClientError):
        await waiting
    assert len(slack.workspace.cards()) == posted


async def test_it_says_when_to_come_back(slack: RunningSlack, client: AsyncWebClient) -> None:
    slack.workspace.faults.add(POST, RateLimited(7))
    with pytest.raises(SlackApiError) as refusal:
        await post(client)
    assert refusal.value.response.status_code == 429
    assert refusal.value.response.headers["Retry-After"] == "7"


async def test_it_fails_every_method_while_it_lasts(
    slack: RunningSlack, client: AsyncWebClient
) -> None:
    with slack.workspace.faults.during("*", ServerError(503)):
        for call in (client.auth_test, client.team_info):
            with pytest.raises(SlackApiError):
                await call()
    await client.auth_test()


async def test_it_fails_only_the_calls_that_meet_the_condition(
    slack: RunningSlack, client: AsyncWebClient
) -> None:
    slack.workspace.add_channel("C0OTHER", "other")
    slack.workspace.faults.add(
        POST, Refused("is_archived"), times=None, when=lambda call: call["channel"] == CHANNEL
    )
    with pytest.raises(SlackApiError):
        await post(client)
    await client.chat_postMessage(channel="C0OTHER", text="x")


async def test_it_refuses_connections_while_stopped(
    slack: RunningSlack, client: AsyncWebClient
) -> None:
    await slack.stop()
    with pytest.raises(aiohttp.ClientConnectorError):
        await post(client)
    await slack.start()
    await post(client)
    assert len(slack.workspace.cards()) == 1


async def test_it_counts_calls_with_their_time_and_fault(
    slack: RunningSlack, client: AsyncWebClient
) -> None:
    slack.workspace.faults.add(POST, CutAfter())
    with pytest.raises(aiohttp.ClientError):
        await post(client)
    await post(client)
    first, second = slack.workspace.calls_of(POST)
    assert (first.fault, second.fault) == ("CutAfter", None)
    assert first.arguments["channel"] == CHANNEL
    assert first.at < second.at


async def test_it_limits_a_channel_to_its_pace(slack: RunningSlack, client: AsyncWebClient) -> None:
    now = 100.0
    pace = OverPace(per_second=1, burst=2, clock=lambda: now)
    slack.workspace.faults.add(POST, RateLimited(1), times=None, when=pace)
    await post(client)
    await post(client)
    with pytest.raises(SlackApiError):
        await post(client)
    now += 1
    await post(client)
    assert len(slack.workspace.cards()) == 3
