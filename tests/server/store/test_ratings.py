import asyncio
import random
from dataclasses import replace

import pytest

from server.core.agents import Agent
from server.core.bands import Band
from server.core.ratings import Customer, Rating, Revision, Said, State
from server.core.surveys import Survey
from server.store import agents, jobs, rating_pages, ratings, surveys, tally_recount
from server.store.database import Database
from server.store.ids import new_id
from server.store.rating_pages import RatingFilter
from server.store.steps import Steps, query
from server.store.tally import Counted
from tests.clock import TestClock
from tests.server.store.new_ratings import new_rating


@pytest.fixture
async def csat(any_database: Database) -> Survey:
    found = await any_database.read(surveys.current)
    return next(survey for survey in found if survey.slug == "csat")


async def listed(database: Database) -> list[Rating]:
    return await database.read(rating_pages.newest, RatingFilter(), before=None, most=1000)


async def test_it_stores_a_rating_as_it_was_given(
    any_database: Database, csat: Survey, clock: TestClock
) -> None:
    given = new_rating(
        csat,
        2,
        clock(),
        agent_key="mari",
        customer=Customer("7", "k@example.com", "Kadri"),
        attributes={"region": "EE", "orders": 3},
        said=Said("Liiga aeglane 🐌", ("speed",), {"why": "queue"}),
    )
    recorded = await any_database.write(ratings.record, given)
    kept = await any_database.read(ratings.by_id, recorded.rating_id)
    assert recorded.fresh
    assert kept is not None
    assert (kept.score, kept.band, kept.agent_key) == (2, Band.NEGATIVE, "mari")
    assert kept.customer == Customer("7", "k@example.com", "Kadri")
    assert kept.attributes == {"region": "EE", "orders": 3}
    assert (kept.comment, kept.reasons) == ("Liiga aeglane 🐌", ("speed",))
    assert kept.answers == {"why": "queue"}


async def test_it_makes_one_rating_of_ten_equal_requests_at_once(
    any_database: Database, csat: Survey, clock: TestClock
) -> None:
    made = await asyncio.gather(
        *(
            any_database.write(ratings.record, new_rating(csat, 5, clock(), request_id="one"))
            for _ in range(10)
        )
    )
    assert len({each.rating_id for each in made}) == 1
    assert [each.fresh for each in made].count(True) == 1
    assert len(await listed(any_database)) == 1


async def test_it_changes_the_first_answer_about_a_conversation(
    any_database: Database, csat: Survey, clock: TestClock
) -> None:
    first = new_rating(csat, 1, clock(), conversation="C-1")
    second = new_rating(csat, 5, clock(), conversation="C-1", said=Said(comment="Better now"))
    await any_database.write(ratings.record, first)
    changed = await any_database.write(ratings.record, second)
    (kept,) = await listed(any_database)
    assert (changed.rating_id, changed.fresh) == (first.id, False)
    assert (kept.score, kept.band, kept.comment) == (5, Band.POSITIVE, "Better now")
    assert kept.revision == 2


async def test_it_keeps_a_retry_of_the_second_answer_idempotent(
    any_database: Database, csat: Survey, clock: TestClock
) -> None:
    for score, request in ((1, "a"), (5, "b"), (3, "c"), (5, "b"), (1, "a")):
        new = new_rating(csat, score, clock(), conversation="C-1", request_id=request)
        await any_database.write(ratings.record, new)
    (kept,) = await listed(any_database)
    assert kept.score == 3


async def test_it_takes_a_new_rating_after_the_window(
    any_database: Database, csat: Survey, clock: TestClock
) -> None:
    await any_database.write(ratings.record, new_rating(csat, 1, clock(), conversation="C-1"))
    clock.forward(hours=24.1)
    later = new_rating(csat, 5, clock(), conversation="C-1")
    assert (await any_database.write(ratings.record, later)).fresh
    assert len(await listed(any_database)) == 2


async def test_it_keeps_two_customers_of_one_conversation_apart(
    any_database: Database, csat: Survey, clock: TestClock
) -> None:
    for customer in ("anna", "boris"):
        new = new_rating(csat, 4, clock(), conversation="C-1", customer=Customer(id=customer))
        await any_database.write(ratings.record, new)
    assert len(await listed(any_database)) == 2


async def test_it_keeps_the_score_when_only_a_comment_is_added(
    any_database: Database, csat: Survey, clock: TestClock
) -> None:
    new = new_rating(csat, 4, clock())
    await any_database.write(ratings.record, new)
    said = Said(comment="Kind", reasons=("speed",))
    await any_database.write(ratings.revise, Revision(new.id, clock(), said))
    await any_database.write(ratings.revise, Revision(new.id, clock(), Said(comment="Very kind")))
    (kept,) = await listed(any_database)
    assert (kept.score, kept.comment, kept.reasons, kept.revision) == (
        4,
        "Very kind",
        ("speed",),
        3,
    )


async def test_it_does_not_revise_what_is_not_there(
    any_database: Database, clock: TestClock
) -> None:
    change = Revision("nothing", clock(), Said(comment="?"))
    assert await any_database.write(ratings.revise, change) is None
    assert not await any_database.write(ratings.set_state, "nothing", State.WITHDRAWN, clock())


async def test_it_gives_an_unknown_agent_its_ratings_when_it_is_added(
    any_database: Database, csat: Survey, clock: TestClock
) -> None:
    await any_database.write(ratings.record, new_rating(csat, 4, clock(), agent_key="nora"))
    assert await any_database.read(agents.unknown_keys) == [("nora", 1)]
    await any_database.write(agents.put, Agent("nora", "Nora Lind", team="chat"), clock())
    (kept,) = await listed(any_database)
    assert (kept.agent_name, kept.team) == ("Nora Lind", "chat")
    assert await any_database.read(agents.unknown_keys) == []


