import pytest

from server.core.ratings import NewRating, Source
from server.core.surveys import Survey
from server.store import rating_import, rating_pages, ratings, surveys, tally_recount
from server.store.database import Database
from server.store.rating_pages import RatingFilter
from tests.clock import TestClock
from tests.server.store.new_ratings import new_rating


@pytest.fixture
async def csat(any_database: Database) -> Survey:
    found = await any_database.read(surveys.current)
    return next(survey for survey in found if survey.slug == "csat")


def answer(survey: Survey, clock: TestClock, number: int, score: int = 5) -> NewRating:
    changes = {"request_id": f"delighted:{number}", "conversation": "K-1"}
    return new_rating(survey, score, clock() - 90_000, source=Source.IMPORT, **changes)


async def test_it_stores_many_once_and_counts_them(
    any_database: Database, csat: Survey, clock: TestClock
) -> None:
    first = [answer(csat, clock, number) for number in range(5)]
    again = [answer(csat, clock, number) for number in range(3, 8)]
    assert await any_database.write(rating_import.add, first) == 5
    known = await any_database.read(rating_import.known, again)
    assert known == {new.id for new in again[:2]}
    assert await any_database.write(rating_import.add, again) == 3
    kept = await any_database.read(rating_pages.newest, RatingFilter(), before=None, most=99)
    assert {rating.id for rating in kept} == {new.id for new in (*first, *again[2:])}
    assert await any_database.read(tally_recount.differences) == []


async def test_it_knows_a_rating_by_the_id_it_was_exported_with(
    any_database: Database, csat: Survey, clock: TestClock
) -> None:
    given = await any_database.write(ratings.record, new_rating(csat, 4, clock()))
    back = new_rating(csat, 4, clock(), request_id=given.rating_id)
    assert await any_database.write(rating_import.add, [back]) == 0


async def test_it_lets_no_old_answer_change_one_of_today(
    any_database: Database, csat: Survey, clock: TestClock
) -> None:
    today = new_rating(csat, 1, clock(), conversation="K-1")
    await any_database.write(ratings.record, today)
    await any_database.write(rating_import.add, [answer(csat, clock, 1, score=5)])
    later = new_rating(csat, 2, clock(), conversation="K-1")
    assert (await any_database.write(ratings.record, later)).rating_id == today.id
    kept = await any_database.read(rating_pages.oldest, RatingFilter(), after=None, most=9)
    assert [rating.score for rating in kept] == [2, 5]
