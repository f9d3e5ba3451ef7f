from datetime import date

from server.core.period_parts import parts_of
from server.core.periods import Period, period_between
from server.core.ratings import State
from server.core.score_filter import ScoreFilter
from server.core.scores import Score
from server.store import ratings, reports, surveys
from server.store.database import Database
from tests.clock import TestClock
from tests.server.store.new_ratings import new_rating

NOVEMBER = period_between(date(2026, 11, 1), date(2026, 11, 30), timezone="Europe/Riga")


async def test_it_pools_the_days_of_each_part(any_database: Database, clock: TestClock) -> None:
    csat = next(each for each in await any_database.read(surveys.current) if each.slug == "csat")
    given = [
        ("2026-10-31", 1, "mari"),  # before
        ("2026-11-02", 5, "mari"),
        ("2026-11-08", 1, "juris"),  # Sunday of the same week
        ("2026-11-09", 4, "mari"),
        ("2026-12-01", 1, "mari"),  # after
    ]
    for day, score, agent in given:
        for _ in range(3):
            rating = new_rating(csat, score, clock(), rated_on=day, agent_key=agent)
            await any_database.write(ratings.record, rating)
    machine = new_rating(csat, 1, clock(), rated_on="2026-11-09", state=State.MACHINE)
    await any_database.write(ratings.record, machine)
    weeks = list(parts_of(NOVEMBER, "week"))

    course = await any_database.read(reports.score_course, [csat], weeks, ScoreFilter())
    assert [part for part, _ in course] == weeks
    assert _counts(course) == [0, 6, 3, 0, 0, 0]
    assert course[1][1].value == 50.0

    of_mari = await any_database.read(
        reports.score_course, [csat], weeks, ScoreFilter(agent="mari")
    )
    assert _counts(of_mari) == [0, 3, 3, 0, 0, 0]


def _counts(course: list[tuple[Period, Score]]) -> list[int]:
    return [score.n for _, score in course]
