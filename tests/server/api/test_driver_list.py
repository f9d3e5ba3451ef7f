from random import Random

import pytest
from msgspec.structs import replace

from server.core.ratings import Said
from server.keys import CATALOGUE, DATABASE
from server.store import drivers as store
from server.store import ratings
from tests.clock import TestClock
from tests.conftest import Client
from tests.server.api.asking import get
from tests.server.api.test_chart_show import table
from tests.server.store.new_ratings import new_rating

REASONS = ("speed", "friendliness", "knowledge", "solution")
PERIOD = "survey=csat&from=2026-11-01&to=2026-11-30"


async def simulate(client: Client, clock: TestClock, *, effect: float, n: int = 500) -> None:
    """Keep ratings of which four in five are good, fewer by `effect` of those that name speed."""
    app = client.app
    assert app is not None
    survey = app[CATALOGUE].survey("csat")
    assert survey
    random, given = Random(7), []
    for _ in range(n):
        named = tuple(reason for reason in REASONS if random.random() < 0.3)
        likely = 0.8 - effect * ("speed" in named)
        rating = new_rating(survey, 5 if random.random() < likely else 1, clock())
        attributes = {"region": random.choice(["EE", "LV", "LT"])}
        given.append(replace(rating, said=Said(reasons=named), attributes=attributes))
    await app[DATABASE].write(ratings.record_each, given)


async def test_it_finds_what_was_planted(client: Client, clock: TestClock) -> None:
    await simulate(client, clock, effect=0.4)
    status, answer = await get(client, f"/api/v1/drivers?{PERIOD}")
    assert (status, answer["ratings"], answer["limited"], answer["refused"]) == (
        200,
        500,
        False,
        None,
    )
    found = [lift for lift in answer["lifts"] if lift["found"]]
    assert [(lift["driver"], lift["label"]) for lift in found] == [("speed", "Speed")]
    assert found[0]["interval"][0] < found[0]["lift"] < found[0]["interval"][1] < 0
    assert found[0]["with"]["of"] + found[0]["without"]["of"] == 500
    first = answer["importances"][0]
    assert first["driver"] == "speed"
    assert first["performance"]["score"] < 60
    assert first["importance"] > sum(one["importance"] for one in answer["importances"][1:])
    chart = await table(client, f"quadrant.txt?{PERIOD}")
    assert "Mend first: Speed" in chart
    assert "All of them together account for" in chart


async def test_it_finds_nothing_in_noise(client: Client, clock: TestClock) -> None:
    await simulate(client, clock, effect=0.0)
    _, answer = await get(client, f"/api/v1/drivers?{PERIOD}")
    assert [lift for lift in answer["lifts"] if lift["found"]] == []
    assert answer["importances"] == []
    assert answer["refused"] == "together the drivers explain no more than chance would"
    assert answer["refused"] in await table(client, f"quadrant.txt?{PERIOD}")


async def test_it_says_when_there_is_too_little(client: Client, clock: TestClock) -> None:
    await simulate(client, clock, effect=0.4, n=60)
    _, answer = await get(client, f"/api/v1/drivers?{PERIOD}")
    assert "too few for 7 drivers" in answer["refused"]
    _, nothing = await get(client, "/api/v1/drivers?survey=csat&from=2020-01-01&to=2020-02-01")
    assert (nothing["ratings"], nothing["lifts"]) == (0, [])


async def test_it_looks_at_the_newest_and_says_so(
    client: Client, clock: TestClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await simulate(client, clock, effect=0.4, n=60)
    monkeypatch.setattr(store, "MOST_RATINGS", 40)
    monkeypatch.setattr("server.api.driver_list.MOST_RATINGS", 40)
    _, answer = await get(client, f"/api/v1/drivers?{PERIOD}")
    assert (answer["ratings"], answer["limited"]) == (40, True)


@pytest.mark.parametrize("path", ["drivers", "charts/quadrant.svg"])
@pytest.mark.parametrize(
    ("query", "status", "field"),
    [("", 422, "survey"), ("survey=nope", 404, "survey"), ("survey=csat&by=agent", 422, "by")],
)
async def test_it_refuses_what_it_does_not_know(
    client: Client, path: str, query: str, status: int, field: str
) -> None:
    answered, problem = await get(client, f"/api/v1/{path}?{query}")
    assert (answered, problem["field"]) == (status, field)
