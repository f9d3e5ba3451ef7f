"""The same listeners over Socket Mode."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from aiohttp import ClientSession
from structlog.testing import LogCapture

from bot.sandbox.faults import Refused, ServerError
from server.core.agents import Agent
from server.core.ratings import State
from server.store import agents, ratings
from server.store.database import Database
from tests.bot.held import Held
from tests.bot.slack import CHANNEL, RunningSlack
from tests.bot.stage import Stage, set_stage, slack_settings, until
from tests.clock import TestClock


@pytest.fixture
async def stage(slack: RunningSlack, database: Database, clock: TestClock) -> AsyncIterator[Stage]:
    """An install with an app token and no signing secret."""
    await database.write(agents.put, Agent("mari", "Mari Tamm"), clock())
    settings = slack_settings(slack, signing_secret="", app_token=slack.workspace.app_token)
    async with set_stage(slack, database, clock, settings=settings) as running:
        await slack.sender.sockets.until(count=1)
        yield running


async def socket_is(stage: Stage, status: str) -> None:
    async def reached() -> bool:
        return stage.bot.health()["socket"] == status

    await until(reached)


async def test_it_answers_a_command(stage: Stage) -> None:
    answer = await stage.slack.sender.command("/scores help")
    assert "/scores" in answer.json["text"]


async def test_it_answers_a_command_it_does_not_know(stage: Stage) -> None:
    answer = await stage.slack.sender.command("/weather")
    assert "/scores help" in answer.json["text"]


async def test_it_acknowledges_an_event_it_did_not_ask_for(stage: Stage) -> None:
    answer = await stage.slack.sender.event({"type": "app_mention", "text": "hi"})
    assert answer.status == 200


async def test_it_does_what_a_button_says(stage: Stage) -> None:
    rating_id = await stage.rate(1)
    await stage.all_delivered()
    [card] = stage.cards()
    await stage.slack.sender.press(CHANNEL, card.ts, "rating_withdraw")
    await stage.all_delivered()
    kept = await stage.database.read(ratings.by_id, rating_id)
    assert kept is not None
    assert kept.state is State.WITHDRAWN


async def test_it_acknowledges_what_is_in_hand_before_it_closes(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    rating_id = await stage.rate(1)
    await stage.all_delivered()
    [card] = stage.cards()
    await stage.worker.stop()
    held = Held()
    monkeypatch.setattr(stage.database, "write", held.before(stage.database.write))
    pressing = asyncio.create_task(stage.slack.sender.press(CHANNEL, card.ts, "rating_withdraw"))
    await held.reached.wait()
    closing = asyncio.create_task(stage.bot.close())
    await asyncio.sleep(0)
    held.released.set()
    assert (await pressing).status == 200
    await closing
    kept = await stage.database.read(ratings.by_id, rating_id)
    assert kept is not None
    assert kept.state is State.WITHDRAWN


async def test_it_says_that_it_is_connected(stage: Stage) -> None:
    await socket_is(stage, "connected")


async def test_it_connects_again_when_slack_asks(stage: Stage) -> None:
    await stage.slack.sender.sockets.refresh()
    await stage.slack.workspace.until(
        lambda: len(stage.slack.workspace.calls_of("apps.connections.open")) >= 2
    )
    await stage.slack.sender.sockets.until(count=1)
    assert (await stage.slack.sender.command("/scores help")).status == 200


async def test_it_comes_back_after_slack_was_away(stage: Stage) -> None:
    await stage.slack.stop()
    await socket_is(stage, "connecting")
    await stage.slack.start()
    await stage.slack.sender.sockets.until(count=1)
    await socket_is(stage, "connected")
    assert (await stage.slack.sender.command("/scores help")).status == 200


async def test_it_replaces_a_client_that_stays_without_connection(
    stage: Stage, log: LogCapture
) -> None:
    """The SDK's own client would knock for ever at an address that has been used up."""

    async def lost() -> bool:
        return "slack_socket_lost" in {entry["event"] for entry in log.entries}

    with stage.slack.workspace.faults.during("apps.connections.open", ServerError(500)):
        await stage.slack.sender.sockets.close()
        await until(lost)
    await stage.slack.sender.sockets.until(count=1)
    assert (await stage.slack.sender.command("/scores help")).status == 200


async def test_it_says_how_to_mend_a_bad_app_token(
    slack: RunningSlack, database: Database, clock: TestClock
) -> None:
    settings = replace(slack_settings(slack), app_token="xapp-of-another-app")
    async with set_stage(slack, database, clock, settings=settings) as stage:

        async def refused() -> bool:
            return stage.bot.health()["state"] == "refused"

        await until(refused)
        health = stage.bot.health()
        assert health["error"] == "socket: invalid_auth"
        assert "SLACK_APP_TOKEN" in health["cure"]
        assert health["socket"] == "connecting"


async def test_it_delivers_cards_while_the_socket_is_refused(
    slack: RunningSlack, database: Database, clock: TestClock
) -> None:
    slack.workspace.faults.add("apps.connections.open", Refused("invalid_auth"), times=None)
    settings = replace(slack_settings(slack), app_token=slack.workspace.app_token)
    async with set_stage(slack, database, clock, settings=settings) as stage:
        await stage.rate(5)
        await stage.all_delivered()
        assert stage.shown() == stage.rated


async def test_it_lets_nothing_in_over_http(stage: Stage) -> None:
    url = stage.slack.sender.events_url
    async with ClientSession() as session, session.post(url, data=b"x") as answer:
        assert answer.status == 401
