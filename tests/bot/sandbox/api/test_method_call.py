from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.bot.slack import ANA, CHANNEL, RunningSlack


async def test_it_says_who_the_app_is_and_what_it_may(
    slack: RunningSlack, client: AsyncWebClient
) -> None:
    answer = await client.auth_test()
    assert answer["user_id"] == slack.workspace.bot.id
    assert "chat:write" in answer.headers["X-OAuth-Scopes"].split(",")


@pytest.mark.parametrize(
    ("token", "error"),
    [("xoxb-another", "invalid_auth"), ("", "not_authed")],
)
async def test_it_refuses_another_token(slack: RunningSlack, token: str, error: str) -> None:
    stranger = AsyncWebClient(token=token, base_url=slack.api_url)
    with pytest.raises(SlackApiError, match=error):
        await stranger.auth_test()


async def test_it_refuses_the_other_kind_of_token(
    slack: RunningSlack, client: AsyncWebClient
) -> None:
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        await client.apps_connections_open(app_token=slack.workspace.bot_token)


async def test_it_names_the_scope_that_is_missing(
    slack: RunningSlack, client: AsyncWebClient
) -> None:
    slack.workspace.scopes = ("chat:write",)
    with pytest.raises(SlackApiError) as refusal:
        await client.conversations_history(channel=CHANNEL)
    assert refusal.value.response["error"] == "missing_scope"
    assert refusal.value.response["needed"] == "channels:history,groups:history"


async def test_it_does_not_know_every_method(client: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError, match="unknown_method"):
        await client.api_call("chat.shout")


async def test_it_tolerates_arguments_it_does_not_know(client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel=CHANNEL, text="x", team_id="T1", unfurl_links=False)


@pytest.mark.parametrize(
    ("method", "place"), [("POST", "data"), ("POST", "json"), ("GET", "params")]
)
async def test_it_reads_arguments_however_they_come(
    slack: RunningSlack, method: str, place: str
) -> None:
    arguments: Any = {place: {"channel": CHANNEL, "text": "x", "blocks": '[{"type": "divider"}]'}}
    headers = {"Authorization": f"Bearer {slack.workspace.bot_token}"}
    url = f"{slack.api_url}chat.postMessage"
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.request(method, url, **arguments) as response,
    ):
        assert (await response.json())["ok"]
    [message] = slack.workspace.messages()
    assert message.blocks[0]["type"] == "divider"


async def test_it_refuses_a_body_that_is_no_json(slack: RunningSlack) -> None:
    headers = {"Content-Type": "application/json"}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{slack.api_url}auth.test", data=b"{", headers=headers) as response,
    ):
        assert (await response.json())["error"] == "invalid_json"


async def test_it_describes_people_and_the_team(client: AsyncWebClient) -> None:
    assert (await client.users_info(user=ANA))["user"]["real_name"] == "Ana Mets"
    assert (await client.team_info())["team"]["name"] == "Paldies demo"


async def test_it_validates_blocks_without_posting(
    slack: RunningSlack, client: AsyncWebClient
) -> None:
    await client.api_call("blocks.validate", json={"blocks": [{"type": "divider"}]})
    with pytest.raises(SlackApiError, match="invalid_blocks"):
        await client.api_call("blocks.validate", json={"blocks": [{"type": "marquee"}]})
    assert slack.workspace.messages() == []
