"""Notes in threads and changes of cards, while Slack is not well or refuses."""

import pytest

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
from bot.sandbox.records import Json, Message
from bot.settings import Waits
from server.core.deliveries import DeliveryState
from server.core.jobs import Again, Done
from server.store import jobs, notes, rating_events
from server.store.database import Database
from tests.bot.slack import CHANNEL, RunningSlack
from tests.bot.stage import LANE, Stage, set_stage, text_of, until
from tests.clock import TestClock

EVERY_FAULT = [
    ServerError(503),
    ServerErrorAfter(500),
    Hang(),
    HangAfter(),
    Cut(),
    CutAfter(),
    Refused("token_revoked"),
    Refused("is_archived"),
    Refused("internal_error"),
    Refused("service_unavailable"),
]
STAYS = ["cant_update_message", "edit_window_closed", "block_mismatch", "streaming_state_conflict"]
TOO_LONG = ["msg_too_long", "msg_blocks_too_long", "invalid_blocks"]
PASSES = [
    *("is_archived", "is_inactive", "channel_not_found", "not_in_channel", "ratelimited"),
    *("update_failed", "external_channel_migrating", "fatal_error", "service_unavailable"),
    *("invalid_auth", "missing_scope", "team_access_not_granted", "restricted_action"),
]


def name_of(fault: Fault) -> str:
    return type(fault).__name__ + str(getattr(fault, "error", ""))


def is_note(arguments: Json) -> bool:
    return "thread_ts" in arguments


async def card_of(stage: Stage, score: int = 2) -> tuple[str, Message]:
    rating_id = await stage.rate(score)
    await stage.all_delivered()
    [card] = stage.cards()
    return rating_id, card


@pytest.mark.parametrize("fault", EVERY_FAULT, ids=name_of)
async def test_it_ends_with_one_note_for_each_act(stage: Stage, fault: Fault) -> None:
    _, card = await card_of(stage)
    stage.slack.workspace.faults.add("chat.postMessage", fault, times=2, when=is_note)
    await stage.press(card, "rating_claim")
    await stage.press(card, "rating_resolve")
    assert sorted(stage.thread()) == ["ana claimed this.", "ana resolved this."]


async def test_it_does_not_say_blindly_what_may_have_been_said(stage: Stage) -> None:
    _, card = await card_of(stage)
    faults = stage.slack.workspace.faults
    faults.add("chat.postMessage", Cut(), when=is_note)
    faults.add("conversations.replies", Refused("missing_scope"), times=None)
    await stage.press(card, "rating_claim")
    assert stage.thread() == []
    counts = await stage.database.read(jobs.counts)
    assert counts == {LANE: (0, 1)}


async def test_it_finds_the_note_of_a_process_that_died_before_it_knew(stage: Stage) -> None:
    rating_id, card = await card_of(stage)
    stage.slack.workspace.faults.add("chat.postMessage", HangAfter(), when=is_note)
    await stage.slack.sender.press(CHANNEL, card.ts, "rating_claim")
    await stage.slack.workspace.until(lambda: bool(stage.thread()))
    await stage.worker.stop()
    [event] = await stage.database.read(rating_events.of_rating, rating_id)
    await stage.database.write(notes.sending, event.id, LANE, stage.clock())
    assert await stage.deliver_next() == Done()
    assert stage.thread() == ["ana claimed this."]


async def test_it_says_what_a_process_had_not_said_when_it_died(
    slack: RunningSlack, database: Database, clock: TestClock
) -> None:
    async with set_stage(slack, database, clock) as stage:
        rating_id, card = await card_of(stage)
        await stage.worker.stop()
        await stage.slack.sender.press(CHANNEL, card.ts, "rating_claim")
        await stage.deliver_next_and_finish()
        [event] = await database.read(rating_events.of_rating, rating_id)
        await database.write(notes.sending, event.id, LANE, clock())
        assert isinstance(await stage.deliver_next(), Again)
        assert await stage.deliver_next() == Done()
        assert stage.thread() == ["ana claimed this."]


@pytest.mark.parametrize("code", STAYS)
async def test_it_says_in_the_thread_what_a_card_cannot_show(stage: Stage, code: str) -> None:
    rating_id, card = await card_of(stage, 5)
    before = text_of(card.blocks)
    with stage.slack.workspace.faults.during("chat.update", Refused(code)):
        await stage.say(rating_id, "Not low and not late")
        await stage.all_delivered()
        await stage.press(card, "rating_claim")
        await stage.press(card, "rating_resolve")
    assert text_of(card.blocks) == before
    assert stage.thread() == [
        "Jaan Kask commented: Not low and not late",
        "ana claimed this.",
        "ana resolved this.",
    ]
    delivery = await stage.delivery(rating_id)
    assert delivery.state is DeliveryState.SENT
    assert code in (delivery.error or "")
    assert stage.bot.health() == {"state": "ok"}


@pytest.mark.parametrize("code", TOO_LONG)
async def test_it_keeps_a_change_that_slack_did_not_take_to_be_tried_again(
    stage: Stage, code: str
) -> None:
    rating_id, card = await card_of(stage, 5)
    with stage.slack.workspace.faults.during("chat.update", Refused(code)):
        await stage.say(rating_id, "Thank you")
        await stage.all_delivered()
    assert stage.thread() == ["Jaan Kask commented: Thank you"]
    await stage.database.write(jobs.replay, stage.clock())
    stage.worker.wake([LANE])
    await stage.all_delivered()
    assert "Thank you" in text_of(card.blocks)
    assert stage.thread() == ["Jaan Kask commented: Thank you"]


