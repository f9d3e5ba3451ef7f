from server.core.asks import Ask
from server.core.bands import Band
from server.core.follow_ups import Actor, EventKind
from server.core.ratings import Customer, State
from server.core.survey_check import read_survey
from server.store import customers, follow_ups, links, ratings, surveys
from server.store.customers import HistoryFilter
from server.store.database import Database
from server.store.follow_ups import Act
from tests.clock import TestClock
from tests.server.core.survey_documents import whole
from tests.server.store.new_ratings import DAY_MS, new_rating

KADRI = Customer("42", "kadri@example.ee", "Kadri")


async def test_it_tells_the_history_of_each_customer(
    any_database: Database, clock: TestClock
) -> None:
    csat, ces = sorted(
        (one for one in await any_database.read(surveys.current) if one.slug != "nps"),
        key=lambda one: one.slug,
        reverse=True,
    )
    now = clock()
    low = new_rating(csat, 1, now - 2 * DAY_MS, customer=KADRI, attributes={"revenue": "900"})
    claimed = new_rating(csat, 1, now - DAY_MS, customer=Customer(email="kadri@example.ee"))
    await any_database.write(
        ratings.record_each,
        [
            *(low, claimed),
            new_rating(
                ces, 7, now, customer=Customer("7", None, "Oskar"), attributes={"revenue": 5}
            ),
            new_rating(csat, 1, now),
            new_rating(csat, 1, now, customer=KADRI, state=State.WITHDRAWN),
        ],
    )
    await any_database.write(
        follow_ups.act, Act(claimed.id, EventKind.CLAIMED, Actor("U1", "Mari"), now)
    )
    link = Ask(customer=KADRI).link(csat, None, now, "2026-11-22")
    await any_database.write(links.ask, link, 1_000)
    wanted = HistoryFilter(since=now - 30 * DAY_MS, value="revenue")
    found = await any_database.read(customers.histories, wanted)
    kadri, oskar = sorted(found, key=lambda history: history.customer)
    assert (kadri.customer, kadri.name, kadri.value) == ("42", "Kadri", 900)
    assert [(each.rating_id, each.share, each.is_open) for each in kadri.answers] == [
        (low.id, 0, True),
        (claimed.id, 0, False),
    ]
    assert list(kadri.asked) == [now]
    assert (oskar.value, oskar.answers[0].share, oskar.answers[0].band) == (5, 1, Band.POSITIVE)
    only = HistoryFilter(since=now - 30 * DAY_MS, survey_id=ces.id)
    (alone,) = await any_database.read(customers.histories, only)
    assert (alone.customer, alone.value) == ("7", None)
    late = HistoryFilter(since=now + 1)
    assert await any_database.read(customers.histories, late) == []


async def test_it_knows_nobody_from_a_rehearsal_unless_it_is_named(
    any_database: Database, clock: TestClock
) -> None:
    rehearsal = read_survey(whole(rehearsal=True))
    await any_database.write(surveys.put, rehearsal, clock())
    drill = next(one for one in await any_database.read(surveys.current) if one.slug == "help")
    await any_database.write(ratings.record, new_rating(drill, 1, clock(), customer=KADRI))
    since = clock() - DAY_MS
    assert await any_database.read(customers.histories, HistoryFilter(since)) == []
    (named,) = await any_database.read(customers.histories, HistoryFilter(since, drill.id))
    assert named.customer == "42"
