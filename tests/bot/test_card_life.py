"""The life of a card, from the rating to the last act, over HTTP and over Socket Mode."""

import asyncio
import re
from collections.abc import AsyncIterator

import pytest
from structlog.testing import LogCapture

from bot.sandbox.records import Message
from server.core.agents import Agent
from server.core.bands import Band
from server.core.follow_ups import Actor, EventKind
from server.core.ratings import State
from server.store import agents, follow_ups, rating_events, ratings, tally_recount
from server.store.database import Database
from tests.bot.slack import ANA, BEN, CHANNEL, RunningSlack
from tests.bot.stage import LANE, Stage, set_stage, slack_settings, text_of
from tests.clock import TestClock


@pytest.fixture(params=["http", "socket"])
async def stage(
    request: pytest.FixtureRequest, slack: RunningSlack, database: Database, clock: TestClock
) -> AsyncIterator[Stage]:
    """An install whose agents are Mari Tamm and Ana Mets; Ana is known in Slack, Ben is not."""
    await database.write(agents.put, Agent("mari", "Mari Tamm"), clock())
    ana = Agent("ana", "Ana Mets", "ana@kadaka.example", slack_id=ANA)
    await database.write(agents.put, ana, clock())
    over_socket = {"signing_secret": "", "app_token": slack.workspace.app_token}
    settings = slack_settings(slack, **(over_socket if request.param == "socket" else {}))
    async with set_stage(slack, database, clock, settings=settings) as running:
        if request.param == "socket":
            await slack.sender.sockets.until(count=1)
        yield running


async def card_of(stage: Stage, score: int = 2, comment: str = "") -> tuple[str, Message]:
    rating_id = await stage.rate(score)
    if comment:
        await stage.say(rating_id, comment)
    await stage.all_delivered()
    [card] = stage.cards()
    return rating_id, card


def buttons(card: Message) -> list[str]:
    [block] = [block for block in card.blocks if block["type"] == "actions"]
    return [button["text"]["text"] for button in block["elements"]]


async def kinds(stage: Stage, rating_id: str) -> list[EventKind]:
    return [event.kind for event in await stage.database.read(rating_events.of_rating, rating_id)]


async def test_it_goes_from_claim_to_resolution_in_one_message(stage: Stage) -> None:
    rating_id, card = await card_of(stage)
    await stage.press(card, "rating_claim")
    assert "Claimed by Ana Mets" in text_of(card.blocks)
    assert buttons(card) == ["Release", "Resolve", "Reply", "Not a customer"]
    await stage.press(card, "rating_resolve", BEN)
    assert "Resolved by ben" in text_of(card.blocks)
    assert buttons(card) == ["Reopen"]
    await stage.press(card, "rating_reopen")
    assert "Resolved" not in text_of(card.blocks)
    await stage.press(card, "rating_release", BEN)
    assert buttons(card) == ["Claim", "Resolve", "Reply", "Not a customer"]
    assert stage.cards() == [card]
    assert stage.thread() == [
        "Ana Mets claimed this.",
        "ben resolved this.",
        "Ana Mets opened this again.",
        "ben released this, which Ana Mets had claimed.",
    ]
    assert await kinds(stage, rating_id) == ["claimed", "resolved", "reopened", "released"]


async def test_it_keeps_who_did_what_and_when(stage: Stage) -> None:
    rating_id, card = await card_of(stage)
    before = stage.clock()
    await stage.press(card, "rating_claim")
    [event] = await stage.database.read(rating_events.of_rating, rating_id)
    assert event.actor == Actor(ANA, "Ana Mets")
    assert before <= event.at <= stage.clock()
    follow_up = await stage.database.read(follow_ups.get, rating_id)
    assert (follow_up.claimed, follow_up.resolved) == (Actor(ANA, "Ana Mets"), None)


async def test_it_gives_a_rating_to_one_of_two_who_claim_at_once(stage: Stage) -> None:
    rating_id, card = await card_of(stage)
    press = stage.slack.sender.press
    await asyncio.gather(
        *(press(CHANNEL, card.ts, "rating_claim", user=user) for user in (ANA, BEN))
    )
    await stage.all_delivered()
    await stage.slack.workspace.until(lambda: bool(stage.told(ANA) + stage.told(BEN)))
    follow_up = await stage.database.read(follow_ups.get, rating_id)
    assert follow_up.claimed is not None
    loser = BEN if follow_up.claimed.id == ANA else ANA
    assert stage.told(loser) == [f"Already claimed by {follow_up.claimed.name}."]
    assert stage.told(follow_up.claimed.id) == []
    assert stage.thread() == [f"{follow_up.claimed.name} claimed this."]


