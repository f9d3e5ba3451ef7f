"""Both databases keep hits and ratings the same; what is judged how is tests/server/core/test_evidence.py."""

from server.core.asked import Asked
from server.core.asks import Ask
from server.core.evidence import Answer, Rules
from server.core.hits import Hit, Means, Sign
from server.core.links import Link
from server.core.rates import Cohort
from server.core.ratings import Customer, NewRating, Said, Source, State
from server.core.surveys import Survey
from server.store import ballots, do_not_ask, links, rating_pages, ratings, surveys, tally_recount
from server.store.ballots import BallotPlace
from server.store.database import Database
from server.store.ids import new_id
from server.store.rating_pages import RatingFilter
from server.store.steps import Steps
from tests.clock import TestClock
from tests.server.store.new_ratings import new_rating

RULES = Rules(settle=60_000, rerate=86_400_000)
CUSTOMER = Customer("42", "kadri@example.ee", "Kadri")


async def asked(database: Database, now: int) -> tuple[Survey, Link]:
    survey = (await database.read(surveys.current))[1]
    link = Ask(customer=CUSTOMER, attributes={"region": "EE"}).link(survey, None, now, "2026-11-22")
    await database.write(links.ask, link, 1_000)
    return survey, link


async def arrive(
    database: Database, survey: Survey, link: Link, hit: Hit, said: Said | None = None
) -> None:
    def make(answer: Answer) -> NewRating:
        return new_rating(
            survey,
            answer.hit.score or 0,
            answer.since,
            state=answer.state,
            evidence=answer.evidence,
        )

    place = BallotPlace(link.id, is_single=True)
    await database.write(ballots.arrive, hit, place, RULES, make, said or Said())


def answer(score: int, now: int, sign: Sign = Sign.NONE) -> Hit:
    return Hit(new_id(), now, new_id(), "client", Means.SCRIPT, score, sign)


def off_by() -> Steps[int]:
    rows = yield from tally_recount.differences()
    return len(rows)


async def test_it_keeps_a_link_and_finds_it_again(any_database: Database, clock: TestClock) -> None:
    _, link = await asked(any_database, clock())
    assert await any_database.read(links.by_id, link.id) == link
    await any_database.write(links.withdraw, link.id, clock())
    found = await any_database.read(links.by_id, link.id)
    assert found
    assert found.withdrawn_at is not None


async def test_it_lets_the_rating_and_the_tally_follow_what_arrives(
    any_database: Database, clock: TestClock
) -> None:
    survey, link = await asked(any_database, clock())
    await arrive(any_database, survey, link, answer(4, clock()))
    await arrive(any_database, survey, link, answer(1, clock() + 10))
    person = answer(5, clock() + 20, Sign.COMMENT)
    await arrive(any_database, survey, link, person, Said(comment="Kind!"))
    found = await any_database.read(rating_pages.newest, RatingFilter(), before=None, most=9)
    assert sorted((one.score, one.state, one.comment) for one in found) == [
        (1, State.MACHINE, None),
        (5, State.COUNTED, "Kind!"),
    ]
    assert await any_database.read(off_by) == 0
    asked_about = await any_database.read(links.asked_within, survey.id, "2026-11-22", "2026-11-23")
    assert asked_about == [Asked("", "", Source.EMAIL, Cohort(asked=1, rated=1, commented=1))]
    assert await any_database.read(links.asked_within, survey.id, "2026-11-23", "2026-11-24") == []


async def test_it_settles_a_lone_answer(any_database: Database, clock: TestClock) -> None:
    survey, link = await asked(any_database, clock())
    await arrive(any_database, survey, link, answer(4, clock()))
    (ballot,) = await any_database.read(ballots.page, "", 0, 10)
    assert ballot.state is State.PROVISIONAL
    kept = await any_database.read(ratings.by_id, ballot.rating_id or "")
    assert kept

    def make(settled: Answer) -> NewRating:
        return new_rating(survey, 4, settled.since, state=settled.state, evidence=settled.evidence)

    later = clock() + 120_000
    await any_database.write(ballots.settle, ballot.id, RULES, make, later)
    await any_database.write(ballots.settle, ballot.id, RULES, make, later)
    settled = await any_database.read(ratings.by_id, ballot.rating_id or "")
    assert settled
    assert (settled.state, settled.revision) == (State.COUNTED, kept.revision + 1)
    assert await any_database.read(off_by) == 0


async def test_it_settles_an_answer_that_was_changed_after_it_had_counted(
    any_database: Database, clock: TestClock
) -> None:
    survey, link = await asked(any_database, clock())

    def make(settled: Answer) -> NewRating:
        return new_rating(
            survey,
            settled.hit.score or 0,
            settled.since,
            state=settled.state,
            evidence=settled.evidence,
            conversation="C-1",
        )

    place, now = BallotPlace(link.id, "C-1", is_single=True), clock()
    for score, at in ((4, now), (2, now + 180_000)):
        await any_database.write(ballots.arrive, answer(score, at), place, RULES, make, Said())
        (ballot,) = await any_database.read(ballots.page, "", 0, 10)
        await any_database.write(ballots.settle, ballot.id, RULES, make, at + 120_000)
    found = await any_database.read(rating_pages.newest, RatingFilter(), before=None, most=9)
    assert [(one.score, one.state) for one in found] == [(2, State.COUNTED)]
    assert await any_database.read(off_by) == 0


async def test_it_lists_who_does_not_want_to_be_asked(
    any_database: Database, clock: TestClock
) -> None:
    await any_database.write(do_not_ask.add, CUSTOMER, clock())
    await any_database.write(do_not_ask.add, CUSTOMER, clock())
    assert await any_database.read(do_not_ask.has, Customer(email="Kadri@Example.ee"))
    assert await any_database.read(do_not_ask.has, Customer(id="42"))
    assert not await any_database.read(do_not_ask.has, Customer(name="Kadri"))
    await any_database.write(do_not_ask.remove, Customer(email="kadri@example.ee"))
    assert not await any_database.read(do_not_ask.has, Customer(email="kadri@example.ee"))
