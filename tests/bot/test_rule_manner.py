"""What a rule says of its cards: who is mentioned, and whether their threads speak."""

import pytest

from server.core.agents import Agent
from server.store import agents
from tests.bot.slack import CHANNEL
from tests.bot.stage import Stage

OTHER = "C0OTHER"
MARI = "U0MARI"


async def test_it_mentions_the_agent_only_where_a_rule_says_so(stage: Stage) -> None:
    mari = Agent("mari", "Mari Tamm", slack_id=MARI)
    await stage.database.write(agents.put, mari, stage.clock())
    await stage.command("subscribe positive")
    await stage.command("subscribe negative mention")
    praised, blamed = [await stage.rate(5), await stage.rate(1)]
    await stage.all_delivered()
    mentions = {
        rating_id: MARI in str(card.blocks)
        for rating_id, card in zip(stage.shown(), stage.cards(), strict=True)
    }
    assert mentions == {praised: False, blamed: True}


@pytest.mark.parametrize(("threads", "said"), [("on", 1), ("off", 0), ("broadcast", 1)])
async def test_it_speaks_in_threads_as_a_rule_says(stage: Stage, threads: str, said: int) -> None:
    await stage.command(f"subscribe all threads:{threads}")
    await stage.rate(1)
    await stage.all_delivered()
    await stage.press(stage.cards()[0], "rating_claim")
    notes = [
        call.arguments.get("reply_broadcast", False)
        for call in stage.slack.workspace.calls_of("chat.postMessage")
        if call.arguments.get("thread_ts")
    ]
    assert len(stage.thread()) == said
    assert [bool(broadcast) for broadcast in notes] == [threads == "broadcast"] * said


async def test_it_stays_silent_about_a_card_that_is_withdrawn(stage: Stage) -> None:
    await stage.command("subscribe all threads:off")
    await stage.rate(1)
    await stage.all_delivered()
    await stage.press(stage.cards()[0], "rating_withdraw")
    assert stage.thread() == []


async def test_it_sends_what_is_resolved_where_a_rule_wants_it(stage: Stage) -> None:
    stage.slack.workspace.add_channel(OTHER, "other")
    await stage.command("subscribe all")
    await stage.command("subscribe resolved negative", channel=OTHER)
    for score in (5, 1):
        await stage.rate(score)
    await stage.all_delivered()
    assert stage.slack.workspace.cards(OTHER) == []
    for card in stage.cards():
        await stage.press(card, "rating_resolve")
    [resolved] = stage.slack.workspace.cards(OTHER)
    assert "Resolved by ana" in resolved.text
    assert len(stage.slack.workspace.cards(CHANNEL)) == 2
    assert "would have matched 1 of the last 2" in await stage.command(
        "rules test resolved score=1"
    )


async def test_it_keeps_the_thread_of_a_digest_to_people(stage: Stage) -> None:
    """A comment on one of many ratings shows in the digest, and would say nothing in its thread."""
    await stage.worker.stop()
    for _ in range(11):
        await stage.rate(5)
    await stage.deliver_next()
    await stage.deliver_next_and_finish()
    [digest] = stage.cards()
    survey = stage.catalogue.survey("csat")
    assert survey is not None
    await stage.rescore(stage.rated[0], 1, survey.bands[1])
    await stage.say(stage.rated[0], "It broke after all")
    await stage.deliver_next_and_finish()
    await stage.deliver_next_and_finish()
    assert stage.thread(digest) == []
    assert "It broke after all" in stage.cards()[0].text
