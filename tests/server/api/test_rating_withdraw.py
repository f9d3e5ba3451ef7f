from tests.conftest import Client
from tests.server.api.asking import get, kept, rate, send
from tests.server.asked import signature


async def test_it_withdraws_a_rating_and_brings_it_back(client: Client) -> None:
    _, made = await rate(client, survey="csat", score=1)
    path = f"/api/v1/ratings/{made['id']}"
    _, withdrawn = await send(client, "PATCH", path, {"state": "withdrawn"})
    assert withdrawn["state"] == "withdrawn"
    _, scores = await get(client, "/api/v1/scores?survey=csat")
    assert scores["n"] == 0
    _, back = await send(client, "PATCH", path, {"state": "counted"})
    assert back["state"] == "counted"
    _, scores = await get(client, "/api/v1/scores?survey=csat")
    assert scores["n"] == 1


async def test_it_brings_back_what_a_machine_answered_as_that(client: Client) -> None:
    link = await signature(client)
    for score in ("1", "2"):
        await client.post(f"{link}?c=K-1", data={"score": score})
    rating = next(one for one in await kept(client) if one["state"] == "machine")
    path = f"/api/v1/ratings/{rating['id']}"
    await send(client, "PATCH", path, {"state": "withdrawn"})
    _, back = await send(client, "PATCH", path, {"state": "counted"})
    assert back["state"] == "machine"


async def test_it_keeps_a_withdrawn_answer_withdrawn_whatever_comes_on_its_link(
    client: Client,
) -> None:
    link = await signature(client)
    person = {"score": "4", "by": "script", "sign": "gesture"}
    await client.post(f"{link}?c=K-1", data=person)
    (rating,) = await kept(client)
    await send(client, "PATCH", f"/api/v1/ratings/{rating['id']}", {"state": "withdrawn"})
    await client.post(f"{link}?c=K-1", data=person | {"score": "2"})
    (rating,) = await kept(client)
    assert rating["state"] == "withdrawn"


async def test_it_leaves_a_rating_that_counts_as_it_is(client: Client) -> None:
    _, made = await rate(client, survey="csat", score=1)
    path = f"/api/v1/ratings/{made['id']}"
    assert (await send(client, "PATCH", path, {"state": "counted"}))[1]["state"] == "counted"


async def test_it_refuses_what_it_cannot_do(client: Client) -> None:
    _, made = await rate(client, survey="csat", score=1)
    path = f"/api/v1/ratings/{made['id']}"
    status, refused = await send(client, "PATCH", path, {"state": "machine"})
    assert (status, refused["field"]) == (422, "state")
    for method, body in (("PATCH", {"state": "withdrawn"}), ("GET", None)):
        assert (await send(client, method, "/api/v1/ratings/nope", body))[0] == 404


async def test_it_shows_one_rating_and_no_hits_for_a_click_in_the_widget(client: Client) -> None:
    _, made = await rate(client, survey="csat", score=1, comment="Slow.")
    _, shown = await get(client, f"/api/v1/ratings/{made['id']}")
    assert (shown["id"], shown["comment"]) == (made["id"], "Slow.")
    path = f"/api/v1/ratings/{made['id']}/hits"
    assert await get(client, path) == (200, {"items": [], "next": None})