async def test_it_asks_for_one_card_however_often_a_rating_changes(
    any_database: Database, csat: Survey, clock: TestClock
) -> None:
    new = new_rating(csat, 4, clock(), destinations=("slack:C1",))
    await any_database.write(ratings.record, new)
    await any_database.write(ratings.revise, Revision(new.id, clock(), Said(comment="Kind")))
    (rating,) = await listed(any_database)
    lanes = await any_database.write(ratings.announce, rating, ["slack:C1"], clock())
    assert lanes == ("slack:C1",)
    job = await any_database.read(jobs.next_in_lane, "slack:C1", clock())
    assert job is not None
    assert (job.subject, job.version) == (new.id, 2)
    await any_database.write(jobs.finish, replace(job, version=1))
    assert await any_database.read(jobs.next_in_lane, "slack:C1", clock()) == job
    await any_database.write(jobs.finish, job)
    assert await any_database.read(jobs.next_in_lane, "slack:C1", clock()) is None


async def test_it_asks_for_no_card_when_nothing_changed(
    any_database: Database, csat: Survey, clock: TestClock
) -> None:
    new = new_rating(csat, 4, clock())
    await any_database.write(ratings.record, new)
    same = Revision(new.id, clock(), Said(), 4, Band.POSITIVE)
    await any_database.write(ratings.revise, same)
    assert await any_database.read(jobs.lanes, clock()) == []


async def test_it_lists_newest_first_in_pages_that_stay_stable(
    any_database: Database, csat: Survey, clock: TestClock
) -> None:
    given = [new_rating(csat, score, clock()) for score in (1, 2, 3, 4, 5)]
    for each in given:
        await any_database.write(ratings.record, each)
    first = await any_database.read(rating_pages.newest, RatingFilter(), before=None, most=2)
    await any_database.write(ratings.record, new_rating(csat, 1, clock()))
    rest = await any_database.read(rating_pages.newest, RatingFilter(), before=first[-1].id, most=9)
    assert [each.id for each in (*first, *rest)] == [each.id for each in reversed(given)]


async def test_it_keeps_the_tally_true_through_random_changes(
    any_database: Database, csat: Survey, clock: TestClock
) -> None:
    chance = random.Random(7)
    known: list[str] = []
    for _ in range(300):
        score = chance.randint(1, 5)
        match chance.choice(["new", "again", "revise", "state"]):
            case "new":
                agent = chance.choice(["mari", "juris", None])
                new = new_rating(csat, score, clock(), agent_key=agent, id=new_id())
                known.append((await any_database.write(ratings.record, new)).rating_id)
            case "again":
                new = new_rating(csat, score, clock(), conversation=f"C-{chance.randint(1, 5)}")
                await any_database.write(ratings.record, new)
            case "revise" if known:
                change = Revision(chance.choice(known), clock(), Said(), score, csat.bands[score])
                await any_database.write(ratings.revise, change)
            case "state" if known:
                state = chance.choice([State.COUNTED, State.WITHDRAWN])
                await any_database.write(ratings.set_state, chance.choice(known), state, clock())
    assert await any_database.read(tally_recount.differences) == []


async def test_it_tells_customers_apart_whatever_their_ids_hold(
    any_database: Database, csat: Survey, clock: TestClock
) -> None:
    for customer, conversation in (("7", "shop:C-1"), ("7:shop", "C-1"), ('7","shop', "C-1")):
        new = new_rating(
            csat, 4, clock(), conversation=conversation, customer=Customer(id=customer)
        )
        assert (await any_database.write(ratings.record, new)).fresh


async def test_it_keeps_a_request_of_one_survey_apart_from_another(
    any_database: Database, csat: Survey, clock: TestClock
) -> None:
    nps = next(each for each in await any_database.read(surveys.current) if each.slug == "nps")
    for survey in (csat, nps):
        new = new_rating(survey, 5, clock(), request_id="one")
        assert (await any_database.write(ratings.record, new)).fresh


async def test_it_takes_an_answer_to_a_new_version_for_a_new_rating(
    any_database: Database, csat: Survey, clock: TestClock
) -> None:
    await any_database.write(ratings.record, new_rating(csat, 4, clock(), conversation="C-1"))
    newer = replace(csat, version=2)
    await any_database.write(add_version, newer, clock())
    second = new_rating(newer, 5, clock(), conversation="C-1")
    assert (await any_database.write(ratings.record, second)).fresh
    assert {rating.survey_version for rating in await listed(any_database)} == {1, 2}


async def test_it_names_what_differs_from_a_fresh_count(
    any_database: Database, csat: Survey, clock: TestClock
) -> None:
    new = new_rating(csat, 4, clock(), agent_key="mari")
    await any_database.write(ratings.record, new)
    await any_database.script("UPDATE tally SET n = 3;")
    ((counted, off_by),) = await any_database.read(tally_recount.differences)
    assert isinstance(counted, Counted)
    assert (counted.agent_key, counted.score, off_by) == ("mari", 4, 2)


def add_version(survey: Survey, now: int) -> Steps[None]:
    yield query(
        "surveys.insert_version",
        survey_id=survey.id,
        version=survey.version,
        name=survey.name,
        metric=survey.metric,
        scale=survey.scale,
        document=survey.document.model_dump_json(),
        now=now,
    )
