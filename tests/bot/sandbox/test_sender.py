import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.records import SlackError
from bot.sandbox.sign import signed_headers
from tests.bot.sandbox.bolt_app import build_bolt, plain, serving
from tests.bot.slack import ANA, BEN, CHANNEL, RunningSlack

BUTTONS = {
    "type": "actions",
    "elements": [
        {"type": "button", "action_id": "claim", "text": plain("Claim"), "value": "r1"},
        {"type": "button", "action_id": "reply", "text": plain("Reply")},
    ],
}


@pytest.fixture
async def seen(slack: RunningSlack, client: AsyncWebClient) -> AsyncIterator[list[dict[str, Any]]]:
    noted: list[dict[str, Any]] = []
    async with serving(build_bolt(client, noted), slack):
        yield noted


async def post_card(client: AsyncWebClient) -> str:
    answer = await client.chat_postMessage(channel=CHANNEL, text="2 of 5", blocks=[BUTTONS])
    return str(answer["ts"])


async def test_it_sends_a_command_and_shows_the_answer_to_the_asker(
    slack: RunningSlack, seen: list[dict[str, Any]]
) -> None:
    answer = await slack.sender.command("/scores csat 30d by agent", user=BEN)
    assert answer.status == 200
    assert seen[0]["text"] == "csat 30d by agent"
    assert seen[0]["user_id"] == BEN
    [message] = slack.workspace.messages()
    assert message.text == "you asked for: csat 30d by agent"
    assert message.visible_to == BEN


async def test_it_escapes_the_text_of_a_command(
    slack: RunningSlack, seen: list[dict[str, Any]]
) -> None:
    await slack.sender.command("/scores score:<=2 & more")
    assert seen[0]["text"] == "score:&lt;=2 &amp; more"


async def test_it_shows_an_answer_that_comes_through_the_response_url(
    slack: RunningSlack, seen: list[dict[str, Any]]
) -> None:
    del seen
    await slack.sender.command("/later")
    await slack.workspace.until(lambda: len(slack.workspace.messages()) == 2)
    asked, answer = slack.workspace.messages()
    assert (asked.user, asked.text) == (ANA, "/later")
    assert answer.text == "for everybody"
    assert not answer.is_ephemeral


async def test_it_presses_a_button(
    slack: RunningSlack, client: AsyncWebClient, seen: list[dict[str, Any]]
) -> None:
    ts = await post_card(client)
    await slack.sender.press(CHANNEL, ts, "claim")
    await slack.workspace.until(lambda: slack.workspace.find(CHANNEL, ts).text == "claimed")
    [action] = seen[0]["actions"]
    assert (action["action_id"], action["value"]) == ("claim", "r1")
    assert seen[0]["message"]["ts"] == ts
    assert seen[0]["user"]["id"] == ANA


async def test_it_opens_a_modal_and_submits_it(
    slack: RunningSlack, client: AsyncWebClient, seen: list[dict[str, Any]]
) -> None:
    ts = await post_card(client)
    await slack.sender.press(CHANNEL, ts, "reply")
    await slack.workspace.until(lambda: len(slack.workspace.views) == 1)
    [view] = slack.workspace.views.values()
    await slack.sender.submit(view, {"words": {"typed": {"value": ""}}})
    assert seen[-1]["state"]["values"]["words"]["typed"]["value"] == ""
    assert view.errors == {"words": "Say something"}
    assert view.is_open


async def test_it_shows_the_view_that_answers_a_submission(
    slack: RunningSlack, client: AsyncWebClient, seen: list[dict[str, Any]]
) -> None:
    del seen
    modal = {"type": "modal", "callback_id": "thank", "title": plain("Thank"), "blocks": []}
    await client.views_open(trigger_id=slack.workspace.new_trigger(ANA), view=modal)
    [view] = slack.workspace.views.values()
    await slack.sender.submit(view, {})
    assert view.content["title"]["text"] == "Sent"
    assert view.is_open


async def test_it_tells_of_an_event(slack: RunningSlack, seen: list[dict[str, Any]]) -> None:
    event = {"type": "app_mention", "user": ANA, "text": "hi", "channel": CHANNEL, "ts": "1.0"}
    answer = await slack.sender.event(event, retry=1)
    assert answer.status == 200
    assert seen[0]["text"] == "hi"


async def test_it_refuses_to_press_what_is_not_there(
    slack: RunningSlack, client: AsyncWebClient
) -> None:
    ts = await post_card(client)
    with pytest.raises(SlackError, match="action_not_found"):
        await slack.sender.press(CHANNEL, ts, "nothing")


async def test_it_says_that_the_app_did_not_answer(slack: RunningSlack) -> None:
    slack.sender.events_url = "http://127.0.0.1:9/slack/events"
    answer = await slack.sender.command("/scores")
    assert answer.failure == "dispatch_failed"
    [message] = slack.workspace.messages()
    assert message.text == "/scores failed with the error “dispatch_failed”"
    assert message.visible_to == ANA


async def test_it_knows_which_commands_the_app_has(
    slack: RunningSlack, seen: list[dict[str, Any]]
) -> None:
    slack.sender.commands = ("/scores",)
    await slack.sender.command("/weather")
    [message] = slack.workspace.messages()
    assert message.text == "/weather is not a valid command."
    assert seen == []


async def test_it_can_send_what_slack_never_would(
    slack: RunningSlack, seen: list[dict[str, Any]]
) -> None:
    headers = signed_headers("another secret", str(int(time.time())), b"{}")
    answer = await slack.sender.post(b"{}", {"Content-Type": "application/json", **headers})
    assert answer.status == 401
    assert seen == []


def test_it_signs_as_the_documentation_shows() -> None:
    """Slack's own worked example, from "Verifying requests from Slack"."""
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
        b"&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
        b"&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com"
        b"%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
        b"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    headers = signed_headers("8f742231b10e8888abcd99yyyzzz85a5", "1531420618", body)
    assert headers["X-Slack-Signature"] == (
        "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
    )


async def test_it_takes_five_answers_and_no_sixth(slack: RunningSlack) -> None:
    response_id = slack.sender.response_urls.make(CHANNEL, ANA).id
    url = f"{slack.workspace.address}response/{response_id}"
    session = slack.sender.session
    assert session is not None
    statuses = []
    for _ in range(6):
        async with session.post(url, json={"text": "x"}) as response:
            statuses.append(response.status)
    assert statuses == [200] * 5 + [404]