@pytest.mark.parametrize("code", PASSES)
async def test_it_changes_the_card_once_slack_takes_it_again(stage: Stage, code: str) -> None:
    rating_id, card = await card_of(stage, 5)
    stage.slack.workspace.faults.add("chat.update", Refused(code), times=2)
    if code == "ratelimited":
        stage.slack.workspace.faults.clear()
        stage.slack.workspace.faults.add("chat.update", RateLimited(1))
    await stage.say(rating_id, "Thank you")
    await stage.all_delivered()
    assert "Thank you" in text_of(card.blocks)
    assert stage.thread() == []
    assert len(stage.cards()) == 1


async def test_it_leaves_a_deleted_card_alone_whatever_people_do(stage: Stage) -> None:
    rating_id, card = await card_of(stage, 5)
    stage.slack.workspace.delete(card)
    for comment in ("Still", "Still here"):
        await stage.say(rating_id, comment)
        await stage.all_delivered()
    assert stage.cards() == []
    assert "deleted" in ((await stage.delivery(rating_id)).error or "")


async def test_it_posts_a_deleted_card_of_an_unsettled_low_rating_once_more(stage: Stage) -> None:
    """A customer who is not served writes again: that must be seen, but nobody fights a deletion."""
    rating_id, card = await card_of(stage, 1)
    stage.slack.workspace.delete(card)
    await stage.say(rating_id, "I still wait")
    await stage.all_delivered()
    [again] = stage.cards()
    assert "I still wait" in text_of(again.blocks)
    await stage.press(again, "rating_claim")
    assert stage.thread(again)[-1] == "ana claimed this."
    stage.slack.workspace.delete(again)
    for comment in ("Hello?", "Anybody?"):
        await stage.say(rating_id, comment)
        await stage.all_delivered()
    assert stage.cards() == []


async def test_it_does_not_post_a_deleted_card_again_that_was_resolved(stage: Stage) -> None:
    rating_id, card = await card_of(stage, 1)
    await stage.press(card, "rating_resolve")
    stage.slack.workspace.delete(card)
    await stage.say(rating_id, "Thank you after all")
    await stage.all_delivered()
    assert stage.cards() == []


async def test_it_gives_up_a_note_whose_thread_is_gone(stage: Stage) -> None:
    _, card = await card_of(stage, 5)
    stage.slack.workspace.faults.add("chat.postMessage", Refused("thread_not_found"), when=is_note)
    await stage.press(card, "rating_claim")
    assert stage.thread() == []
    assert await stage.database.read(jobs.counts) == {}
    assert stage.bot.health() == {"state": "ok"}


async def test_it_waits_with_a_note_until_the_card_is_there(stage: Stage) -> None:
    """The card left and its answer was lost; meanwhile the customer wrote."""
    stage.slack.workspace.faults.add("chat.postMessage", HangAfter())
    rating_id = await stage.rate(1)
    await stage.slack.workspace.until(lambda: bool(stage.cards()))
    await stage.say(rating_id, "Broken")
    await stage.all_delivered()
    assert stage.thread() == ["Jaan Kask commented: Broken"]
    assert "Broken" in text_of(stage.cards()[0].blocks)


async def test_it_keeps_the_pace_of_a_channel_with_notes_too(
    slack: RunningSlack, database: Database, clock: TestClock
) -> None:
    async with set_stage(slack, database, clock, waits=Waits(between_messages=0.1)) as stage:
        _, card = await card_of(stage)
        await stage.press(card, "rating_claim")
        await stage.press(card, "rating_resolve")
    calls = [call.at for call in slack.workspace.calls if call.method.startswith("chat.")]
    assert len(calls) == 5
    assert calls[-1] - calls[0] > 0.35


@pytest.mark.parametrize(
    "fault", [Refused("expired_trigger_id"), Cut(), ServerError(500)], ids=name_of
)
async def test_it_says_that_a_modal_was_not_opened(stage: Stage, fault: Fault) -> None:
    _, card = await card_of(stage)
    stage.slack.workspace.faults.add("views.open", fault)
    await stage.slack.sender.press(CHANNEL, card.ts, "rating_reply", user="U0ANA")
    await stage.slack.workspace.until(lambda: bool(stage.told("U0ANA")))
    assert "press once more" in stage.told("U0ANA")[0]


async def test_it_says_nothing_when_a_modal_was_closed_before_it_was_filled(stage: Stage) -> None:
    _, card = await card_of(stage)
    stage.slack.workspace.faults.add("views.update", Refused("not_found"))
    await stage.opened(card, "rating_reply")
    await stage.press(card, "rating_claim")
    assert stage.told("U0ANA") == []


async def test_it_does_every_act_while_slack_is_away(stage: Stage) -> None:
    """Acts are kept with their notes; all of it is shown when Slack is back."""
    rating_id, card = await card_of(stage)
    with stage.slack.workspace.faults.during("chat.update", ServerError(503)):
        await stage.slack.sender.press(CHANNEL, card.ts, "rating_claim")
        await stage.slack.sender.press(CHANNEL, card.ts, "rating_resolve")

        async def both() -> bool:
            return len(await stage.database.read(rating_events.of_rating, rating_id)) == 2

        await until(both)
    await stage.all_delivered()
    assert "Resolved by ana" in text_of(card.blocks)
    assert stage.thread() == ["ana claimed this.", "ana resolved this."]
