"""`/scores subscribe`, `unsubscribe`, `rules` and `mute`, typed in the stand-in for Slack."""

import pytest

from server.core.agents import Agent
from server.core.bands import Band
from server.core.rule_times import Every
from server.core.rules import DigestTime, Filter, Rule, Threads
from server.store import agents
from tests.bot.slack import ANA, CHANNEL
from tests.bot.stage import LANE, Stage
from tests.clock import TestClock

OTHER = "C0OTHER"


def rules_of(stage: Stage, channel: str = CHANNEL) -> tuple[Rule, ...]:
    return stage.book.rules.of(f"slack:{channel}")


async def test_it_subscribes_the_channel_in_which_it_is_typed(stage: Stage) -> None:
    stage.slack.workspace.add_channel(OTHER, "other")
    text = await stage.command('subscribe csat score<=2 comments text:"refund"', channel=OTHER)
    assert text.startswith("This channel gets now:\nRatings of the survey csat, with a score of 2")
    [rule] = rules_of(stage, OTHER)
    assert rule.filter == Filter(survey="csat", score_max=2, has_comment=True, text="refund")
    assert rule.created_by == ANA


async def test_it_reads_words_as_slack_sends_them(stage: Stage) -> None:
    await stage.database.write(
        agents.put, Agent("mari", "Mari Tamm", slack_id="U0MARI"), stage.clock()
    )
    await stage.catalogue.refresh()
    await stage.command("subscribe score>=4 agent:<@U0MARI|mari> text:“AT&T”")
    [rule] = rules_of(stage)
    assert rule.filter == Filter(score_min=4, agent="mari", text="AT&T")


async def test_it_tells_how_a_rule_would_have_done(stage: Stage) -> None:
    for score in (5, 5, 1, 4):
        await stage.rate(score)
    for verb in ("rules test score<=2", "subscribe score<=2"):
        assert "would have matched 1 of the last 4 ratings" in await stage.command(verb)
    assert "1 of the last 4 ratings" in await stage.command("rules test 1")
    assert len(rules_of(stage)) == 1


async def test_it_answers_the_same_subscription_twice_with_the_resulting_rule(
    stage: Stage,
) -> None:
    await stage.command("subscribe negative")
    again = await stage.command("subscribe negative")
    assert again.startswith("This channel gets:\nRatings that are negative: a card each")
    assert "already" not in again
    assert len(rules_of(stage)) == 1


async def test_it_changes_how_a_rule_tells(stage: Stage) -> None:
    await stage.command("subscribe negative mention threads:off")
    await stage.command("subscribe negative digest:weekly@08:00")
    [rule] = rules_of(stage)
    assert (rule.manner.mention, rule.manner.threads) == (True, Threads.OFF)
    assert rule.manner.digest == DigestTime(Every.WEEKLY, "08:00")
    await stage.command("subscribe negative digest:off mention:off")
    [rule] = rules_of(stage)
    assert (rule.manner.digest, rule.manner.mention) == (None, False)


async def test_it_lists_rules_with_numbers_and_overlaps(stage: Stage) -> None:
    stage.slack.workspace.add_channel(OTHER, "other")
    for words in ("csat", "nps", "negative"):
        await stage.command(f"subscribe {words}")
    await stage.command("subscribe all", channel=OTHER)
    text = await stage.command("rules")
    assert "1. Ratings of the survey csat: a card each (survey:csat)" in text
    assert "3. Ratings that are negative" in text
    assert "Rules 1 and 3 may overlap" in text
    assert "Rules 1 and 2 may overlap" not in text
    assert "Other channels have 1 rule." in text


async def test_it_lists_the_rule_that_nobody_made(stage: Stage) -> None:
    text = await stage.command("rules")
    assert "Every rating: a card each. No rule was made yet" in text
    assert "PALDIES_SLACK_CHANNEL" in text
    stage.slack.workspace.add_channel(OTHER, "other")
    text = await stage.command("rules", channel=OTHER)
    assert text.startswith("This channel has no rule.")
    assert "No rule was made yet" in text


async def test_it_says_that_the_default_ends_with_the_first_rule(stage: Stage) -> None:
    stage.slack.workspace.add_channel(OTHER, "other")
    text = await stage.command("subscribe all", channel=OTHER)
    assert f"{CHANNEL} no longer gets every rating" in text
    assert "no longer" not in await stage.command("subscribe negative", channel=OTHER)
    assert rules_of(stage) == ()


@pytest.mark.parametrize("words", ["2", "nps", "survey:nps"])
async def test_it_unsubscribes_by_number_or_words(stage: Stage, words: str) -> None:
    for each in ("csat", "nps", "negative"):
        await stage.command(f"subscribe {each}")
    text = await stage.command(f"unsubscribe {words}")
    assert text.startswith("This channel gets no longer:\nRatings of the survey nps")
    assert [rule.filter.survey for rule in rules_of(stage)] == ["csat", None]


