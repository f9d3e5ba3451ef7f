from datetime import date

from server.core.bands import Band
from server.core.drivers import Alike
from server.core.periods import period_between
from server.core.ratings import Said, State
from server.store import drivers, ratings, surveys
from server.store.database import Database
from tests.clock import TestClock
from tests.server.store.new_ratings import new_rating

PERIOD = period_between(date(2026, 11, 1), date(2026, 11, 30), timezone="Europe/Riga")


async def test_it_counts_what_ratings_have_in_common(
    any_database: Database, clock: TestClock
) -> None:
    survey = next(one for one in await any_database.read(surveys.current) if one.slug == "csat")
    speed = {"said": Said(reasons=("speed",)), "attributes": {"size": 3.0, "region": "EE"}}
    given = [
        *(new_rating(survey, 5, clock(), **speed) for _ in range(3)),
        new_rating(survey, 1, clock()),
        new_rating(survey, 1, clock(), state=State.MACHINE),
        new_rating(survey, 1, clock(), rated_on="2026-10-31"),
    ]
    await any_database.write(ratings.record_each, given)
    alike, offers = await any_database.read(drivers.looked_at, survey.id, PERIOD)
    attributes = (("size", "3"), ("region", "EE"))
    assert sorted(alike, key=lambda each: each.n) == [
        Alike(1, 5, 1, Band.NEGATIVE, frozenset(), (), 1),
        Alike(1, 5, 5, Band.POSITIVE, frozenset({"speed"}), attributes, 3),
    ]
    assert "speed" in offers[1, Band.NEGATIVE]
