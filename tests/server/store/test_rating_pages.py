import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from server.core.bands import Band
from server.core.ratings import Customer, Rating, Said, Source, State
from server.store import rating_pages, ratings, surveys
from server.store.database import Database
from server.store.queries import load_for_sqlite
from server.store.rating_pages import RatingFilter
from tests.clock import TestClock
from tests.server.store.new_ratings import new_rating

PLAIN: dict[str, object] = {"score": 5}
ODD: list[dict[str, object]] = [
    PLAIN,
    {"score": 1, "agent_key": "mari", "team": "chat", "language": "et"},
    {"score": 2, "source": Source.EMAIL, "state": State.MACHINE, "conversation": "K-1"},
    {"score": 3, "said": Said(comment="ÜLIKIIRE 100 % abi_"), "customer": Customer("42")},
    {"score": 4, "attributes": {"region": "EE", "seats": 5, "vip": True}},
    {"score": 4, "attributes": {"region": "EE}", "seats": 50}},
]


async def read(database: Database, wanted: RatingFilter) -> list[Rating]:
    return await database.read(rating_pages.oldest, wanted, after=None, most=99)


@pytest.mark.parametrize(
    ("wanted", "which"),
    [
        (RatingFilter(), [0, 1, 2, 3, 4, 5]),
        (RatingFilter(agent_key="mari"), [1]),
        (RatingFilter(team="chat", language="et"), [1]),
        (RatingFilter(source=Source.EMAIL), [2]),
        (RatingFilter(state=State.MACHINE, conversation="K-1"), [2]),
        (RatingFilter(band=Band.NEGATIVE), [1, 2]),
        (RatingFilter(text="ülikiire"), [3]),
        (RatingFilter(text="0 % ABI_"), [3]),
        (RatingFilter(text="0 %%"), []),
        (RatingFilter(customer="42"), [3]),
        (RatingFilter(attributes={"region": "EE"}), [4]),
        (RatingFilter(attributes={"region": "EE}"}), [5]),
        (RatingFilter(attributes={"seats": "5"}), [4]),
        (RatingFilter(attributes={"seats": "5", "vip": "true"}), [4]),
        (RatingFilter(attributes={"seats": "0"}), []),
        (RatingFilter(attributes={"x": "EE"}), []),
    ],
)
async def test_it_reads_what_is_wanted(
    any_database: Database, clock: TestClock, wanted: RatingFilter, which: list[int]
) -> None:
    survey = (await any_database.read(surveys.current))[1]
    now = clock()
    made = [
        new_rating(
            survey, int(str(each["score"])), now, **{k: v for k, v in each.items() if k != "score"}
        )
        for each in ODD
    ]
    await any_database.write(ratings.record_each, made)
    found = await read(any_database, wanted)
    assert [rating.id for rating in found] == [made[index].id for index in which]
    backwards = await any_database.read(rating_pages.newest, wanted, before=None, most=99)
    assert [rating.id for rating in backwards][::-1] == [rating.id for rating in found]


@pytest.mark.parametrize("name", ["newest", "oldest"])
async def test_it_begins_each_page_in_the_index(
    database: Database, tmp_path: Path, name: str
) -> None:
    sql = load_for_sqlite()[f"rating_pages.{name}"]
    with closing(sqlite3.connect(tmp_path / "test.db")) as db:
        values = ["0" if parameter == "beyond" else None for parameter in sql.order]
        plan = db.execute(f"EXPLAIN QUERY PLAN {sql.text}", values).fetchall()
    steps = [row[3] for row in plan]
    assert any(step.startswith("SEARCH r USING") and "(id" in step for step in steps), steps
    assert not any("SCAN r" in step or "ORDER BY" in step for step in steps), steps
