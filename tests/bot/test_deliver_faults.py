"""Cards, while Slack is not well: in the end each rating has exactly one."""

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
from bot.sandbox.records import Draft
from server.core.deliveries import DeliveryState
from server.core.jobs import Again, Done
from server.store import deliveries, jobs
from server.store.database import Database
from tests.bot.slack import CHANNEL, RunningSlack
from tests.bot.stage import LANE, QUICK, Stage, set_stage, text_of, until
from tests.clock import TestClock

EVERY_FAULT = [
    RateLimited(1),
    ServerError(500),
    ServerError(503),
    ServerErrorAfter(500),
    Hang(),
    HangAfter(),
    Cut(),
    CutAfter(),
    Refused("invalid_auth"),
    Refused("channel_not_found"),
    Refused("internal_error"),
    Refused("service_unavailable"),
    Refused("an_error_of_next_year"),
]


def name_of(fault: Fault) -> str:
    return type(fault).__name__ + str(getattr(fault, "error", ""))


@pytest.mark.parametrize("fault", EVERY_FAULT, ids=name_of)
async def test_it_ends_with_one_card_for_each_rating(stage: Stage, fault: Fault) -> None:
    stage.slack.workspace.faults.add("chat.postMessage", fault, times=2)
    for score in (1, 3, 5):
        await stage.rate(score)
    await stage.all_delivered()
    assert sorted(stage.shown()) == sorted(stage.rated)
    for rating_id in stage.rated:
        assert (await stage.delivery(rating_id)).state is DeliveryState.SENT


@pytest.mark.parametrize("fault", EVERY_FAULT, ids=name_of)
async def test_it_repeats_a_change_until_it_is_made(stage: Stage, fault: Fault) -> None:
    rating_id = await stage.rate(3)
    await stage.all_delivered()
    stage.slack.workspace.faults.add("chat.update", fault, times=2)
    await stage.say(rating_id, "Now with words")
    await stage.all_delivered()
    [card] = stage.cards()
    assert "Now with words" in text_of(card.blocks)


@pytest.mark.parametrize("fault", [ServerError(502), Hang(), Cut()], ids=name_of)
async def test_it_waits_until_it_can_look(stage: Stage, fault: Fault) -> None:
    """The message arrived, its answer was lost, and then all of Slack failed for a while."""
    faults = stage.slack.workspace.faults
    faults.add("chat.postMessage", CutAfter())
    faults.add("conversations.history", fault, times=2)
    await stage.rate(2)
    await stage.all_delivered()
    assert stage.shown() == stage.rated


async def test_it_posts_what_gathered_while_slack_could_not_be_reached(stage: Stage) -> None:
    await stage.slack.stop()
    for score in (1, 2, 3):
        await stage.rate(score)

    async def seen() -> bool:
        return stage.bot.health()["state"] == "unreachable"

    await until(seen)
    await stage.slack.start()
    await stage.all_delivered()
    assert sorted(stage.shown()) == sorted(stage.rated)
    assert stage.bot.health()["state"] == "ok"


async def test_it_says_how_to_mend_a_refused_token(stage: Stage) -> None:
    with stage.slack.workspace.faults.during("chat.postMessage", Refused("token_revoked")):
        await stage.rate()

        async def refused() -> bool:
            return stage.bot.health()["state"] == "refused"

        await until(refused)
        assert stage.bot.health()["error"] == f"{CHANNEL}: token_revoked"
        assert "SLACK_BOT_TOKEN" in stage.bot.health()["cure"]
    await stage.all_delivered()
    assert stage.shown() == stage.rated


async def test_it_finds_the_card_of_a_process_that_died_before_it_knew(stage: Stage) -> None:
    """As after kill -9: the message is in Slack, the database says `sending`."""
    stage.slack.workspace.faults.add("chat.postMessage", HangAfter())
    rating_id = await stage.rate(4)
    await stage.slack.workspace.until(lambda: bool(stage.cards()))
    await stage.worker.stop()
    delivery = await stage.delivery(rating_id)
    await stage.database.write(deliveries.sending, delivery.id, stage.clock())
    assert await stage.deliver_next() == Done()
    assert stage.shown() == [rating_id]
    assert (await stage.delivery(rating_id)).message == stage.cards()[0].ts


async def test_it_sends_what_a_process_had_not_sent_when_it_died(
    slack: RunningSlack, database: Database, clock: TestClock
) -> None:
    async with set_stage(slack, database, clock) as stage:
        await stage.worker.stop()
        rating_id = await stage.rate(4)
        delivery = await database.write(deliveries.open_delivery, rating_id, LANE, clock())
        await database.write(deliveries.sending, delivery.id, clock())
        assert isinstance(await stage.deliver_next(), Again)
        assert await stage.deliver_next() == Done()
        assert stage.shown() == [rating_id]
        assert len(slack.workspace.calls_of("conversations.history")) == 2


