"""Cards that wait, digests at their hour, and bursts."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from bot.sandbox.faults import (
    Cut,
    CutAfter,
    Fault,
    HangAfter,
    RateLimited,
    Refused,
    ServerError,
    ServerErrorAfter,
)
from bot.sandbox.pace import OverPace
from bot.sandbox.records import Message
from server.core.agents import Agent
from server.core.deliveries import DeliveryState
from server.core.ratings import Revision, Said, State
from server.store import agents, deliveries, jobs, ratings
from server.store.database import Database
from tests.bot.slack import CHANNEL, RunningSlack
from tests.bot.stage import LANE, QUICK, TIMEZONE, Stage, rating_of, set_stage, text_of, until
from tests.clock import TestClock

MANY = 40


def clock_text(clock: TestClock, *, hours: float) -> str:
    """Return the time of day so many hours from now, where the company is."""
    now = datetime.fromtimestamp(clock() / 1000, ZoneInfo(TIMEZONE))
    return f"{now + timedelta(hours=hours):%H:%M}"


def digests(stage: Stage) -> list[Message]:
    return [card for card in stage.cards() if _kind(card) == "paldies_digest"]


def singles(stage: Stage) -> list[str]:
    return [rating_of(card) for card in stage.cards() if _kind(card) == "paldies_rating"]


def _kind(card: Message) -> str:
    assert card.metadata is not None
    return str(card.metadata["event_type"])


async def rated_while_away(
    slack: RunningSlack, database: Database, clock: TestClock, scores: list[int]
) -> dict[str, int]:
    """Have customers rate while nobody delivers; return each rating's score."""
    await database.write(agents.put, Agent("mari", "Mari Tamm"), clock())
    async with set_stage(slack, database, clock) as stage:
        await stage.worker.stop()
        return {await stage.rate(score): score for score in scores}


async def test_it_gathers_good_ratings_that_come_too_fast_and_posts_low_ones_first(
    slack: RunningSlack, database: Database, clock: TestClock
) -> None:
    rated = await rated_while_away(slack, database, clock, [5, 4, 3, 1, 2] * 8)
    async with set_stage(slack, database, clock) as stage:
        await stage.all_delivered()
        [digest] = digests(stage)
        low = [rating_id for rating_id, score in rated.items() if score < 3]
        assert singles(stage) == low
        assert stage.cards()[-1] is digest
        assert digest.text.startswith("24 ratings came at once · 16 positive, 8 neutral, 0 neg")
        for rating_id in rated:
            delivery = await stage.delivery(rating_id)
            assert delivery.state is DeliveryState.SENT
            assert (delivery.digest_id is None) == (rating_id in low)


async def test_it_posts_a_card_each_for_as_many_as_a_channel_takes(
    slack: RunningSlack, database: Database, clock: TestClock
) -> None:
    rated = await rated_while_away(slack, database, clock, [5] * 10)
    async with set_stage(slack, database, clock) as stage:
        await stage.all_delivered()
        assert singles(stage) == list(rated)


async def test_it_posts_as_many_digests_as_it_takes(
    slack: RunningSlack, database: Database, clock: TestClock
) -> None:
    await rated_while_away(slack, database, clock, [5] * 215)
    async with set_stage(slack, database, clock) as stage:
        await stage.all_delivered()
        counts = [digest.text.split()[0] for digest in digests(stage)]
        assert counts == ["100", "100", "15"]
        assert singles(stage) == []


async def test_it_tells_of_a_thousand_ratings_no_faster_than_a_channel_takes(
    slack: RunningSlack, database: Database, clock: TestClock
) -> None:
    rated = await rated_while_away(slack, database, clock, [5, 4, 5, 3, 5] * 190 + [1, 2] * 25)
    slack.workspace.faults.add(
        "chat.postMessage", RateLimited(1), times=None, when=OverPace(per_second=50, burst=2)
    )
    random = Random(7)
    for fault in (CutAfter(), HangAfter(), ServerErrorAfter(), Cut(), ServerError(503)):
        slack.workspace.faults.add("chat.postMessage", fault, when=lambda _: random.random() < 0.1)
    waits = replace(QUICK, between_messages=0.025)
    async with set_stage(slack, database, clock, waits=waits) as stage:
        await stage.all_delivered(30)
        low = [rating_id for rating_id, score in rated.items() if score < 3]
        assert sorted(singles(stage)) == low
        assert len(digests(stage)) == 10
        # One whose answer was lost is looked for while the others go on.
        assert {_kind(card) for card in stage.cards()[:40]} == {"paldies_rating"}
        assert [(await stage.delivery(each)).state for each in rated] == ["sent"] * 1_000
    calls = slack.workspace.calls_of("chat.postMessage")
    assert sum(call.fault == "RateLimited" for call in calls) <= 1


