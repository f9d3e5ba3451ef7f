import asyncio
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from server.core.agents import Agent
from server.core.bands import Band
from server.core.ratings import Revision, Said
from server.core.rule_text import RuleRequest
from server.core.rule_times import Every
from server.core.rules import DigestTime, Filter, Manner, Rule, Trigger, facts_of
from server.core.surveys import Survey
from server.store import agents, deliveries, jobs, rating_pages, ratings, rules
from server.store.catalogue import Catalogue
from server.store.database import Database
from server.store.rating_pages import RatingFilter
from server.store.rule_book import RuleBook
from tests.bot.stage import until
from tests.clock import TestClock
from tests.server.store.new_ratings import new_rating

HERE = "slack:C1"
UTC = ZoneInfo("UTC")
ALL = Filter()


@pytest.fixture
async def csat(any_database: Database) -> Survey:
    found = (await Catalogue.load(any_database)).survey("csat")
    assert found is not None
    return found


async def subscribed(
    database: Database, clock: TestClock, wanted: Filter = ALL, **changes: object
) -> tuple[Rule, bool]:
    request = RuleRequest(Trigger.RATED, wanted, changes)
    return await database.write(rules.subscribe, HERE, request, "U0ANA", clock())


async def test_it_keeps_a_rule_as_it_was_made(any_database: Database, clock: TestClock) -> None:
    wanted = Filter(survey="csat", score_max=2, attributes={"region": "EE", "b": 'q"'}, text="ä")
    digest = DigestTime(Every.WEEKLY, "08:30")
    rule, is_new = await subscribed(any_database, clock, wanted, digest=digest, mention=True)
    assert is_new
    assert await any_database.read(rules.listing) == [rule]
    assert await any_database.read(rules.by_id, rule.id) == rule
    assert (rule.filter, rule.manner) == (wanted, Manner(digest=digest, mention=True))
    assert (rule.created_by, rule.destination) == ("U0ANA", HERE)


async def test_it_makes_one_rule_however_often_it_is_asked_for(
    any_database: Database, clock: TestClock
) -> None:
    first, _ = await subscribed(any_database, clock, Filter(attributes={"a": "1", "b": "2"}))
    again, is_new = await subscribed(any_database, clock, Filter(attributes={"b": "2", "a": "1"}))
    assert (again, is_new) == (first, False)
    changed, is_new = await subscribed(any_database, clock, first.filter, mention=True)
    assert not is_new
    assert await any_database.read(rules.listing) == [changed]
    assert changed.manner.mention


async def test_it_refuses_a_change_into_another_rule(
    any_database: Database, clock: TestClock
) -> None:
    await subscribed(any_database, clock)
    other, _ = await subscribed(any_database, clock, Filter(survey="csat"))
    with pytest.raises(rules.SameRule):
        await any_database.write(rules.change, other, replace(other, filter=Filter()), clock())


async def test_it_follows_what_another_process_changes(
    any_database: Database, clock: TestClock
) -> None:
    book = await RuleBook.load(any_database, UTC, HERE)
    assert [rule.id for rule in book.rules.all] == ["default"]
    rule, _ = await subscribed(any_database, clock, Filter(band=Band.NEGATIVE))
    await book.refresh()
    assert book.rules.all == (rule,)
    await any_database.write(rules.remove, rule, clock())
    await book.refresh()
    assert [rule.id for rule in book.rules.all] == ["default"]


async def test_it_keeps_up_by_itself(any_database: Database, clock: TestClock) -> None:
    book = await RuleBook.load(any_database, UTC, HERE)
    following = asyncio.create_task(book.follow())
    rule, _ = await subscribed(any_database, clock)

    async def seen() -> bool:
        return book.rules.all == (rule,)

    await until(seen)
    following.cancel()


async def test_it_sends_nothing_anywhere_without_rules_and_channel(any_database: Database) -> None:
    assert (await RuleBook.load(any_database, UTC, None)).rules.all == ()


async def test_it_makes_the_default_rule_when_it_is_muted(
    any_database: Database, clock: TestClock
) -> None:
    book = await RuleBook.load(any_database, UTC, HERE)
    until = clock() + 60_000
    await any_database.write(rules.mute, book.rules.all, until, clock())
    (made,) = await any_database.read(rules.listing)
    assert (made.destination, made.muted_until, made.filter) == (HERE, until, Filter())
    await any_database.write(rules.mute, [made], None, clock())
    (made,) = await any_database.read(rules.listing)
    assert made.muted_until is None


async def test_it_tries_a_rule_on_the_latest_ratings(
    any_database: Database, csat: Survey, clock: TestClock
) -> None:
    for score in [*[5] * 110, *[1] * 12]:
        await any_database.write(ratings.record, new_rating(csat, score, clock()))
    rule = Rule(id="", destination=HERE, filter=Filter(score_max=2))
    assert await any_database.read(rules.tried, rule) == (12, 100)


async def test_it_asks_the_rules_again_about_what_waits_under_a_rule_that_goes(
    any_database: Database, csat: Survey, clock: TestClock
) -> None:
    rule, _ = await subscribed(any_database, clock)
    waiting, told = (new_rating(csat, 5, clock(), destinations=(HERE,)) for _ in range(2))
    for new in (waiting, told):
        await any_database.write(ratings.record, new)
    await any_database.write(deliveries.open_delivery, told.id, HERE, clock())
    await any_database.write(rules.remove, rule, clock())
    counts = await any_database.read(jobs.counts)
    assert counts == {HERE: (1, 0), ratings.ROUTES: (1, 0)}
    job = await any_database.read(jobs.next_in_lane, ratings.ROUTES, clock())
    assert job is not None
    assert (job.kind, job.subject) == (ratings.ROUTE, waiting.id)


async def test_it_knows_what_a_rule_asks_of_a_kept_rating(
    any_database: Database, csat: Survey, clock: TestClock
) -> None:
    await any_database.write(agents.put, Agent("mari", "Mari", team="chat"), clock())
    new = new_rating(csat, 2, clock(), agent_key="mari", attributes={"region": "EE"})
    await any_database.write(ratings.record, new)
    change = Revision(new.id, clock(), Said(comment="Late"), 1, Band.NEGATIVE)
    await any_database.write(ratings.revise, change)
    (kept,) = await any_database.read(rating_pages.newest, RatingFilter(), before=None, most=2)
    facts = facts_of(kept, resolved=False)
    assert (facts.team, facts.comment, facts.score) == ("chat", "Late", 1)
    assert facts.rescored


async def test_it_does_low_ratings_first(
    any_database: Database, csat: Survey, clock: TestClock
) -> None:
    scores = (5, 2, 4, 1)
    given = {s: new_rating(csat, s, clock(), destinations=(HERE,)) for s in scores}
    for new in given.values():
        await any_database.write(ratings.record, new)
    order = []
    while job := await any_database.read(jobs.next_in_lane, HERE, clock()):
        order.append(job.subject)
        await any_database.write(jobs.finish, job)
    assert order == [given[score].id for score in (2, 1, 5, 4)]


async def test_it_holds_a_job_until_its_time(
    any_database: Database, csat: Survey, clock: TestClock
) -> None:
    new = new_rating(csat, 5, clock(), destinations=(HERE,))
    await any_database.write(ratings.record, new)
    job = await any_database.read(jobs.next_in_lane, HERE, clock())
    assert job is not None
    await any_database.write(jobs.hold, job, clock() + 60_000)
    assert await any_database.read(jobs.next_in_lane, HERE, clock()) is None
    clock.forward(seconds=61)
    assert await any_database.read(jobs.next_in_lane, HERE, clock()) == job
