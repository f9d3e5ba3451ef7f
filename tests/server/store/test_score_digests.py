"""Digests of scores, what waits for somebody, and what went wrong: the same on both databases."""

from datetime import date
from functools import partial

from server.core.agents import Agent
from server.core.digests import DigestKind
from server.core.follow_ups import Actor, EventKind
from server.core.jobs import Job
from server.core.periods import last_days, unit_around
from server.core.ratings import Said
from server.core.rule_times import Every
from server.core.rules import DigestTime, Manner, Rule, Trigger
from server.store import agents, desks, digests, follow_ups, jobs, ratings, score_digests, surveys
from server.store.database import Database
from server.store.follow_ups import Act
from tests.clock import TestClock
from tests.server.store.new_ratings import new_rating

ZONE = "Europe/Tallinn"
WEEK = unit_around(date(2026, 11, 18), "week", timezone=ZONE)
FAR = 10**14
RULE = Rule(
    id="r1",
    destination="slack:C1",
    trigger=Trigger.SCORES,
    manner=Manner(digest=DigestTime(Every.WEEKLY)),
)


async def next_in(database: Database, lane: str) -> Job | None:
    return await database.read(jobs.next_in_lane, lane, FAR)


async def test_it_makes_one_digest_of_a_period_and_waits_for_the_next(
    any_database: Database, clock: TestClock
) -> None:
    for _ in range(2):
        await any_database.write(score_digests.make, RULE, WEEK, clock())
    job = await next_in(any_database, "slack:C1")
    assert job is not None
    await any_database.write(jobs.finish, job)
    assert await next_in(any_database, "slack:C1") is None
    digest = await any_database.read(digests.get, job.subject)
    assert digest is not None
    assert (digest.kind, digest.until) == (DigestKind.SCORES, WEEK.ends_at)
    waiting = await next_in(any_database, RULE.lane)
    assert waiting is not None
    assert waiting.kind == score_digests.SCORES


async def test_it_tells_of_a_week_by_agent_and_attribute(
    any_database: Database, clock: TestClock
) -> None:
    survey = next(each for each in await any_database.read(surveys.current) if each.slug == "csat")
    for number in range(12):
        new = new_rating(
            survey,
            5 if number % 3 else 1,
            WEEK.starts_at + 1,
            rated_on="2026-11-18",
            agent_key="mari",
            attributes={"region": "EE" if number % 2 else "LV"},
            said=Said(f"Comment {number}"),
        )
        await any_database.write(ratings.record, new)
    told = await any_database.read(score_digests.content, RULE, WEEK, [survey])
    [only] = told.surveys
    assert (only.report.score.n, told.open_low) == (12, 4)
    assert len(only.course) == 12


async def test_it_lays_on_a_desk_what_waits_for_its_owner(
    any_database: Database, clock: TestClock
) -> None:
    await any_database.write(agents.put, Agent("mari", "Mari", slack_id="U1"), clock())
    survey = next(each for each in await any_database.read(surveys.current) if each.slug == "csat")
    low, other, good = (
        new_rating(survey, score, clock(), agent_key=agent, said=Said("Words"))
        for score, agent in ((1, "mari"), (1, "juris"), (5, "mari"))
    )
    for new in (low, other, good):
        await any_database.write(ratings.record, new)
    await any_database.write(
        follow_ups.act, Act(other.id, EventKind.CLAIMED, Actor("U1", "Mari"), clock())
    )
    month = last_days(30, today=date(2026, 11, 22), timezone=ZONE)
    desk = await any_database.read(desks.desk, "U1", [survey], month, 0)
    assert [waiting.rating.id for waiting in desk.waiting] == [other.id, low.id]
    assert [rating.id for rating in desk.praise] == [good.id]
    assert [report.score.n for report in desk.scores] == [2]


async def test_it_tells_what_was_given_up_before_what_waits(
    any_database: Database, clock: TestClock
) -> None:
    for lane, subject in (("slack:C1", "a"), ("slack:C1", "b"), ("slack:C2", "c")):
        await any_database.write(
            partial(jobs.enqueue, "card", lane, subject, run_at=clock(), now=clock())
        )
    first = await next_in(any_database, "slack:C1")
    assert first is not None
    await any_database.write(jobs.give_up, first, "too long", clock())
    waiting = await next_in(any_database, "slack:C2")
    assert waiting is not None
    await any_database.write(jobs.note_error, waiting, "not there")
    found = await any_database.read(jobs.troubles, 10)
    assert [(each.lane, each.error, each.given_up, each.n) for each in found] == [
        ("slack:C1", "too long", True, 1),
        ("slack:C2", "not there", False, 1),
    ]
