"""`/scores status`: what is wrong, its cure, and another try."""

from bot.sandbox.faults import Refused
from tests.bot.slack import ANA, CHANNEL
from tests.bot.stage import Stage, text_of, until


async def test_it_says_that_all_is_well(stage: Stage) -> None:
    await stage.rate(5)
    await stage.all_delivered()
    text = await stage.command("status")
    assert "Paldies and Slack are connected." in text
    assert "Nothing waits." in text
    assert "Try again" not in text


async def test_it_names_a_channel_that_refuses_and_the_cure(stage: Stage) -> None:
    stage.slack.workspace.channels[CHANNEL].is_member = False
    await stage.rate(1)

    async def refused() -> bool:
        return stage.bot.health()["state"] == "refused"

    await until(refused)
    answer = await stage.slack.sender.command("/scores status")
    assert "1 waiting" in answer.json["text"]
    assert f"{CHANNEL}: not_in_channel: Invite the app" in answer.json["text"]


async def test_it_tries_again_what_was_given_up(stage: Stage) -> None:
    workspace = stage.slack.workspace
    workspace.faults.add("chat.postMessage", Refused("invalid_blocks"))
    rating_id = await stage.rate(1)
    await stage.all_delivered()
    assert stage.cards() == []
    text = await stage.command("status")
    assert "1 could not be delivered" in text
    assert "invalid_blocks" in text
    assert stage.bot.health()["state"] == "ok"
    [answer] = [m for m in workspace.messages(CHANNEL) if m.visible_to == ANA]
    for _ in range(2):
        await stage.slack.sender.press(CHANNEL, answer.ts, "jobs_replay")
    await stage.all_delivered()
    assert stage.shown() == [rating_id]
    assert "Trying 1 once more" in text_of([{"text": t} for t in stage.told(ANA)])
