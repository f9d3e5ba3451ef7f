import asyncio

import pytest
from structlog.testing import LogCapture

from bot.sandbox.records import Draft, Message
from server.core.ratings import State
from server.store import ratings, tally_recount
from tests.bot.slack import ANA, BEN, CHANNEL
from tests.bot.stage import Stage, text_of


async def state_of(stage: Stage, rating_id: str) -> State:
    kept = await stage.database.read(ratings.by_id, rating_id)
    assert kept is not None
    return kept.state


async def card_of(stage: Stage, score: int = 1) -> tuple[str, Message]:
    rating_id = await stage.rate(score)
    await stage.all_delivered()
    [card] = stage.cards()
    return rating_id, card


async def press(stage: Stage, card: Message, action_id: str, user: str = ANA) -> None:
    answer = await stage.slack.sender.press(CHANNEL, card.ts, action_id, user=user)
    assert answer.status == 200
    await stage.all_delivered()


async def test_it_takes_a_rating_out_of_the_scores_and_says_so(stage: Stage) -> None:
    rating_id, card = await card_of(stage)
    await press(stage, card, "rating_withdraw")
    assert await state_of(stage, rating_id) is State.WITHDRAWN
    [changed] = stage.cards()
    assert changed.ts == card.ts
    assert "Not counted" in text_of(changed.blocks)
    assert await stage.database.read(tally_recount.differences) == []


async def test_it_brings_a_rating_back(stage: Stage) -> None:
    rating_id, card = await card_of(stage)
    await press(stage, card, "rating_withdraw")
    await press(stage, card, "rating_restore", BEN)
    assert await state_of(stage, rating_id) is State.COUNTED
    [changed] = stage.cards()
    assert "Not counted" not in text_of(changed.blocks)


async def test_it_does_what_two_colleagues_press_at_once_once(stage: Stage) -> None:
    rating_id, card = await card_of(stage)
    await asyncio.gather(
        *(
            stage.slack.sender.press(CHANNEL, card.ts, "rating_withdraw", user=user)
            for user in (ANA, BEN)
        )
    )
    await stage.all_delivered()
    kept = await stage.database.read(ratings.by_id, rating_id)
    assert kept is not None
    assert (kept.state, kept.revision) == (State.WITHDRAWN, 2)


@pytest.mark.parametrize("state", [State.MACHINE, State.PROVISIONAL])
async def test_it_brings_back_only_what_a_person_took_out(stage: Stage, state: State) -> None:
    rating_id, card = await card_of(stage)
    await press(stage, card, "rating_withdraw")
    # Pressed just before the card could tell of the change.
    await stage.worker.stop()
    await stage.database.write(ratings.set_state, rating_id, state, stage.clock())
    await stage.slack.sender.press(CHANNEL, card.ts, "rating_restore")
    assert await state_of(stage, rating_id) is state


async def test_it_says_when_the_rating_is_gone(stage: Stage) -> None:
    button = {
        "type": "button",
        "action_id": "rating_withdraw",
        "text": {"type": "plain_text", "text": "Not a customer"},
        "value": "0198c0de-0000-7000-8000-00000000dead",
    }
    old = stage.slack.workspace.post(
        CHANNEL, Draft("old", ({"type": "actions", "elements": [button]},))
    )
    await press(stage, old, "rating_withdraw")
    [told] = [message for message in stage.slack.workspace.messages() if message.visible_to == ANA]
    assert "no longer kept" in told.text


async def test_it_answers_a_button_it_does_not_know(stage: Stage) -> None:
    button = {
        "type": "button",
        "action_id": "of_another_version",
        "text": {"type": "plain_text", "text": "Claim"},
    }
    old = stage.slack.workspace.post(
        CHANNEL, Draft("old", ({"type": "actions", "elements": [button]},))
    )
    await press(stage, old, "of_another_version")
    await stage.slack.workspace.until(
        lambda: any(message.visible_to == ANA for message in stage.slack.workspace.messages())
    )


async def test_it_apologises_with_a_reference_when_it_fails(stage: Stage, log: LogCapture) -> None:
    _, card = await card_of(stage)
    await stage.worker.stop()
    await stage.database.script("ALTER TABLE rating RENAME TO mislaid;")
    answer = await stage.slack.sender.press(CHANNEL, card.ts, "rating_withdraw")
    assert answer.status == 200
    workspace = stage.slack.workspace
    await workspace.until(
        lambda: any(message.visible_to == ANA for message in workspace.messages())
    )
    [told] = [message for message in workspace.messages() if message.visible_to == ANA]
    [entry] = [entry for entry in log.entries if entry["event"] == "slack_listener_failed"]
    assert entry["reference"] in told.text
