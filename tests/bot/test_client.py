"""Nothing in the environment changes how Slack is reached."""

import pytest
from structlog.testing import LogCapture

from bot.blocks.message import text_message
from bot.client import SlackClient
from bot.sandbox.faults import CutAfter
from bot.settings import SlackSettings, Waits
from server.store.database import Database
from tests.bot.slack import RunningSlack
from tests.bot.stage import set_stage, slack_settings
from tests.clock import TestClock

NOWHERE = "http://127.0.0.1:1"


@pytest.fixture
def odd_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.setenv(name, NOWHERE)
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-of-another-app")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "of-another-app")
    monkeypatch.setenv("SLACK_CLIENT_ID", "1.2")
    monkeypatch.setenv("SLACK_CLIENT_SECRET", "of-another-app")
    monkeypatch.setenv("SLACK_VERIFICATION_TOKEN", "of-another-app")


@pytest.mark.usefixtures("odd_environment")
async def test_it_works_as_told_over_http(
    slack: RunningSlack, database: Database, clock: TestClock
) -> None:
    async with set_stage(slack, database, clock) as stage:
        await stage.rate()
        await stage.all_delivered()
        answer = await slack.sender.command("/scores help")
        await slack.sender.press(stage.cards()[0].channel, stage.cards()[0].ts, "rating_withdraw")
    assert stage.shown() == stage.rated
    assert answer.json["response_type"] == "ephemeral"


@pytest.mark.usefixtures("odd_environment")
async def test_it_works_as_told_over_a_socket(
    slack: RunningSlack, database: Database, clock: TestClock
) -> None:
    settings = slack_settings(slack, app_token=slack.workspace.app_token)
    async with set_stage(slack, database, clock, settings=settings):
        await slack.sender.sockets.until(count=1)
        answer = await slack.sender.command("/unheard")
    assert "/unheard" in answer.json["text"]


async def test_it_keeps_tokens_out_of_what_is_printed() -> None:
    settings = SlackSettings("xoxb-1", "signing-secret", "xapp-1")
    assert not {"xoxb-1", "signing-secret", "xapp-1"} & set(
        repr(settings).replace("'", " ").split()
    )


async def test_it_gives_up_an_answer_once_it_is_closed(
    slack: RunningSlack, log: LogCapture
) -> None:
    client = SlackClient(slack_settings(slack), Waits())
    await client.open()
    await client.close()
    await client.respond(f"{slack.workspace.address}response/1", text_message("Too late"))
    assert [entry["event"] for entry in log.entries] == ["slack_response_lost"]


async def test_it_asks_once_however_it_fails(slack: RunningSlack) -> None:
    client = SlackClient(slack_settings(slack), Waits())
    await client.open()
    slack.workspace.faults.add("chat.postMessage", CutAfter())
    with pytest.raises(Exception, match="disconnected"):
        await client.web.chat_postMessage(channel="C0FEEDBACK", text="hello")
    await client.close()
    assert len(slack.workspace.calls_of("chat.postMessage")) == 1
