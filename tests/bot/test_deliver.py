"""Cards, while Slack is well."""

from bot.sandbox.faults import RateLimited
from bot.settings import Waits
from server.core.deliveries import DeliveryState
from server.core.ratings import State
from server.store import ratings
from server.store.database import Database
from tests.bot.slack import CHANNEL, RunningSlack
from tests.bot.stage import LANE, Stage, set_stage, text_of
from tests.clock import TestClock


async def test_it_posts_one_card_for_a_rating(stage: Stage) -> None:
    rating_id = await stage.rate(2)
    await stage.all_delivered()
    [card] = stage.cards()
    assert card.text.startswith("2 of 5 · Negative · Mari Tamm helped Jaan Kask")
    assert stage.shown() == [rating_id]
    assert (await stage.delivery(rating_id)).state is DeliveryState.SENT


async def test_it_changes_the_card_when_the_comment_comes(stage: Stage) -> None:
    rating_id = await stage.rate(4)
    await stage.all_delivered()
    [before] = stage.cards()
    await stage.say(rating_id, "Quick and kind, thank you", "speed")
    await stage.all_delivered()
    [card] = stage.cards()
    assert card.ts == before.ts
    assert "Quick and kind, thank you" in text_of(card.blocks)
    assert "Speed" in text_of(card.blocks)
    assert len(stage.slack.workspace.calls_of("chat.postMessage")) == 1


async def test_it_shows_the_rating_as_it_is_when_its_turn_comes(stage: Stage) -> None:
    stage.slack.workspace.faults.add("chat.postMessage", RateLimited(1))
    rating_id = await stage.rate(3)
    await stage.slack.workspace.until(
        lambda: bool(stage.slack.workspace.calls_of("chat.postMessage"))
    )
    await stage.say(rating_id, "It took three days")
    await stage.all_delivered()
    [card] = stage.cards()
    assert "It took three days" in card.text
    assert stage.slack.workspace.calls_of("chat.update") == []


async def test_it_says_on_the_card_that_a_rating_was_withdrawn(stage: Stage) -> None:
    rating_id = await stage.rate(1)
    await stage.all_delivered()
    await stage.database.write(ratings.set_state, rating_id, State.WITHDRAWN, stage.clock())
    stage.worker.wake([LANE])
    await stage.all_delivered()
    [card] = stage.cards()
    assert "Not counted: marked as not a customer" in card.text
    assert "Undo" in text_of(card.blocks)


async def test_it_posts_nothing_for_a_rating_that_does_not_count(stage: Stage) -> None:
    await stage.rate(1, state=State.MACHINE)
    await stage.rate(2, state=State.PROVISIONAL)
    await stage.all_delivered()
    assert stage.cards() == []


async def test_it_posts_to_the_channel_of_the_destination(stage: Stage) -> None:
    stage.slack.workspace.add_channel("C0OTHER", "other")
    await stage.rate(5, destinations=(LANE, "slack:C0OTHER"))
    await stage.slack.workspace.until(lambda: len(stage.slack.workspace.cards()) == 2)
    assert [card.channel for card in stage.slack.workspace.cards()].count("C0OTHER") == 1


async def test_it_leaves_previews_of_links_out(stage: Stage) -> None:
    await stage.rate()
    await stage.all_delivered()
    [call] = stage.slack.workspace.calls_of("chat.postMessage")
    assert call.arguments["unfurl_links"] is False
    assert call.arguments["unfurl_media"] is False


async def test_it_keeps_the_pace_of_a_channel(
    slack: RunningSlack, database: Database, clock: TestClock
) -> None:
    waits = Waits(between_messages=0.1)
    async with set_stage(slack, database, clock, waits=waits) as stage:
        for score in (1, 2, 3, 4, 5):
            await stage.rate(score)
        await stage.all_delivered()
    calls = slack.workspace.calls_of("chat.postMessage")
    assert len(calls) == 5
    assert calls[-1].at - calls[0].at > 0.35


async def test_it_leaves_a_card_alone_that_somebody_deleted(stage: Stage) -> None:
    rating_id = await stage.rate(5)
    await stage.all_delivered()
    stage.slack.workspace.delete(stage.cards()[0])
    await stage.say(rating_id, "Still here?")
    await stage.all_delivered()
    assert stage.cards() == []
    assert len(stage.slack.workspace.calls_of("chat.postMessage")) == 1


async def test_it_tells_that_slack_is_well(stage: Stage) -> None:
    await stage.rate()
    await stage.all_delivered()
    assert stage.bot.health() == {"state": "ok"}
    assert {
        call.arguments["channel"] for call in stage.slack.workspace.calls_of("chat.postMessage")
    } == {CHANNEL}
