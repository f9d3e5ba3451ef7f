"""The Home tab, as somebody opens it in the stand-in for Slack."""

import pytest

from bot.sandbox.faults import Refused
from bot.sandbox.records import View
from server.core.agents import Agent
from server.core.ratings import Said
from server.store import agents
from tests.bot.blocks.answer_limits import check_modal
from tests.bot.slack import ANA, BEN, CHANNEL
from tests.bot.stage import Stage, text_of


@pytest.fixture(autouse=True)
async def _ana_is_mari(stage: Stage) -> None:
    await stage.database.write(agents.put, Agent("mari", "Mari Tamm", slack_id=ANA), stage.clock())


async def opened(stage: Stage, user: str = ANA) -> View:
    before = len(stage.slack.workspace.calls_of("views.publish"))
    await stage.slack.sender.open_home(user)
    await stage.slack.workspace.until(
        lambda: len(stage.slack.workspace.calls_of("views.publish")) > before
    )
    return stage.slack.workspace.views[f"V{user}HOME"]


async def text(stage: Stage, user: str = ANA) -> str:
    return text_of((await opened(stage, user)).content["blocks"])


async def shows(stage: Stage, wanted: str) -> None:
    """Wait until Ana's tab, which is open, says something."""
    views = stage.slack.workspace.views
    await stage.slack.workspace.until(
        lambda: wanted in text_of(views[f"V{ANA}HOME"].content["blocks"])
    )


async def test_it_shows_my_scores_and_who_praised_me(stage: Stage) -> None:
    for score in (5, 5, 4, 5, 3):
        await stage.rate(score, said=Said("So kind <!here>") if score == 4 else Said())
    shown = await text(stage)
    assert "My scores Mari Tamm · last 30 days" in shown
    assert "CSAT 80 % (" in shown
    assert "n = 5" in shown
    assert "Praise for me So kind <!here> Jaan Kask" in shown


async def test_it_shows_what_waits_for_me_until_it_is_done(stage: Stage) -> None:
    await stage.rate(1, said=Said("It never came"))
    await stage.all_delivered()
    assert "1 of 5  · Jaan Kask · not claimed yet" in await text(stage)
    await stage.press(stage.cards()[0], "rating_claim")
    await shows(stage, "Claimed by Mari Tamm")
    assert CHANNEL in str(stage.slack.workspace.views[f"V{ANA}HOME"].content)
    await stage.press(stage.cards()[0], "rating_resolve")
    await shows(stage, "Nothing waits for you.")


async def test_it_leaves_to_a_colleague_what_they_claimed(stage: Stage) -> None:
    await stage.rate(1)
    await stage.all_delivered()
    await stage.press(stage.cards()[0], "rating_claim", user=BEN)
    assert "Nothing waits for you." in await text(stage)
    assert "Claimed by ben" in await text(stage, BEN)


async def test_it_says_how_to_be_known(stage: Stage) -> None:
    assert "--slack-id" in await text(stage, BEN)


async def test_it_shows_what_channels_get_and_how_slack_is(stage: Stage) -> None:
    await stage.command("subscribe negative mention")
    shown = await text(stage)
    assert "Ratings that are negative: a card each, mentioning the agent" in shown
    assert "Paldies and Slack are connected." in shown


async def test_it_publishes_anew_when_somebody_else_did(stage: Stage) -> None:
    await opened(stage)
    stage.slack.workspace.faults.add("views.publish", Refused("hash_conflict"))
    await opened(stage)
    await stage.slack.workspace.until(
        lambda: len(stage.slack.workspace.calls_of("views.publish")) == 3
    )
    calls = [call.arguments for call in stage.slack.workspace.calls_of("views.publish")]
    assert ["hash" in call for call in calls] == [False, True, False]


async def test_it_hears_an_event_once_however_often_it_is_told(stage: Stage) -> None:
    event = {"type": "app_home_opened", "user": ANA, "tab": "home"}
    for retry in range(3):
        answer = await stage.slack.sender.event(event, event_id="Ev1", retry=retry)
        assert answer.status == 200
    await stage.slack.workspace.until(lambda: bool(stage.slack.workspace.calls_of("views.publish")))
    await opened(stage)
    assert len(stage.slack.workspace.calls_of("views.publish")) == 2


async def test_it_is_a_view_that_slack_takes(stage: Stage) -> None:
    for score in (5, 1):
        await stage.rate(score, said=Said("<!channel> & " * 150))
    view = await opened(stage)
    check_modal({**view.content, "title": {"type": "plain_text", "text": "Home"}})