async def test_it_shows_what_changed_while_the_answer_was_lost(stage: Stage) -> None:
    stage.slack.workspace.faults.add("chat.postMessage", HangAfter())
    rating_id = await stage.rate(3)
    await stage.slack.workspace.until(lambda: bool(stage.cards()))
    await stage.say(rating_id, "Said meanwhile")
    await stage.all_delivered()
    [card] = stage.cards()
    assert "Said meanwhile" in text_of(card.blocks)


async def test_it_looks_through_every_page_of_a_busy_channel(stage: Stage) -> None:
    stage.slack.workspace.faults.add("chat.postMessage", CutAfter())
    faults = stage.slack.workspace.faults
    held = faults.add("conversations.history", ServerError(500), times=None)
    rating_id = await stage.rate(5)
    await stage.slack.workspace.until(lambda: bool(stage.cards()))
    for number in range(250):
        stage.slack.workspace.post(CHANNEL, Draft(f"chatter {number}"), user="U0ANA")
    faults.remove(held)
    await stage.all_delivered()
    assert stage.shown() == [rating_id]


async def test_it_does_not_send_blindly_when_it_may_not_look(stage: Stage) -> None:
    stage.slack.workspace.scopes = ("chat:write", "commands")
    stage.slack.workspace.faults.add("chat.postMessage", Cut())
    rating_id = await stage.rate(5)
    await stage.all_delivered()
    assert stage.cards() == []
    delivery = await stage.delivery(rating_id)
    assert delivery.state is DeliveryState.UNKNOWN
    assert "channels:history" in (delivery.error or "")
    assert stage.bot.health()["state"] == "refused"


async def test_it_goes_on_with_the_others_when_one_message_is_refused(stage: Stage) -> None:
    stage.slack.workspace.faults.add("chat.postMessage", Refused("invalid_blocks"))
    first = await stage.rate(1)
    await until(lambda: _is(stage, first, DeliveryState.FAILED))
    second = await stage.rate(2)
    await stage.all_delivered()
    assert stage.shown() == [second]
    await stage.database.write(jobs.replay, stage.clock())
    stage.worker.wake([LANE])
    await stage.all_delivered()
    assert sorted(stage.shown()) == sorted([first, second])


async def test_it_does_not_call_slack_ill_when_one_message_is_refused(stage: Stage) -> None:
    stage.slack.workspace.faults.add("chat.postMessage", Refused("invalid_blocks"))
    rating_id = await stage.rate(1)
    await stage.all_delivered()
    assert (await stage.delivery(rating_id)).state is DeliveryState.FAILED

    async def checked() -> bool:
        return stage.bot.health()["state"] != "checking"

    await until(checked)
    assert stage.bot.health() == {"state": "ok"}


async def test_it_does_not_count_an_outage_as_tries(stage: Stage) -> None:
    """Four times away and then a code we do not know is one try of the message, not five."""
    faults = stage.slack.workspace.faults
    faults.add("chat.postMessage", Refused("service_unavailable"), times=4)
    faults.add("chat.postMessage", Refused("an_error_of_next_year"))
    rating_id = await stage.rate(5)
    await stage.all_delivered()
    assert stage.shown() == [rating_id]
    assert (await stage.delivery(rating_id)).state is DeliveryState.SENT


async def test_it_forgets_how_often_a_message_failed_once_it_is_done(
    slack: RunningSlack, database: Database, clock: TestClock
) -> None:
    strange = Refused("an_error_of_next_year")
    async with set_stage(slack, database, clock) as stage:
        await stage.worker.stop()
        rating_id = await stage.rate(5)
        slack.workspace.faults.add("chat.postMessage", strange, times=2)
        before = [await stage.deliver_next() for _ in range(3)]
        await stage.say(rating_id, "Now with words")
        slack.workspace.faults.add("chat.update", strange)
        after = await stage.deliver_next()
    pauses = [result.seconds for result in (*before, after) if isinstance(result, Again)]
    assert pauses == [QUICK.first_pause, QUICK.first_pause * 2, QUICK.first_pause]


async def test_it_waits_as_long_as_slack_asks(stage: Stage) -> None:
    stage.slack.workspace.faults.add("chat.postMessage", RateLimited(1))
    await stage.rate()
    await stage.all_delivered()
    refused, posted = stage.slack.workspace.calls_of("chat.postMessage")
    assert posted.at - refused.at >= 1


async def test_it_asks_less_and_less_often_while_slack_refuses(
    slack: RunningSlack, database: Database, clock: TestClock
) -> None:
    async with set_stage(slack, database, clock, waits=QUICK) as stage:
        slack.workspace.faults.add("chat.postMessage", Refused("account_inactive"), times=3)
        await stage.rate()
        await stage.all_delivered()
    assert len(slack.workspace.calls_of("chat.postMessage")) == 4


async def _is(stage: Stage, rating_id: str, state: DeliveryState) -> bool:
    delivery = await stage.database.read(deliveries.get, rating_id, LANE)
    return delivery is not None and delivery.state is state
