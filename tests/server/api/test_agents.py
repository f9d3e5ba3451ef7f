import pytest

from tests.conftest import Client
from tests.server.api.asking import Json, get, key, rate


async def put(client: Client, agent_key: str, /, **body: object) -> tuple[int, Json]:
    headers = {"Authorization": f"Bearer {await key(client, 'admin')}"}
    async with client.put(f"/api/v1/agents/{agent_key}", json=body, headers=headers) as response:
        return response.status, await response.json()


async def test_it_adds_an_agent_and_gives_them_their_ratings(client: Client) -> None:
    _, given = await rate(client, survey="csat", score=5, agent="mari")
    mari = {"name": "Mari Mets", "email": "mari@example.com", "team": "Chat", "slack_id": "U0MARI"}
    assert await put(client, "mari", **mari) == (201, {"key": "mari"} | mari)
    _, rating = await get(client, f"/api/v1/ratings/{given['id']}")
    assert (rating["agent"], rating["team"]) == ({"key": "mari", "name": "Mari Mets"}, "Chat")


async def test_it_changes_an_agent_and_lists_all(client: Client) -> None:
    assert await get(client, "/api/v1/agents") == (200, {"items": [], "next": None})
    await put(client, "peeter", name="Peeter")
    await put(client, "mari", name="Mari", team="Chat")
    status, answer = await put(client, "mari", name=" Mari Mets ")
    assert (status, answer["name"], answer["team"]) == (200, "Mari Mets", None)
    _, listed = await get(client, "/api/v1/agents")
    assert [each["key"] for each in listed["items"]] == ["mari", "peeter"]


@pytest.mark.parametrize(
    ("name", "body", "field"),
    [
        ("mari", {}, "name"),
        ("mari", {"name": " "}, "name"),
        ("mari", {"name": "Mari", "mail": "x"}, "mail"),
        ("mari", {"name": "Mari\x00"}, "name"),
        ("%20", {"name": "Mari"}, "key"),
        ("m" * 201, {"name": "Mari"}, "key"),
    ],
)
async def test_it_refuses_what_no_agent_is(
    client: Client, name: str, body: dict[str, object], field: str
) -> None:
    status, answer = await put(client, name, **body)
    assert (status, answer["field"]) == (422, field)