@pytest.mark.parametrize("action_id", ["rating_claim", "rating_resolve", "rating_withdraw"])
async def test_it_does_once_what_is_clicked_twice(stage: Stage, action_id: str) -> None:
    rating_id, card = await card_of(stage)
    press = stage.slack.sender.press
    await asyncio.gather(*(press(CHANNEL, card.ts, action_id, user=ANA) for _ in range(2)))
    await stage.all_delivered()
    assert len(await kinds(stage, rating_id)) == 1
    assert len(stage.thread()) == 1
    assert stage.told(ANA) == []


async def test_it_lets_the_second_of_two_clicks_undo_no_colleague(stage: Stage) -> None:
    """Ana releases with a double click, and Ben claims between the two."""
    rating_id, card = await card_of(stage)
    await stage.press(card, "rating_claim")
    await stage.worker.stop()
    await stage.slack.sender.press(CHANNEL, card.ts, "rating_release", user=ANA)
    claim = follow_ups.Act(rating_id, EventKind.CLAIMED, Actor(BEN, "ben"), stage.clock())
    await stage.database.write(follow_ups.act, claim)
    await stage.slack.sender.press(CHANNEL, card.ts, "rating_release", user=ANA)
    follow_up = await stage.database.read(follow_ups.get, rating_id)
    assert follow_up.claimed == Actor(BEN, "ben")


async def test_it_tells_who_resolved_first(stage: Stage) -> None:
    rating_id, card = await card_of(stage)
    await stage.worker.stop()
    for user in (ANA, BEN):
        await stage.slack.sender.press(CHANNEL, card.ts, "rating_resolve", user=user)
    await stage.slack.workspace.until(lambda: bool(stage.told(BEN)))
    assert stage.told(BEN) == ["Already resolved by Ana Mets."]
    assert await kinds(stage, rating_id) == ["resolved"]


async def test_it_takes_a_rating_out_of_the_scores_and_back(stage: Stage) -> None:
    rating_id, card = await card_of(stage)
    await stage.press(card, "rating_withdraw")
    assert buttons(card) == ["Undo"]
    await stage.press(card, "rating_restore", BEN)
    kept = await stage.database.read(ratings.by_id, rating_id)
    assert kept is not None
    assert kept.state is State.COUNTED
    assert await stage.database.read(tally_recount.differences) == []
    assert stage.thread() == [
        "Ana Mets marked this as not a customer. It no longer counts in any score.",
        "ben put this back. It counts as it did before.",
    ]


async def test_it_shows_all_of_a_long_comment_in_a_modal(stage: Stage) -> None:
    _, card = await card_of(stage, 4, "õ" * 4_999 + "!")
    assert "Show all" in buttons(card)
    view = await stage.opened(card, "rating_show")
    assert text_of(view.content["blocks"]).count("õ") == 4_999
    assert view.user == ANA


async def test_it_opens_a_modal_before_it_reads_anything(stage: Stage) -> None:
    _, card = await card_of(stage)
    await stage.opened(card, "rating_reply")
    calls = [call.method for call in stage.slack.workspace.calls if "views." in call.method]
    assert calls == ["views.open", "views.update"]


async def test_it_offers_ways_to_answer_while_no_e_mail_can_be_sent(stage: Stage) -> None:
    rating_id = await stage.rate(1, language="et", conversation="https://chat.example/7")
    await stage.all_delivered()
    view = await stage.opened(stage.cards()[0], "rating_reply")
    shown = text_of(view.content["blocks"])
    assert "Tere, Jaan Kask!" in shown
    assert "Ana Mets" in shown
    assert "https://chat.example/7" in shown
    assert "submit" not in view.content
    assert rating_id


async def test_it_is_changed_by_whoever_is_in_the_channel(stage: Stage) -> None:
    _, card = await card_of(stage)
    stage.slack.workspace.add_user("U0NEW", "<!channel>", "x")
    await stage.press(card, "rating_claim", "U0NEW")
    assert "&lt;!channel&gt; claimed this." in stage.thread()
    assert "<!" not in card.text


async def test_it_keeps_its_skeleton_and_takes_new_block_ids(stage: Stage) -> None:
    rating_id, card = await card_of(stage)
    seen = [card.blocks]
    for action_id in ("rating_claim", "rating_resolve", "rating_reopen", "rating_withdraw"):
        await stage.press(card, action_id)
        seen.append(card.blocks)
    await stage.say(rating_id, "More")
    await stage.all_delivered()
    seen.append(card.blocks)
    kinds_seen = {tuple(block["type"] for block in blocks) for blocks in seen}
    assert kinds_seen == {("rich_text", "rich_text", "context", "actions")}
    ids = [block["block_id"] for blocks in seen for block in blocks]
    assert len(ids) == len(set(ids))


