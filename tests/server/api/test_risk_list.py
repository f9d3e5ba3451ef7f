import pytest

from tests.clock import TestClock
from tests.conftest import Client
from tests.server.api.asking import get, rate


async def rated(client: Client, score: int, email: str, **attributes: object) -> None:
    status, _ = await rate(
        client,
        survey="csat",
        score=score,
        customer={"email": email, "name": email.partition("@")[0].title()},
        attributes=attributes,
        conversation=f"{email} {score}",
    )
    assert status == 201


async def test_it_says_who_may_leave_and_why(client: Client, clock: TestClock) -> None:
    await rated(client, 1, "kadri@example.ee", revenue=100)
    await rated(client, 1, "oskar@example.ee", revenue=5000)
    await rated(client, 5, "liis@example.ee")
    clock.forward(days=4)
    status, answer = await get(client, "/api/v1/customers/at-risk")
    assert (status, answer["total"], answer["customers"], answer["next"]) == (200, 2, 3, None)
    first = answer["items"][0]
    assert (first["customer"], first["name"], first["value"]) == ("kadri@example.ee", "Kadri", None)
    assert first["reasons"] == [
        "a low rating has waited 4 days for an answer",
        "the last rating, 4 days ago, was low",
    ]
    _, weighed = await get(client, "/api/v1/customers/at-risk?survey=csat&value=revenue&limit=1")
    assert [one["customer"] for one in weighed["items"]] == ["oskar@example.ee"]
    assert weighed["total"] == 2


async def test_it_counts_who_came_back(client: Client, clock: TestClock) -> None:
    await rated(client, 1, "kadri@example.ee")
    await rated(client, 1, "oskar@example.ee")
    clock.forward(days=1)
    await rated(client, 5, "kadri@example.ee")
    _, answer = await get(client, "/api/v1/customers/at-risk")
    assert answer["recovery"] == {"unhappy": 2, "again": 1, "recovered": 1}
    assert [one["customer"] for one in answer["items"]] == ["oskar@example.ee"]


@pytest.mark.parametrize(
    ("query", "status", "field"),
    [("limit=0", 422, "limit"), ("limit=many", 422, "limit"), ("survey=x", 404, "survey")],
)
async def test_it_refuses_what_it_does_not_know(
    client: Client, query: str, status: int, field: str
) -> None:
    answered, problem = await get(client, f"/api/v1/customers/at-risk?{query}")
    assert (answered, problem["field"]) == (status, field)