@pytest.mark.parametrize(
    "fault",
    [
        CutAfter(),
        HangAfter(),
        ServerErrorAfter(),
        RateLimited(1),
        Refused("internal_error"),
        Refused("channel_not_found"),
    ],
    ids=lambda fault: type(fault).__name__,
)
async def test_it_posts_a_digest_once_whatever_becomes_of_the_answer(
    slack: RunningSlack, database: Database, clock: TestClock, fault: Fault
) -> None:
    await rated_while_away(slack, database, clock, [5] * MANY)
    slack.workspace.faults.add("chat.postMessage", fault, times=2)
    async with set_stage(slack, database, clock) as stage:
        await stage.all_delivered()
        assert len(stage.cards()) == 1
        assert len(digests(stage)) == 1


async def test_it_finds_the_digest_of_a_process_that_died_before_it_knew(
    slack: RunningSlack, database: Database, clock: TestClock
) -> None:
    await rated_while_away(slack, database, clock, [5] * MANY)
    slack.workspace.faults.add("chat.postMessage", HangAfter())
    async with set_stage(slack, database, clock) as stage:
        await slack.workspace.until(lambda: bool(stage.cards()))
    async with set_stage(slack, database, clock) as stage:
        await stage.all_delivered()
        assert len(stage.cards()) == 1


async def test_it_keeps_a_digest_true_when_its_ratings_change(
    slack: RunningSlack, database: Database, clock: TestClock
) -> None:
    rated = await rated_while_away(slack, database, clock, [5] * MANY)
    async with set_stage(slack, database, clock) as stage:
        await stage.all_delivered()
        first, second, *_ = rated
        survey = stage.catalogue.survey("csat")
        assert survey is not None
        change = Revision(first, clock(), Said("It broke after all"), 1, survey.bands[1])
        await database.write(ratings.revise, change)
        await database.write(ratings.set_state, second, State.WITHDRAWN, clock())
        stage.worker.wake([ratings.ROUTES])
        await stage.all_delivered()
        [digest] = stage.cards()
        assert digest.text.startswith("39 ratings came at once · 38 positive, 0 neutral, 1 neg")
        assert "It broke after all" in text_of(digest.blocks)


async def test_it_unfolds_a_digest(
    slack: RunningSlack, database: Database, clock: TestClock
) -> None:
    await rated_while_away(slack, database, clock, [5] * MANY)
    async with set_stage(slack, database, clock) as stage:
        await stage.all_delivered()
        [digest] = stage.cards()
        answer = await slack.sender.press(CHANNEL, digest.ts, "digest_unfold")
        assert answer.status == 200
        await slack.workspace.until(lambda: bool(slack.workspace.views))
        [view] = slack.workspace.views.values()
        shown = text_of(view.content["blocks"])
        assert shown.count("5 of 5") == MANY
        assert "Mari Tamm · Jaan Kask" in shown


async def test_it_waits_through_quiet_hours(stage: Stage, clock: TestClock) -> None:
    ends = clock_text(clock, hours=1)
    await stage.command(f"subscribe all quiet:{clock_text(clock, hours=-1)}-{ends}")
    held = [await stage.rate(score) for score in (5, 1)]
    await stage.all_delivered()
    assert stage.cards() == []
    clock.forward(hours=1, seconds=1)
    stage.worker.wake([LANE])
    await stage.slack.workspace.until(lambda: len(stage.cards()) == 2)
    assert singles(stage) == held[::-1]


async def test_it_gathers_what_was_held_when_it_was_much(stage: Stage, clock: TestClock) -> None:
    ends = clock_text(clock, hours=1)
    await stage.command(f"subscribe all quiet:{clock_text(clock, hours=-1)}-{ends}")
    for score in [5] * 20 + [1]:
        await stage.rate(score)
    await stage.all_delivered()
    assert stage.cards() == []
    clock.forward(hours=1, seconds=1)
    stage.worker.wake([LANE])
    await stage.slack.workspace.until(lambda: len(stage.cards()) == 2)
    await stage.all_delivered()
    assert [_kind(card) for card in stage.cards()] == ["paldies_rating", "paldies_digest"]


async def test_it_edits_cards_in_quiet_hours(stage: Stage, clock: TestClock) -> None:
    rating_id = await stage.rate(4)
    await stage.all_delivered()
    times = f"{clock_text(clock, hours=-1)}-{clock_text(clock, hours=1)}"
    await stage.command(f"subscribe all quiet:{times}")
    await stage.say(rating_id, "Late but kind")
    await stage.all_delivered()
    [card] = stage.cards()
    assert "Late but kind" in text_of(card.blocks)


async def test_it_tells_at_its_hour_what_a_rule_gathered(stage: Stage, clock: TestClock) -> None:
    await stage.command(f"subscribe csat digest:daily@{clock_text(clock, hours=2)}")
    for score in (5, 4, 3, 5, 1):
        await stage.rate(score)
    await stage.say(stage.rated[-1], "Nobody answered me")
    await stage.all_delivered()
    assert stage.cards() == []
    clock.forward(hours=2, seconds=1)
    await stage.slack.workspace.until(lambda: bool(stage.cards()))
    await stage.all_delivered()
    [digest] = stage.cards()
    assert digest.text.startswith("5 ratings since yesterday ")
    assert "3 positive, 1 neutral, 1 negative" in digest.text
    assert "Nobody answered me" in text_of(digest.blocks)
    await stage.rate(5)
    await stage.all_delivered()
    assert stage.cards() == [digest]
    clock.forward(days=1)
    await stage.slack.workspace.until(lambda: len(stage.cards()) == 2)
    assert stage.cards()[-1].text.startswith("1 rating since yesterday ")


