"""Complaints of teams about the Slack apps of others, so far as they are about messages.

Each test says what people met there, and that it cannot happen here.
"""

from bot.sandbox.faults import CutAfter, RateLimited, Refused
from server.core.ratings import Customer
from tests.bot.slack import ANA, BEN, CHANNEL
from tests.bot.stage import LANE, Stage, text_of, until


async def test_it_posts_once_where_two_subscriptions_overlap(stage: Stage) -> None:
    """Twice in a channel that had subscribed to the organisation and to the repository."""
    await stage.rate(2, destinations=(LANE, LANE))
    await stage.all_delivered()
    assert len(stage.cards()) == 1


async def test_it_neither_repeats_nor_loses_a_message(stage: Stage) -> None:
    """Some notifications came twice and others never."""
    faults = stage.slack.workspace.faults
    faults.add("chat.postMessage", CutAfter(), times=2)
    faults.add("chat.postMessage", RateLimited(1))
    for score in (1, 3, 5):
        await stage.rate(score)
    await stage.all_delivered()
    assert sorted(stage.shown()) == sorted(stage.rated)


async def test_it_shows_in_the_first_message_that_it_is_resolved(stage: Stage) -> None:
    """The alert went on looking open after it was resolved."""
    await stage.rate(1)
    await stage.all_delivered()
    [card] = stage.cards()
    await stage.press(card, "rating_resolve")
    assert "Resolved by ana" in text_of(card.blocks)
    assert "Resolved by ana" in card.text


async def test_it_says_acts_in_the_thread_and_not_in_the_channel(stage: Stage) -> None:
    """Every act of a colleague was one more message in the channel, or was hidden without a trace."""
    await stage.rate(1)
    await stage.all_delivered()
    [card] = stage.cards()
    for action_id in ("rating_claim", "rating_resolve", "rating_reopen"):
        await stage.press(card, action_id)
    assert stage.cards() == [card]
    assert len(stage.thread()) == 3


async def test_it_mentions_nobody_for_what_they_did_themselves(stage: Stage) -> None:
    """People were notified of their own acts."""
    await stage.rate(1)
    await stage.all_delivered()
    [card] = stage.cards()
    await stage.press(card, "rating_claim", BEN)
    workspace = stage.slack.workspace
    said = [card, *workspace.replies(CHANNEL, card.ts)]
    assert all(f"<@{BEN}>" not in message.text for message in said)
    assert all("'type': 'user'" not in str(message.blocks) for message in said)


async def test_it_calls_a_limit_a_limit_and_a_missing_channel_missing(stage: Stage) -> None:
    """A rate limit was reported as a channel that could not be found."""
    faults = stage.slack.workspace.faults
    faults.add("chat.postMessage", RateLimited(1))
    await stage.rate(5)
    await stage.all_delivered()
    assert stage.bot.health() == {"state": "ok"}
    with faults.during("chat.postMessage", Refused("channel_not_found")):
        await stage.rate(5)

        async def noticed() -> bool:
            return stage.bot.health()["state"] == "refused"

        await until(noticed)
        assert stage.bot.health()["error"] == f"{CHANNEL}: channel_not_found"
        assert "/invite @Paldies" in stage.bot.health()["cure"]


async def test_it_keeps_one_slow_channel_from_holding_up_another(stage: Stage) -> None:
    """A wait for one channel's limit held up the worker, and with it every other channel."""
    workspace = stage.slack.workspace
    workspace.add_channel("C0OTHER", "other")
    workspace.faults.add(
        "chat.postMessage",
        Refused("is_archived"),
        times=None,
        when=lambda arguments: arguments["channel"] == CHANNEL,
    )
    await stage.rate(5, destinations=(LANE, "slack:C0OTHER"))
    await workspace.until(lambda: len(workspace.cards("C0OTHER")) == 1)
    assert workspace.cards(CHANNEL) == []
    workspace.faults.clear()
    await stage.all_delivered()
    assert len(workspace.cards(CHANNEL)) == 1


async def test_it_asks_before_it_takes_a_rating_out_and_lets_that_be_undone(stage: Stage) -> None:
    """A button "Ignore" meant for ever, and did not say so."""
    await stage.rate(1)
    await stage.all_delivered()
    [card] = stage.cards()
    [button] = [
        element
        for block in card.blocks
        for element in block.get("elements", [])
        if element.get("action_id") == "rating_withdraw"
    ]
    assert "You can undo this" in button["confirm"]["text"]["text"]
    await stage.press(card, "rating_withdraw")
    await stage.press(card, "rating_restore")
    assert "Not counted" not in card.text


async def test_it_brings_the_context_with_the_score(stage: Stage) -> None:
    """A score came without who helped whom about what, so people built bots to fetch it."""
    await stage.rate(2, customer=Customer(name="Jaan Kask"), conversation="https://chat.example/7")
    await stage.all_delivered()
    [card] = stage.cards()
    for part in ("2 of 5", "Mari Tamm helped Jaan Kask", "https://chat.example/7"):
        assert part in text_of(card.blocks)
        assert part in card.text


async def test_it_answers_a_second_press_without_a_word_in_the_channel(stage: Stage) -> None:
    """Pressing what was done already made noise for everybody."""
    await stage.rate(1)
    await stage.all_delivered()
    [card] = stage.cards()
    await stage.worker.stop()
    for user in (ANA, BEN):
        await stage.slack.sender.press(CHANNEL, card.ts, "rating_claim", user=user)
    await stage.slack.workspace.until(lambda: bool(stage.told(BEN)))
    messages = stage.slack.workspace.messages(CHANNEL)
    assert [message for message in messages if message.visible_to is None] == [card]