async def test_it_unsubscribes_from_all_of_a_channel_and_no_other(stage: Stage) -> None:
    stage.slack.workspace.add_channel(OTHER, "other")
    await stage.command("subscribe all", channel=OTHER)
    for each in ("csat", "nps"):
        await stage.command(f"subscribe {each}")
    await stage.command("unsubscribe all")
    assert rules_of(stage) == ()
    assert len(rules_of(stage, OTHER)) == 1


async def test_it_says_where_ratings_go_when_no_rule_is_left(stage: Stage) -> None:
    await stage.command("subscribe nps")
    text = await stage.command("unsubscribe 1")
    assert f"every rating goes to {CHANNEL} again" in text
    assert [rule.id for rule in rules_of(stage)] == ["default"]


@pytest.mark.parametrize("words", ["", "7", "0", "ces"])
async def test_it_says_which_there_are_when_it_cannot_tell(stage: Stage, words: str) -> None:
    await stage.command("subscribe nps")
    assert "/scores rules lists them" in await stage.command(f"unsubscribe {words}".strip())
    assert len(rules_of(stage)) == 1


async def test_it_unsubscribes_from_nothing_that_was_not_made(stage: Stage) -> None:
    stage.slack.workspace.add_channel(OTHER, "other")
    assert "such as /scores subscribe negative" in await stage.command("unsubscribe all")
    assert "has no rule" in await stage.command("unsubscribe all", channel=OTHER)


async def test_it_mutes_for_as_long_as_it_says(stage: Stage, clock: TestClock) -> None:
    text = await stage.command("mute 4h")
    assert "muted until" in text
    assert "/scores mute off ends it" in text
    [rule] = rules_of(stage)
    assert rule.muted_until is not None
    assert rule.muted_until - clock() > 3.9 * 3_600_000
    assert "muted until" in await stage.command("rules")
    rating_id = await stage.rate(5)
    await stage.all_delivered()
    assert stage.cards() == []
    assert "not muted" in await stage.command("mute off")
    await stage.slack.workspace.until(lambda: stage.shown() == [rating_id])


async def test_it_speaks_again_when_the_mute_is_over(stage: Stage, clock: TestClock) -> None:
    await stage.command("mute 30m")
    rating_id = await stage.rate(2)
    await stage.all_delivered()
    assert stage.cards() == []
    clock.forward(seconds=1801)
    stage.worker.wake([LANE])
    await stage.slack.workspace.until(lambda: stage.shown() == [rating_id])


@pytest.mark.parametrize(
    ("words", "help_text"),
    [
        ("subscribe", "Any of these, in any order"),
        ("mute", "mute until 18:00"),
        ("mute forever", "Did you mean “mute 2h”?"),
        ("rules test", "Say what to test"),
    ],
)
async def test_it_explains_a_bare_verb(stage: Stage, words: str, help_text: str) -> None:
    assert help_text in await stage.command(words)
    assert [rule.id for rule in rules_of(stage)] == ["default"]


@pytest.mark.parametrize("verb", ["subscribe", "rules test", "unsubscribe"])
async def test_it_guesses_what_was_meant(stage: Stage, verb: str) -> None:
    await stage.command("subscribe nps")
    assert "Did you mean “csat”?" in await stage.command(f"{verb} cast")


@pytest.mark.parametrize(
    "words",
    ["sub negative", "please subscribe negative", "Subscribe: negative", "subscribe to negative"],
)
async def test_it_reads_verbs_as_every_question_is_read(stage: Stage, words: str) -> None:
    await stage.command(words)
    [rule] = rules_of(stage)
    assert rule.filter == Filter(band=Band.NEGATIVE)


@pytest.mark.parametrize("words", ["silence 4h", "quiet for 4 hours", "please mute until monday"])
async def test_it_mutes_in_the_words_of_the_grammar(stage: Stage, words: str) -> None:
    assert "muted until" in await stage.command(words)
    assert "not muted" in await stage.command("unmute please")


async def test_it_says_to_invite_the_app(stage: Stage) -> None:
    closed = stage.slack.workspace.add_channel(OTHER, "other")
    closed.is_member = False
    assert "/invite @Paldies" in await stage.command("subscribe all", channel=OTHER)
    closed.is_member = True
    assert "/invite" not in await stage.command("subscribe all", channel=OTHER)


async def test_it_repeats_nothing_that_would_notify_anybody(stage: Stage) -> None:
    answer = await stage.slack.sender.command('/scores subscribe text:"<!channel>" <@U0BEN>')
    assert "<!channel>" not in answer.json["text"]
    assert "<@" not in answer.json["text"]
