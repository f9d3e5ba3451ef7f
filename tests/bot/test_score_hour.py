"""Weekly and monthly digests of scores, from the rule to the message."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.sandbox.faults import CutAfter, Refused, ServerError
from bot.sandbox.records import Message
from server.core.instants import day_of
from server.core.ratings import Said
from server.store import rules
from tests.bot.stage import LANE, TIMEZONE, Stage, is_digest, text_of
from tests.clock import TestClock

ZONE = ZoneInfo(TIMEZONE)


def digests(stage: Stage) -> list[Message]:
    return [card for card in stage.cards() if is_digest(card)]


async def subscribed(stage: Stage, words: str = "csat scores digest:weekly@09:00") -> None:
    """Rate through two weeks, and subscribe to scores."""
    today = day_of(stage.clock(), ZONE)
    for days in range(1, 15):
        on = today - timedelta(days=days)
        at = round(datetime(on.year, on.month, on.day, 12, tzinfo=ZONE).timestamp() * 1000)
        for score in (5, 5, 4, 1):
            await stage.rate(
                score,
                attributes={"region": "EE" if score > 1 else "LV"},
                created_at=at,
                destinations=(),
                rated_on=on.isoformat(),
                said=Said(f"{score} after {days} days <!channel>"),
            )
    assert "Scores of ratings of the survey csat" in await stage.command(f"subscribe {words}")
    await stage.all_delivered()
    assert stage.cards() == []


async def hour_comes(stage: Stage, clock: TestClock) -> None:
    clock.forward(hours=7 * 24)
    stage.worker.wake([LANE])
    await stage.slack.workspace.until(lambda: bool(digests(stage)))
    await stage.all_delivered()


async def test_it_tells_the_scores_of_the_week_at_its_hour(stage: Stage, clock: TestClock) -> None:
    await subscribed(stage)
    await hour_comes(stage, clock)
    [digest] = digests(stage)
    text = text_of(digest.blocks)
    assert text.startswith("Scores of week ")
    assert "CSAT " in text
    assert "By agent" in text
    assert "Quoted for the team only" in text
    assert "still open: /scores low" in text
    assert "<!channel>" not in digest.text


async def test_it_goes_on_with_the_next_week(stage: Stage, clock: TestClock) -> None:
    await subscribed(stage)
    await hour_comes(stage, clock)
    for score in (5, 5, 5, 5, 5):
        await stage.rate(score, destinations=())
    clock.forward(hours=7 * 24)
    await stage.slack.workspace.until(lambda: len(digests(stage)) == 2)


async def test_it_shows_the_course_as_a_picture(stage: Stage, clock: TestClock) -> None:
    await subscribed(stage)
    await hour_comes(stage, clock)
    [digest] = digests(stage)
    [image] = [block for block in digest.blocks if block["type"] == "image"]
    assert image["slack_file"]["id"] in stage.slack.workspace.files
    assert image["alt_text"].startswith("CSAT ")


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal"])
@pytest.mark.parametrize("fault", [Refused("missing_scope"), ServerError(500)])
async def test_it_shows_a_table_where_no_picture_can_be_sent(
    stage: Stage, clock: TestClock, method: str, fault: Refused | ServerError
) -> None:
    await subscribed(stage)
    stage.slack.workspace.faults.add(method, fault)
    await hour_comes(stage, clock)
    [digest] = digests(stage)
    assert "95 % interval" in text_of(digest.blocks)


@pytest.mark.parametrize(("refusals", "has_picture"), [(1, True), (2, False)])
async def test_it_tries_a_picture_that_slack_does_not_know_yet_once_more(
    stage: Stage, clock: TestClock, refusals: int, *, has_picture: bool
) -> None:
    await subscribed(stage)
    refused = Refused("invalid_blocks")
    stage.slack.workspace.faults.add("chat.postMessage", refused, times=refusals)
    await hour_comes(stage, clock)
    [digest] = digests(stage)
    assert any(block["type"] == "image" for block in digest.blocks) is has_picture


async def test_it_is_told_once_though_the_answer_is_lost(stage: Stage, clock: TestClock) -> None:
    await subscribed(stage)
    stage.slack.workspace.faults.add("chat.postMessage", CutAfter(), times=2)
    await hour_comes(stage, clock)
    assert len(digests(stage)) == 1


async def test_it_names_nobody_beside_what_went_wrong(stage: Stage, clock: TestClock) -> None:
    await subscribed(stage)
    await hour_comes(stage, clock)
    text = text_of(digests(stage)[0].blocks)
    assert "Mari Tamm" not in text[text.index("To learn from") :]


async def test_it_leaves_ratings_to_other_rules(stage: Stage) -> None:
    await stage.command("subscribe csat scores digest:monthly")
    rating_id = await stage.rate(5)
    await stage.slack.workspace.until(lambda: stage.shown() == [rating_id])
    listed = await stage.command("rules")
    assert "No rule was made yet" in listed
    assert "those of last month, on the first of the month at 09:00" in listed
    assert "overlap" not in listed
    assert "no longer" in await stage.command("unsubscribe 2")
    assert await stage.database.read(rules.listing) == []


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("csat scores", "Say when scores are told"),
        ("csat scores digest:daily", "Say when scores are told"),
        ("csat scores comments digest:weekly", "Scores are of all ratings"),
        ("csat scores score<=2 digest:weekly", "Scores are of all ratings"),
    ],
)
async def test_it_says_what_scores_cannot_be_told_of(stage: Stage, words: str, why: str) -> None:
    assert why in await stage.command(f"subscribe {words}")


async def test_it_says_nothing_of_a_rule_that_was_taken_away(
    stage: Stage, clock: TestClock
) -> None:
    await subscribed(stage)
    await stage.command("unsubscribe all")
    clock.forward(hours=8 * 24)
    await stage.all_delivered()
    assert digests(stage) == []
