import pytest

from tests.clock import TestClock
from tests.conftest import Client
from tests.server.api.asking import get, key, rate


async def test_it_pages_newest_first_and_stays_stable_while_more_arrive(client: Client) -> None:
    made = [(await rate(client, survey="csat", score=5))[1]["id"] for _ in range(5)]
    _, first = await get(client, "/api/v1/ratings?limit=2")
    await rate(client, survey="csat", score=1)
    _, second = await get(client, f"/api/v1/ratings?limit=2&after={first['next']}")
    _, third = await get(client, f"/api/v1/ratings?limit=2&after={second['next']}")
    seen = [item["id"] for page in (first, second, third) for item in page["items"]]
    assert seen == made[::-1]
    assert third["next"] is None


async def test_it_filters_by_survey_and_agent(client: Client) -> None:
    await rate(client, survey="csat", score=5, agent="mari")
    await rate(client, survey="csat", score=4, agent="juris")
    await rate(client, survey="nps", score=9, agent="mari")
    _, answer = await get(client, "/api/v1/ratings?survey=csat&agent=mari")
    assert [item["score"] for item in answer["items"]] == [5]


async def test_it_filters_by_period_in_the_companys_days(client: Client, clock: TestClock) -> None:
    await rate(client, survey="csat", score=5)
    clock.forward(days=3)
    await rate(client, survey="csat", score=1)
    _, today = await get(client, "/api/v1/ratings?period=today")
    _, all_days = await get(client, "/api/v1/ratings?period=7d")
    assert [item["score"] for item in today["items"]] == [1]
    assert [item["score"] for item in all_days["items"]] == [1, 5]


async def test_it_is_empty_at_first(client: Client) -> None:
    assert await get(client, "/api/v1/ratings") == (200, {"items": [], "next": None})


@pytest.mark.parametrize(
    ("query", "status", "field"),
    [
        ("limit=0", 422, "limit"),
        ("limit=501", 422, "limit"),
        ("limit=ten", 422, "limit"),
        ("limit=%C2%B2", 422, "limit"),
        ("limit=05", 422, "limit"),
        ("limit=5%0A", 422, "limit"),
        ("limit=-1", 422, "limit"),
        ("limit=", 422, "limit"),
        pytest.param("limit=" + "9" * 5000, 422, "limit", id="limit of 5000 digits"),
        ("agent=%00", 422, "agent"),
        ("agent=mari%1B", 422, "agent"),
        ("after=%00", 422, "after"),
        ("survey=csat%00", 422, "survey"),
        ("period=%7F", 422, "period"),
        ("survey=nope", 404, "survey"),
        ("period=soon", 422, "period"),
        ("from=22.11.2026", 422, "from"),
        ("from=2026-11-22&to=2026-11-01", 422, "from"),
        ("to=9999-12-31", 422, "to"),
        ("period=7d&from=2026-11-01", 422, "period"),
        ("agnet=mari", 422, "agnet"),
    ],
)
async def test_it_refuses_what_it_does_not_understand(
    client: Client, query: str, status: int, field: str
) -> None:
    answered, problem = await get(client, f"/api/v1/ratings?{query}")
    assert (answered, problem["field"]) == (status, field)


@pytest.mark.parametrize(
    "header",
    [
        {},
        {"Authorization": "Bearer wrong"},
        {"Authorization": "Bearer \udcff"},
        {"Authorization": "Basic dTpw"},
    ],
)
async def test_it_needs_a_key(client: Client, header: dict[str, str]) -> None:
    await key(client)
    async with client.get("/api/v1/ratings", headers=header) as response:
        problem = await response.json(content_type="application/problem+json")
    assert (response.status, problem["status"]) == (401, 401)
    assert response.headers["WWW-Authenticate"] == "Bearer"