async def test_it_says_a_comment_on_a_low_rating_in_the_thread(stage: Stage) -> None:
    rating_id, card = await card_of(stage, 1)
    await stage.say(rating_id, "Still broken")
    await stage.all_delivered()
    assert "Still broken" in text_of(card.blocks)
    assert stage.thread() == ["Jaan Kask commented: Still broken"]


async def test_it_says_a_late_comment_in_the_thread(stage: Stage, clock: TestClock) -> None:
    rating_id, _ = await card_of(stage, 5)
    clock.forward(seconds=20)
    await stage.say(rating_id, "Thanks")
    await stage.all_delivered()
    assert stage.thread() == []
    clock.forward(hours=1)
    await stage.say(rating_id, "Thanks again")
    await stage.all_delivered()
    assert stage.thread() == ["Jaan Kask commented: Thanks again"]


async def test_it_says_a_changed_score_in_the_thread(stage: Stage) -> None:
    rating_id, card = await card_of(stage, 2)
    await stage.rescore(rating_id, 4, Band.POSITIVE)
    await stage.all_delivered()
    assert card.text.startswith("4 of 5")
    assert stage.thread() == ["Jaan Kask changed the score: 2/5 → 4/5"]


async def test_it_says_nothing_of_a_comment_that_the_card_came_with(stage: Stage) -> None:
    await stage.worker.stop()
    rating_id = await stage.rate(1)
    await stage.say(rating_id, "Broken")
    await stage.deliver_next()
    assert "Broken" in text_of(stage.cards()[0].blocks)
    assert stage.thread() == []


async def test_it_says_the_last_of_several_comments_once(stage: Stage) -> None:
    rating_id, _ = await card_of(stage, 1)
    await stage.worker.stop()
    await stage.say(rating_id, "Bro")
    await stage.say(rating_id, "Broken")
    for _ in range(3):
        await stage.deliver_next_and_finish()
    assert stage.thread() == ["Jaan Kask commented: Broken"]


async def test_it_goes_before_what_waits_for_the_channel(stage: Stage) -> None:
    """A burst of new ratings does not keep somebody waiting who presses a button."""
    _, card = await card_of(stage)
    await stage.worker.stop()
    for score in (3, 4, 5):
        await stage.rate(score)
    await stage.slack.sender.press(CHANNEL, card.ts, "rating_claim")
    await stage.deliver_next_and_finish()
    assert "Claimed by Ana Mets" in text_of(card.blocks)
    await stage.deliver_next_and_finish()
    assert stage.thread(card) == ["Ana Mets claimed this."]


async def test_it_changes_the_cards_of_every_channel(stage: Stage) -> None:
    stage.slack.workspace.add_channel("C0OTHER", "other")
    await stage.rate(2, destinations=(LANE, "slack:C0OTHER"))
    workspace = stage.slack.workspace
    await workspace.until(lambda: len(workspace.cards()) == 2)
    await stage.all_delivered()
    [card] = stage.cards()
    await stage.press(card, "rating_claim")
    await workspace.until(
        lambda: all("Claimed by Ana Mets" in card.text for card in workspace.cards())
    )
    [other] = workspace.cards("C0OTHER")
    await workspace.until(lambda: bool(workspace.replies("C0OTHER", other.ts)))


async def test_it_acknowledges_every_press_of_a_card_that_is_behind(stage: Stage) -> None:
    _, card = await card_of(stage)
    await stage.worker.stop()
    actions = ("rating_claim", "rating_resolve", "rating_withdraw", "rating_claim")
    answers = [await stage.slack.sender.press(CHANNEL, card.ts, each) for each in actions]
    assert [answer.status for answer in answers] == [200] * 4


async def test_it_apologises_with_a_reference_when_a_form_cannot_be_filled(
    stage: Stage, log: LogCapture
) -> None:
    _, card = await card_of(stage)
    await stage.worker.stop()
    await stage.database.script("ALTER TABLE rating RENAME TO mislaid;")
    await stage.slack.sender.press(CHANNEL, card.ts, "rating_reply", user=ANA)
    await stage.slack.workspace.until(lambda: bool(stage.told(ANA)))
    [entry] = [entry for entry in log.entries if entry["event"] == "slack_listener_failed"]
    assert re.search(entry["reference"], stage.told(ANA)[0])
