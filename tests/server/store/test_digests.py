"""Ratings that are gathered, on both databases."""

import pytest
from msgspec.structs import replace

from server.core.bands import Band
from server.core.deliveries import DeliveryState
from server.core.ratings import Revision, Said, State
from server.core.rule_times import Every
from server.core.rules import DigestTime, Manner, RatingFacts, Rule
from server.core.surveys import Survey
from server.store import deliveries, digests, jobs, ratings
from server.store.catalogue import Catalogue
from server.store.database import Database
from tests.clock import TestClock
from tests.server.store.new_ratings import new_rating

HERE = "slack:C1"
DAILY = Rule(id="r1", destination=HERE, manner=Manner(digest=DigestTime(Every.DAILY, "09:00")))


@pytest.fixture
async def csat(any_database: Database) -> Survey:
    found = (await Catalogue.load(any_database)).survey("csat")
    assert found is not None
    return found


def anything(_: RatingFacts) -> bool:
    return True


async def rate(
    database: Database, csat: Survey, clock: TestClock, *scores: int, lane: str = HERE
) -> list[str]:
    """Record ratings whose news wait in a lane; return their ids."""
    given = [new_rating(csat, score, clock(), destinations=(lane,)) for score in scores]
    for new in given:
        await database.write(ratings.record, new)
    return [new.id for new in given]


async def digest_id(database: Database, clock: TestClock) -> str:
    """Return the id of the digest that waits in the channel."""
    while job := await database.read(jobs.next_in_lane, HERE, clock()):
        if job.kind == digests.DIGEST:
            return job.subject
        await database.write(jobs.finish, job)
    raise AssertionError("no digest waits")


async def test_it_gathers_the_good_and_leaves_the_low(
    any_database: Database, csat: Survey, clock: TestClock
) -> None:
    low, *good = await rate(any_database, csat, clock, 1, 5, 4, 3)
    assert await any_database.read(digests.waiting, HERE, 10, clock()) == 3
    assert await any_database.write(digests.gather_waiting, HERE, anything, 2, clock())
    found = await digest_id(any_database, clock)
    assert await any_database.read(digests.bands, found) == {Band.POSITIVE: 2, Band.NEUTRAL: 1}
    members = await any_database.read(digests.members, found, most=10)
    assert sorted(rating.id for rating in members) == sorted(good)
    assert await any_database.read(deliveries.get, low, HERE) is None
    assert await any_database.read(digests.waiting, HERE, 10, clock()) == 0


async def test_it_gathers_no_few(any_database: Database, csat: Survey, clock: TestClock) -> None:
    await rate(any_database, csat, clock, 5, 5)
    assert not await any_database.write(digests.gather_waiting, HERE, anything, 2, clock())
    assert await any_database.read(jobs.counts) == {HERE: (2, 0)}


async def test_it_gathers_nothing_that_has_been_told_or_may_not_be_yet(
    any_database: Database, csat: Survey, clock: TestClock
) -> None:
    told, *good = await rate(any_database, csat, clock, 5, 5, 5)
    held = new_rating(csat, 5, clock(), destinations=(HERE,), agent_key="held")
    await any_database.write(ratings.record, held)
    delivery = await any_database.write(deliveries.open_delivery, told, HERE, clock())
    await any_database.write(deliveries.sending, delivery.id, clock())
    assert await any_database.write(
        digests.gather_waiting, HERE, lambda facts: facts.agent != "held", 1, clock()
    )
    found = await digest_id(any_database, clock)
    members = await any_database.read(digests.members, found, most=10)
    assert [rating.id for rating in members] == good


async def test_it_gathers_for_a_rule_what_came_before_its_hour(
    any_database: Database, csat: Survey, clock: TestClock
) -> None:
    low, good, gone = await rate(any_database, csat, clock, 1, 5, 5, lane=DAILY.lane)
    await any_database.write(ratings.set_state, gone, State.WITHDRAWN, clock())
    clock.forward(seconds=60)
    until = clock()
    (late,) = await rate(any_database, csat, clock, 5, lane=DAILY.lane)
    await any_database.write(digests.gather_due, DAILY, until, lambda first: first - 1, clock())
    found = await digest_id(any_database, clock)
    digest = await any_database.read(digests.get, found)
    assert digest is not None
    assert (digest.rule_id, digest.until) == (DAILY.id, until)
    assert digest.since < until - 59_000
    members = await any_database.read(digests.members, found, most=10)
    assert [rating.id for rating in members] == [low, good]
    assert [
        rating.id for rating in await any_database.read(digests.members, found, most=1, skipped=1)
    ] == [good]
    waiting = await any_database.read(jobs.next_in_lane, DAILY.lane, clock())
    assert waiting is not None
    assert waiting.subject == late


async def test_it_makes_no_digest_of_nothing(
    any_database: Database, csat: Survey, clock: TestClock
) -> None:
    (gone,) = await rate(any_database, csat, clock, 5, lane=DAILY.lane)
    await any_database.write(ratings.set_state, gone, State.WITHDRAWN, clock())
    later = clock() + 1
    await any_database.write(digests.gather_due, DAILY, later, lambda first: first, later)
    assert HERE not in await any_database.read(jobs.counts)


async def test_it_notes_what_becomes_of_a_digest_and_its_ratings(
    any_database: Database, csat: Survey, clock: TestClock
) -> None:
    first, *_ = await rate(any_database, csat, clock, 5, 5)
    await any_database.write(digests.gather_waiting, HERE, anything, 1, clock())
    found = await digest_id(any_database, clock)
    await any_database.write(digests.sending, found, clock())
    await any_database.write(digests.looked, found, clock())
    digest = await any_database.read(digests.get, found)
    assert digest is not None
    assert (digest.state, digest.looks) == (DeliveryState.UNKNOWN, 1)
    await any_database.write(
        digests.not_sent, found, DeliveryState.PENDING, "surely not there", clock()
    )
    await any_database.write(digests.sent, found, "123.456", clock())
    digest = await any_database.read(digests.get, found)
    assert digest is not None
    assert (digest.state, digest.message) == (DeliveryState.SENT, "123.456")
    delivery = await any_database.read(deliveries.get, first, HERE)
    assert delivery is not None
    assert (delivery.state, delivery.message, delivery.digest_id) == (
        DeliveryState.SENT,
        "123.456",
        found,
    )


async def test_it_counts_its_ratings_as_they_are_now(
    any_database: Database, csat: Survey, clock: TestClock
) -> None:
    first, second = await rate(any_database, csat, clock, 5, 5)
    await any_database.write(digests.gather_waiting, HERE, anything, 1, clock())
    found = await digest_id(any_database, clock)
    change = Revision(first, clock(), Said(), 1, Band.NEGATIVE)
    await any_database.write(ratings.revise, change)
    await any_database.write(ratings.set_state, second, State.WITHDRAWN, clock())
    assert await any_database.read(digests.bands, found) == {Band.NEGATIVE: 1}


async def test_it_tells_a_rating_once_by_card_or_digest(
    any_database: Database, csat: Survey, clock: TestClock
) -> None:
    (rating_id,) = await rate(any_database, csat, clock, 5, lane=DAILY.lane)
    await any_database.write(deliveries.open_delivery, rating_id, HERE, clock())
    later = clock() + 1
    await any_database.write(digests.gather_due, DAILY, later, lambda first: first, later)
    assert HERE not in await any_database.read(jobs.counts)
    assert replace(DAILY, manner=Manner()).lane == HERE
