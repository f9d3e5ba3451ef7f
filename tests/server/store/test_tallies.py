import sqlite3
from pathlib import Path

import pytest

from server.core.periods import last_days
from server.core.score_filter import Attribute, ScoreFilter
from server.core.score_question import ScoreQuestion
from server.core.scores import ScoreReport
from server.core.surveys import Survey
from server.store import attribute_values, ratings, reports, surveys, tally_recount
from server.store.attribute_values import MOST_VALUES
from server.store.database import Database, open_database
from server.store.migrate import migrate
from server.store.rating_recorder import RatingRecorder
from server.surveys import default_surveys
from tests.clock import TestClock
from tests.server.core.scored import TODAY
from tests.server.store.new_ratings import new_rating

DAY = TODAY.isoformat()


@pytest.fixture
async def csat(any_database: Database) -> Survey:
    found = await any_database.read(surveys.current)
    return next(survey for survey in found if survey.slug == "csat")


async def test_it_stops_tallying_an_attribute_of_too_many_values(
    any_database: Database, csat: Survey, clock: TestClock
) -> None:
    recorder = RatingRecorder(any_database)
    for number in range(MOST_VALUES + 20):
        attributes = {"order": number, "region": "EE" if number % 2 else "LV"}
        new = new_rating(csat, 4, clock(), rated_on=DAY, attributes=attributes)
        await recorder.record(new)
    await recorder.close()
    wide = await any_database.read(attribute_values.wide_keys, csat.id)
    assert wide == {(csat.id, "order")}
    assert await any_database.read(tally_recount.differences) == []
    by_order = await asked(any_database, csat, Attribute("order"))
    by_region = await asked(any_database, csat, Attribute("region"))
    assert len(by_order.groups) == MOST_VALUES + 20
    assert {group.key: group.score.n for group in by_region.groups} == {"EE": 110, "LV": 110}
    chosen = await asked(any_database, csat, only=ScoreFilter(attributes={"order": "7"}))
    assert chosen.score.n == 1


async def test_it_counts_anew_what_was_wrong(
    any_database: Database, csat: Survey, clock: TestClock
) -> None:
    for score in (5, 4, 1):
        new = new_rating(csat, score, clock(), agent_key="mari", attributes={"region": "EE"})
        await any_database.write(ratings.record, new)
    await any_database.script(
        "UPDATE tally SET n = 7; DELETE FROM agent_tally; UPDATE attribute_tally SET comments = 1;"
    )
    assert len(await any_database.read(tally_recount.differences)) == 3 + 6 + 6
    await any_database.write(tally_recount.recount)
    assert await any_database.read(tally_recount.differences) == []


async def test_it_fills_the_tallies_of_a_database_that_had_fewer(
    tmp_path: Path, clock: TestClock
) -> None:
    path = tmp_path / "old.db"
    database = await made(path)
    csat = next(each for each in await database.read(surveys.current) if each.slug == "csat")
    for score in (5, 4, 1):
        new = new_rating(csat, score, clock(), rated_on=DAY, attributes={"region": "EE"})
        await database.write(ratings.record, new)
    await database.close()
    with sqlite3.connect(path) as db:
        for table in ("agent", "source", "attribute", "agent_attribute"):
            db.execute(f"DROP TABLE {table}_tally")
        db.execute("DROP TABLE attribute_value")
        db.execute("DROP INDEX rating_day")
        db.execute("DROP INDEX digest_of_scores")
        db.execute("ALTER TABLE digest DROP COLUMN kind")
        db.execute("UPDATE meta SET value = 5 WHERE name = 'schema_version'")
    db.close()
    database = await made(path)
    assert await database.read(tally_recount.differences) == []
    report = await asked(database, csat, Attribute("region"))
    assert [(group.key, group.score.n) for group in report.groups] == [("EE", 3)]
    await database.close()


async def made(path: Path) -> Database:
    database = await open_database(f"sqlite:///{path}")
    await migrate(database, default_surveys, 0)
    return database


async def asked(
    database: Database, survey: Survey, *by: Attribute, only: ScoreFilter | None = None
) -> ScoreReport:
    period = last_days(365, today=TODAY, timezone="UTC")
    question = ScoreQuestion(period, survey.slug, by=by, only=only or ScoreFilter())
    (report,) = await database.read(reports.answer, question, [survey])
    return report
