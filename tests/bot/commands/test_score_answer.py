"""The chart with an answer of /scores, and the button that shares both."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.sandbox.faults import ServerError
from bot.sandbox.records import Message
from server.core.instants import day_of
from tests.bot.slack import ANA, BEN, CHANNEL
from tests.bot.stage import TIMEZONE, Stage, text_of


@pytest.fixture
async def rated(stage: Stage) -> None:
    """Six ratings a day, four days long."""
    for days in range(4):
        on = day_of(stage.clock(), ZoneInfo(TIMEZONE)) - timedelta(days=days)
        for score in (5, 5, 4, 3, 1, 5):
            await stage.rate(score, destinations=(), rated_on=on.isoformat())


def charts(stage: Stage) -> list[Message]:
    messages = stage.slack.workspace.messages(CHANNEL)
    return [m for m in messages if any(block["type"] == "image" for block in m.blocks)]


@pytest.mark.usefixtures("rated")
async def test_it_shows_the_course_of_the_score_as_a_picture(stage: Stage) -> None:
    await stage.command("csat 7d")
    await stage.slack.workspace.until(lambda: len(charts(stage)) == 1)
    [chart] = charts(stage)
    assert chart.visible_to == ANA
    [image] = chart.blocks
    assert image["alt_text"].startswith("CSAT ")
    file = stage.slack.workspace.files[image["slack_file"]["id"]]
    assert (file.content or b"").startswith(b"\x89PNG")


@pytest.mark.usefixtures("rated")
async def test_it_shows_a_table_where_nothing_may_be_uploaded(stage: Stage) -> None:
    workspace = stage.slack.workspace
    workspace.scopes = tuple(scope for scope in workspace.scopes if scope != "files:write")
    await stage.command("csat 7d")
    await workspace.until(lambda: len(workspace.messages(CHANNEL)) == 2)
    table = text_of(workspace.messages(CHANNEL)[1].blocks)
    assert "95 % interval" in table
    assert charts(stage) == []


@pytest.mark.usefixtures("rated")
async def test_it_shows_the_picture_once_more_when_slack_did_not_know_it_yet(stage: Stage) -> None:
    workspace = stage.slack.workspace
    workspace.faults.add("response_url", ServerError(400))
    await stage.command("csat 7d")
    await workspace.until(lambda: len(charts(stage)) == 1)
    assert len(workspace.messages(CHANNEL)) == 2


async def test_it_draws_nothing_of_too_little(stage: Stage) -> None:
    for score in (5, 4, 1, 5, 5):
        await stage.rate(score, destinations=())
    await stage.command("csat 7d")
    await stage.command("today")
    assert not stage.slack.workspace.calls_of("files.getUploadURLExternal")


@pytest.mark.usefixtures("rated")
async def test_it_shares_an_answer_and_its_chart_once(stage: Stage) -> None:
    workspace = stage.slack.workspace
    await stage.command("csat 7d")
    await workspace.until(lambda: len(charts(stage)) == 1)
    answer = workspace.messages(CHANNEL)[0]
    assert answer.visible_to == ANA
    for _ in range(2):
        if any(block["type"] == "actions" for block in answer.blocks):
            await stage.slack.sender.press(CHANNEL, answer.ts, "answer_share")
            await workspace.until(lambda: len(charts(stage)) == 2)
    [shared] = [m for m in stage.cards() if "n = 24" in m.text]
    assert "ana shared /scores csat 7d" in text_of(shared.blocks)
    assert len([chart for chart in charts(stage) if chart.visible_to is None]) == 1


@pytest.mark.usefixtures("rated")
async def test_it_shares_at_once_when_told_to(stage: Stage) -> None:
    answer = await stage.slack.sender.command("/scores csat 7d share", user=BEN)
    assert answer.json["response_type"] == "in_channel"
    await stage.slack.workspace.until(lambda: len(charts(stage)) == 1)
    assert charts(stage)[0].visible_to is None
