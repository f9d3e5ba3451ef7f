"""What people do in Slack, over HTTP and over Socket Mode alike."""

from collections.abc import AsyncIterator

import pytest

from server.core.agents import Agent
from server.core.ratings import State
from server.store import agents, ratings
from server.store.database import Database
from tests.bot.slack import ANA, CHANNEL, RunningSlack
from tests.bot.stage import PUBLIC_URL, Stage, set_stage, slack_settings, text_of
from tests.clock import TestClock


@pytest.fixture(params=["http", "socket"])
async def stage(
    request: pytest.FixtureRequest, slack: RunningSlack, database: Database, clock: TestClock
) -> AsyncIterator[Stage]:
    await database.write(agents.put, Agent("mari", "Mari Tamm", slack_id=ANA), clock())
    over_socket = slack_settings(slack, signing_secret="", app_token=slack.workspace.app_token)
    settings = over_socket if request.param == "socket" else slack_settings(slack)
    async with set_stage(slack, database, clock, settings=settings) as running:
        if request.param == "socket":
            await slack.sender.sockets.until(count=1)
        yield running


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("csat today", "n = 6"),
        ("low 3", "1 of 5"),
        ("find refund", "Where is my refund"),
        ("status", "Paldies and Slack are connected."),
        ("rules", "Every rating"),
        ("subscribe negative", "Ratings that are negative"),
        ("mute 2h", "muted until"),
        ("help low", "The latest low ratings"),
        ("cast", "Did you mean “csat”?"),
    ],
)
async def test_it_answers_every_verb(stage: Stage, words: str, answer: str) -> None:
    for score in (5, 5, 4, 5, 3):
        await stage.rate(score)
    await stage.say(await stage.rate(1), "Where is my refund?")
    await stage.all_delivered()
    assert answer in await stage.command(words)


async def test_it_takes_a_card_through_its_life(stage: Stage) -> None:
    rating_id = await stage.rate(1)
    await stage.all_delivered()
    for act in ("rating_claim", "rating_resolve", "rating_reopen", "rating_withdraw"):
        await stage.press(stage.cards()[0], act)
    kept = await stage.database.read(ratings.by_id, rating_id)
    assert kept is not None
    assert kept.state is State.WITHDRAWN
    assert len(stage.thread()) == 4


async def test_it_opens_a_form_and_a_home_tab(stage: Stage) -> None:
    await stage.rate(1)
    await stage.all_delivered()
    view = await stage.opened(stage.cards()[0], "rating_reply")
    assert "Reply" in text_of([view.content])
    await stage.slack.sender.open_home(ANA)
    await stage.slack.workspace.until(lambda: f"V{ANA}HOME" in stage.slack.workspace.views)


async def test_it_shows_a_rating_where_it_is_linked(stage: Stage) -> None:
    rating_id = await stage.rate(1)
    await stage.all_delivered()
    url = f"{PUBLIC_URL}/ratings/{rating_id}"
    [card] = stage.cards()
    event = {"type": "link_shared", "channel": CHANNEL, "message_ts": card.ts}
    await stage.slack.sender.event({**event, "links": [{"url": url}]})
    await stage.slack.workspace.until(lambda: url in card.unfurls)
