"""What people complain of in the Slack apps of others, and that it cannot happen here.

Each test is named for a complaint, with where it was made.
"""

from bot.sandbox.faults import CutAfter, Refused, ServerErrorAfter
from tests.bot.slack import CHANNEL
from tests.bot.stage import Stage, text_of
from tests.clock import TestClock

OTHER = "C0OTHER"


async def test_it_is_not_noisy(stage: Stage) -> None:
    """github.com/integrations/slack issues 1106 and 472: a channel is told of everything."""
    await stage.command("subscribe score<=2 comments")
    for score in (5, 4, 2, 1):
        await stage.rate(score)
    await stage.say(stage.rated[2], "It took three days")
    await stage.say(stage.rated[0], "Lovely")
    await stage.all_delivered()
    assert stage.shown() == [stage.rated[2]]


async def test_it_does_not_repeat_when_two_subscriptions_overlap(stage: Stage) -> None:
    """integrations/slack issue 801: subscribed to the organisation and to the repository."""
    for words in ("all", "csat", "negative", "agent:mari digest:daily"):
        text = await stage.command(f"subscribe {words}")
    assert "may overlap with rules 1, 2, 3; a rating that both take comes once" in text
    await stage.rate(1)
    await stage.all_delivered()
    assert stage.shown() == stage.rated
    assert "may overlap; a rating that both take comes once" in await stage.command("rules")


async def test_it_does_not_send_one_twice_and_another_never(stage: Stage) -> None:
    """integrations/slack issues 1911 and 496."""
    faults = stage.slack.workspace.faults
    for fault in (CutAfter(), ServerErrorAfter(), Refused("internal_error"), CutAfter()):
        faults.add("chat.postMessage", fault)
    for score in (1, 2, 3, 4, 5):
        await stage.rate(score)
    await stage.all_delivered()
    assert sorted(stage.shown()) == sorted(stage.rated)


async def test_it_does_not_say_already_subscribed_when_a_feature_changes(stage: Stage) -> None:
    """integrations/slack issue 394."""
    await stage.command("subscribe csat")
    text = await stage.command("subscribe csat mention")
    assert "already" not in text
    assert "mentioning the agent" in text
    assert "mentioning the agent" in await stage.command("rules")


async def test_it_does_not_hide_the_list_of_subscriptions(stage: Stage) -> None:
    """A comment in integrations/slack issue 801: nobody finds `list`."""
    await stage.command("subscribe csat")
    for verb in ("unsubscribe", "unsubscribe 9"):
        assert "/scores rules" in await stage.command(verb)


async def test_it_does_not_stay_silent_when_ratings_cannot_arrive(stage: Stage) -> None:
    """Sentry issue 60429: alerts stop, and nobody is told."""
    closed = stage.slack.workspace.add_channel(OTHER, "other")
    closed.is_member = False
    assert "/invite @Paldies" in await stage.command("subscribe all", channel=OTHER)
    await stage.rate(5)
    await stage.slack.workspace.until(lambda: stage.bot.health()["state"] == "refused")
    assert stage.bot.health()["error"] == f"{OTHER}: not_in_channel"
    assert "/invite" in stage.bot.health()["cure"]


async def test_it_does_not_hold_up_one_channel_for_another(stage: Stage) -> None:
    """A review of Sentry's pull request 22315: waiting for a limit blocks the worker."""
    stage.slack.workspace.add_channel(OTHER, "other")
    await stage.command("subscribe all")
    await stage.command("subscribe all", channel=OTHER)
    limited = stage.slack.workspace.faults.add(
        "chat.postMessage",
        Refused("channel_not_found"),
        times=None,
        when=lambda arguments: arguments["channel"] == OTHER,
    )
    for score in (1, 2, 3):
        await stage.rate(score)
    await stage.slack.workspace.until(lambda: sorted(stage.shown()) == sorted(stage.rated))
    stage.slack.workspace.faults.remove(limited)
    await stage.all_delivered()
    assert len(stage.slack.workspace.cards(OTHER)) == 3


async def test_it_does_not_mute_forever(stage: Stage, clock: TestClock) -> None:
    """Sentry issue 28731: "Ignore" means for ever."""
    assert "a silence has an end" in await stage.command("mute forever")
    assert "at most 30 days" in await stage.command("mute 31 days")
    text = await stage.command("mute 2h")
    assert "muted until" in text
    await stage.rate(1)
    await stage.all_delivered()
    assert stage.cards() == []
    clock.forward(hours=2, seconds=1)
    stage.worker.wake([f"slack:{CHANNEL}"])
    await stage.slack.workspace.until(lambda: stage.shown() == stage.rated)
    assert "1 of 5" in text_of(stage.cards()[0].blocks)