async def test_it_posts_the_digest_of_a_rule_once_through_lost_answers(
    stage: Stage, clock: TestClock
) -> None:
    await stage.command(f"subscribe all digest:daily@{clock_text(clock, hours=1)}")
    for score in (5, 1):
        await stage.rate(score)
    await stage.all_delivered()
    stage.slack.workspace.faults.add("chat.postMessage", CutAfter())
    stage.slack.workspace.faults.add("chat.postMessage", ServerErrorAfter())
    clock.forward(hours=1, seconds=1)
    await stage.slack.workspace.until(lambda: bool(stage.cards()))
    await stage.all_delivered()
    assert len(stage.cards()) == 1


async def test_it_sends_each_rating_to_a_channel_once_whether_card_or_digest(
    stage: Stage, clock: TestClock
) -> None:
    """A rating that waits for a digest and then matches a card's rule is told by the card alone."""
    await stage.command(f"subscribe all digest:daily@{clock_text(clock, hours=1)}")
    await stage.command("subscribe comments")
    talked, silent = [await stage.rate(5), await stage.rate(5)]
    await stage.say(talked, "Now I have something to say")
    await stage.all_delivered()
    assert singles(stage) == [talked]
    clock.forward(hours=1, seconds=1)
    await stage.slack.workspace.until(lambda: len(stage.cards()) == 2)
    [digest] = digests(stage)
    assert digest.text.startswith("1 rating since")
    assert (await stage.delivery(silent)).digest_id is not None


async def test_it_drops_what_waits_for_a_rule_that_is_gone(stage: Stage, clock: TestClock) -> None:
    await stage.command(f"subscribe nps digest:daily@{clock_text(clock, hours=1)}")
    await stage.command(f"subscribe csat digest:daily@{clock_text(clock, hours=1)}")
    await stage.rate(5)
    await stage.all_delivered()
    await stage.command("unsubscribe csat")
    await stage.all_delivered()
    assert await stage.database.read(jobs.counts) == {}
    clock.forward(hours=2)
    await stage.rate(5)
    await stage.all_delivered()
    assert stage.cards() == []


async def test_it_sends_cards_of_what_waited_when_a_digest_becomes_cards(
    stage: Stage, clock: TestClock
) -> None:
    await stage.command(f"subscribe csat digest:daily@{clock_text(clock, hours=1)}")
    rating_id = await stage.rate(5)
    await stage.all_delivered()
    await stage.command("subscribe csat digest:off")
    await stage.slack.workspace.until(lambda: bool(stage.cards()))
    await stage.all_delivered()
    assert singles(stage) == [rating_id]


async def test_it_posts_once_the_comment_makes_a_rule_match(stage: Stage) -> None:
    await stage.command("subscribe comments")
    rating_id = await stage.rate(5)
    await stage.all_delivered()
    assert stage.cards() == []
    await stage.say(rating_id, "Splendid")
    await stage.all_delivered()
    [card] = stage.cards()
    assert "Splendid" in text_of(card.blocks)


async def test_it_posts_once_the_score_makes_a_rule_match(stage: Stage) -> None:
    await stage.command("subscribe changed score<=2")
    rating_id = await stage.rate(5)
    low_from_the_start = await stage.rate(2)
    survey = stage.catalogue.survey("csat")
    assert survey is not None
    change = Revision(rating_id, stage.clock(), Said(), 1, survey.bands[1])
    await stage.database.write(ratings.revise, change)
    stage.worker.wake([ratings.ROUTES])
    await stage.slack.workspace.until(lambda: bool(stage.cards()))
    await stage.all_delivered()
    assert singles(stage) == [rating_id]
    assert await stage.database.read(deliveries.get, low_from_the_start, LANE) is None


async def test_it_posts_in_every_channel_whose_rule_matches(stage: Stage) -> None:
    other = stage.slack.workspace.add_channel("C0OTHER", "other")
    await stage.command("subscribe all")
    await stage.command("subscribe negative", channel=other.id)
    for score in (5, 1):
        await stage.rate(score)
    await stage.all_delivered()
    cards = stage.slack.workspace.cards()
    assert Counter(card.channel for card in cards) == {CHANNEL: 2, other.id: 1}


async def test_it_keeps_going_when_a_channel_is_closed(stage: Stage) -> None:
    other = stage.slack.workspace.add_channel("C0OTHER", "other")
    await stage.command("subscribe all")
    await stage.command("subscribe all", channel=other.id)
    other.is_member = False
    rating_id = await stage.rate(5)

    async def posted() -> bool:
        return singles(stage) == [rating_id]

    await until(posted)
    other.is_member = True
    await stage.all_delivered()
    assert len(stage.slack.workspace.cards()) == 2
