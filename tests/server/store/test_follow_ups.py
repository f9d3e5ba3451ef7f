"""Acts of the team about a rating, on both databases."""

import asyncio

import pytest

from server.core.follow_ups import Actor, EventKind, FollowUp, Refusal
from server.core.ratings import State
from server.store import (
    deliveries,
    follow_ups,
    jobs,
    rating_events,
    ratings,
    replies,
    surveys,
    tally_recount,
)
from server.store.database import Database, open_database
from server.store.follow_ups import Act, Acted
from tests.clock import TestClock
from tests.server.store.new_ratings import new_rating

ANA = Actor("U0ANA", "Ana Mets")
BEN = Actor("U0BEN", "Ben Kask")
LANE = "slack:C0FEEDBACK"


async def rated(database: Database, clock: TestClock) -> str:
    """Record a rating whose card has been posted."""
    survey, *_ = await database.read(surveys.current)
    new = new_rating(survey, 2, clock())
    await database.write(ratings.record, new)
    delivery = await database.write(deliveries.open_delivery, new.id, LANE, clock())
    await database.write(deliveries.sending, delivery.id, clock())
    await database.write(deliveries.sent, delivery.id, "1.2", 1, clock())
    return new.id


def act(rating_id: str, kind: EventKind, actor: Actor = ANA, **given: object) -> Act:
    return Act(rating_id, kind, actor, at=5, **given)  # type: ignore[arg-type]  # by name


async def test_it_keeps_the_state_and_the_record(any_database: Database, clock: TestClock) -> None:
    rating_id = await rated(any_database, clock)
    before = await any_database.read(ratings.by_id, rating_id)
    acted = await any_database.write(follow_ups.act, act(rating_id, EventKind.CLAIMED))
    assert acted.destinations == (LANE,)
    follow_up = await any_database.read(follow_ups.get, rating_id)
    assert follow_up == FollowUp(claimed=ANA, version=1)
    [event] = await any_database.read(rating_events.of_rating, rating_id)
    assert (event.kind, event.actor, event.at) == (EventKind.CLAIMED, ANA, 5)
    after = await any_database.read(ratings.by_id, rating_id)
    assert before is not None
    assert after is not None
    assert after.revision == before.revision + 1


async def test_it_asks_for_a_card_and_then_a_note_before_all_else(
    any_database: Database, clock: TestClock
) -> None:
    rating_id = await rated(any_database, clock)
    await any_database.write(jobs.enqueue, "card", LANE, "another", run_at=1, now=1)
    await any_database.write(follow_ups.act, act(rating_id, EventKind.RESOLVED))
    order = []
    while job := await any_database.read(jobs.next_in_lane, LANE, clock()):
        order.append(job.kind if job.subject != "another" else "another")
        await any_database.write(jobs.finish, job)
    assert order == ["card", "note", "another"]


async def test_it_lets_one_of_many_win(any_database: Database, clock: TestClock) -> None:
    rating_id = await rated(any_database, clock)
    people = [Actor(f"U{number}", f"Person {number}") for number in range(8)]
    acted = await asyncio.gather(
        *(
            any_database.write(follow_ups.act, act(rating_id, EventKind.CLAIMED, each))
            for each in people
        )
    )
    assert sum(each.event_id is not None for each in acted) == 1
    follow_up = await any_database.read(follow_ups.get, rating_id)
    assert follow_up.claimed is not None
    refusals = {each.refusal for each in acted if each.refusal}
    assert refusals == {Refusal(EventKind.CLAIMED, follow_up.claimed)}


@pytest.mark.postgres
@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_it_lets_one_of_two_processes_win(
    any_database: Database, database_url: str, clock: TestClock
) -> None:
    rating_id = await rated(any_database, clock)
    others = [await open_database(database_url) for _ in range(4)]
    acted = await asyncio.gather(
        *(
            other.write(follow_ups.act, act(rating_id, EventKind.CLAIMED, Actor(f"U{n}", "x")))
            for n, other in enumerate(others)
        )
    )
    assert sum(each.event_id is not None for each in acted) == 1
    assert len(await any_database.read(rating_events.of_rating, rating_id)) == 1
    for other in others:
        await other.close()


async def test_it_moves_a_rating_out_of_the_scores_once(
    any_database: Database, clock: TestClock
) -> None:
    rating_id = await rated(any_database, clock)
    for _ in range(2):
        await any_database.write(follow_ups.act, act(rating_id, EventKind.WITHDRAWN))
    rating = await any_database.read(ratings.by_id, rating_id)
    assert rating is not None
    assert (rating.state, rating.revision) == (State.WITHDRAWN, 2)
    assert await any_database.read(tally_recount.differences) == []


async def test_it_does_once_what_one_request_asks_twice(
    any_database: Database, clock: TestClock
) -> None:
    rating_id = await rated(any_database, clock)
    wanted = act(rating_id, EventKind.REPLIED, note="Hello", request_id="V1")
    first = await any_database.write(follow_ups.act, wanted)
    assert first.event_id is not None
    assert await any_database.write(follow_ups.act, wanted) == Acted()
    await any_database.write(
        replies.ask, first.event_id, recipient="a@b.example", reply_to=None, subject="s", now=5
    )
    reply = await any_database.read(replies.get, first.event_id)
    assert reply is not None
    assert (reply.body, reply.author) == ("Hello", "Ana Mets")


async def test_it_knows_no_rating_that_is_not_there(any_database: Database) -> None:
    acted = await any_database.write(follow_ups.act, act("nowhere", EventKind.CLAIMED))
    assert not acted.is_known
