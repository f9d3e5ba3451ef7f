import pytest
from structlog.testing import LogCapture

from tests.clock import TestClock
from tests.conftest import Client
from tests.server.api.asking import Json, kept, rate, revise


@pytest.fixture
async def given(client: Client) -> Json:
    _, answer = await rate(client, survey="csat", score=2, agent="mari")
    return answer


async def test_it_adds_a_comment_and_reasons(client: Client, given: Json) -> None:
    status, answer = await revise(client, given, comment="Too slow", reasons=["speed"])
    assert (status, answer["id"], answer["score"]) == (200, given["id"], 2)
    (rating,) = await kept(client)
    assert (rating["comment"], rating["reasons"]) == ("Too slow", ["speed"])


async def test_it_leaves_alone_what_is_not_named(client: Client, given: Json) -> None:
    await revise(client, given, comment="Too slow", reasons=["speed"])
    await revise(client, given, score=4)
    (rating,) = await kept(client)
    assert (rating["score"], rating["band"]) == (4, "positive")
    assert (rating["comment"], rating["reasons"]) == ("Too slow", ["speed"])


async def test_it_takes_an_empty_comment_back(client: Client, given: Json) -> None:
    await revise(client, given, comment="Oops", reasons=["speed"])
    await revise(client, given, comment="", reasons=[])
    (rating,) = await kept(client)
    assert (rating["comment"], rating["reasons"]) == (None, [])


async def test_it_moves_the_score_to_its_new_band(client: Client, given: Json) -> None:
    status, answer = await revise(client, given, score=5)
    assert (status, answer["score"], answer["band"]) == (200, 5, "positive")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"score": 6}, "score"),
        ({"score": "5"}, "score"),
        ({"score": False}, "score"),
        ({"comment": 7}, "comment"),
        ({"reasons": ["speed", "weather"]}, "reasons[1]"),
        ({"agent": "juris"}, "agent"),
        ({"edit_token": ""}, "edit_token"),
        ({"edit_token": "abc"}, "edit_token"),
        ({"edit_token": "1795419571773.cnUvpCdYMQsEFUFllJ3oaGogwio"}, "edit_token"),
        ({"edit_token": None}, "edit_token"),
        ({"edit_token": "ä.ö"}, "edit_token"),
    ],
)
async def test_it_refuses_and_changes_nothing(
    client: Client, given: Json, log: LogCapture, change: Json, field: str
) -> None:
    before = await kept(client)
    status, problem = await revise(client, given, **change)
    assert (status, problem["field"]) == (422, field)
    assert [entry["event"] for entry in log.entries] == ["refused"]
    assert await kept(client) == before


async def test_it_refuses_the_token_of_another_rating(client: Client, given: Json) -> None:
    _, other = await rate(client, survey="csat", score=5)
    status, problem = await revise(client, given | {"edit_token": other["edit_token"]}, score=1)
    assert (status, problem["field"]) == (422, "edit_token")


async def test_it_refuses_an_expired_token(client: Client, given: Json, clock: TestClock) -> None:
    clock.forward(hours=24.1)
    status, problem = await revise(client, given, comment="Late")
    assert (status, problem["field"]) == (409, "edit_token")
    (rating,) = await kept(client)
    assert rating["comment"] is None


async def test_it_needs_a_token(client: Client, given: Json) -> None:
    async with client.post(f"/api/v1/ratings/{given['id']}", json={"score": 1}) as response:
        problem = await response.json(content_type="application/problem+json")
    assert (response.status, problem["field"]) == (422, "edit_token")
