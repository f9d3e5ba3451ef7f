import pytest

from server.core.agents import Agent
from server.keys import CATALOGUE, DATABASE
from server.store import agents
from tests.clock import TestClock
from tests.conftest import Client
from tests.server.api.asking import Json, get, kept, key, send
from tests.server.asked import put
from tests.server.core.survey_documents import whole

KADRI = {"email": "kadri@example.ee", "name": "Kadri Saar"}


async def ask(client: Client, **body: object) -> tuple[int, Json]:
    return await send(client, "POST", "/api/v1/asks", {"survey": "csat"} | body)


def path_of(url: str) -> str:
    return url.removeprefix("http://localhost:8080")


async def test_it_answers_with_a_link_for_every_score(client: Client) -> None:
    status, made = await ask(client, agent="mari", customer=KADRI, conversation="K-1")
    assert status == 201
    assert list(made["links"]) == ["1", "2", "3", "4", "5"]
    assert made["links"]["5"] == f"{made['url']}/5"
    assert made["url"].startswith("http://localhost:8080/r/")
    assert len(made["url"].rpartition("/")[2]) == 22
    assert made["trap"] not in made["links"].values()
    assert made["headers"] == {
        "List-Unsubscribe": f"<{made['unsubscribe']}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    assert made["expires_at"].endswith("Z")


async def test_it_answers_with_a_block_to_be_sent_as_it_is(client: Client) -> None:
    _, made = await ask(client, agent="mari", language="et", style="stars")
    for url in (*made["links"].values(), made["trap"], made["unsubscribe"]):
        assert f'href="{url}"' in made["html"]
    assert 'lang="et"' in made["html"]
    assert made["html"].count("★") == 5
    assert made["links"]["3"] in made["text"]
    assert made["trap"] not in made["text"]


async def test_it_says_nothing_readable_in_its_links(client: Client) -> None:
    _, made = await ask(client, agent="mari", customer=KADRI, conversation="K-1")
    assert not any(word in made["url"] for word in ("mari", "kadri", "K-1", "csat"))


async def test_it_keeps_agent_and_team_as_they_were_when_it_asked(
    client: Client, clock: TestClock
) -> None:
    app = client.app
    assert app is not None
    for team in ("chat", "orders"):
        await app[DATABASE].write(agents.put, Agent("mari", "Mari", None, team, None), clock())
        await app[CATALOGUE].refresh()
        if team == "chat":
            _, made = await ask(client, agent="mari", attributes={"region": "EE"})
    page = path_of(made["url"])
    await client.post(page, data={"score": "4", "by": "script", "sign": "gesture"})
    (rating,) = await kept(client)
    assert (rating["agent"]["key"], rating["team"]) == ("mari", "chat")
    assert rating["attributes"] == {"region": "EE"}


async def test_it_never_asks_a_customer_twice_within_the_quiet_period(
    client: Client, clock: TestClock
) -> None:
    await put(client, whole(ask_again_days=30))
    assert (await ask(client, survey="help", customer=KADRI))[0] == 201
    clock.forward(days=29)
    same = {"email": "KADRI@example.ee"}
    status, refused = await ask(client, survey="help", customer=same)
    assert (status, refused["title"], refused["field"]) == (409, "Asked lately", "customer")
    assert "ask_again_days = 30" in refused["detail"]
    assert (await ask(client, survey="csat", customer=KADRI))[0] == 201
    clock.forward(days=2)
    assert (await ask(client, survey="help", customer=same))[0] == 201


async def test_it_may_ask_again_when_the_first_ask_was_withdrawn(client: Client) -> None:
    await put(client, whole(ask_again_days=30))
    _, made = await ask(client, survey="help", customer={"id": "42"})
    assert (await ask(client, survey="help", customer={"id": "42"}))[0] == 409
    assert await send(client, "DELETE", f"/api/v1/asks/{made['id']}") == (204, {})
    assert (await ask(client, survey="help", customer={"id": "42"}))[0] == 201
    async with client.get(path_of(made["links"]["1"])) as response:
        assert response.status == 409


async def test_it_leaves_who_wants_it_in_peace_until_they_change_their_mind(client: Client) -> None:
    _, made = await ask(client, customer=KADRI)
    leave = path_of(made["unsubscribe"])
    async with client.get(leave) as response:
        text = await response.text()
        assert (response.status, "Do not ask me again" in text) == (200, True)
        assert f'href="{leave}?language=et"' in text
    assert (await ask(client, customer=KADRI))[0] == 201
    # As mail software posts it, RFC 8058.
    async with client.post(
        leave, data={"List-Unsubscribe": "One-Click"}, allow_redirects=False
    ) as response:
        assert (response.status, response.headers.get("Set-Cookie")) == (200, None)
        assert "We will not ask you again." in await response.text()
    status, refused = await ask(client, survey="nps", customer=KADRI)
    assert (status, refused["title"]) == (409, "Do not ask")
    async with client.post(leave, data={"ask_again": "1"}) as response:
        assert "We may ask you again." in await response.text()
    assert (await ask(client, survey="nps", customer=KADRI))[0] == 201


async def test_it_has_nobody_to_leave_in_peace_without_a_customer(client: Client) -> None:
    _, made = await ask(client)
    async with client.post(path_of(made["unsubscribe"])) as response:
        assert response.status == 404


async def test_it_counts_answers_of_the_same_asks(client: Client, clock: TestClock) -> None:
    made = [(await ask(client, agent=agent))[1] for agent in ("mari", "mari", "juris")]
    for one, sign in ((made[0], "gesture"), (made[2], "none")):
        fields = {"score": "4", "by": "script", "sign": sign}
        await client.post(path_of(one["url"]), data=fields)
    _, answer = await get(client, "/api/v1/scores?survey=csat&by=agent")
    asks = answer["asks"]
    # Juris's answer has not settled yet.
    assert (asks["asked"], asks["rated"], asks["commented"]) == (3, 1, 0)
    assert asks["rate"] == pytest.approx(100 / 3)
    assert asks["interval"][0] < asks["rate"] < asks["interval"][1]
    assert [(group["key"], group["asks"]["asked"]) for group in answer["groups"]] == [("mari", 2)]
    _, juris = await get(client, "/api/v1/scores?survey=csat&agent=juris")
    assert (juris["asks"]["asked"], juris["asks"]["rate"]) == (1, 0)
    _, before = await get(client, "/api/v1/scores?survey=csat&period=2020")
    assert (before["asks"]["asked"], before["asks"]["rate"]) == (0, None)
    _, happy = await get(client, "/api/v1/scores?survey=csat&band=positive")
    assert happy["asks"] is None


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({"survey": "nope"}, 404, "survey"),
        ({"survey": "csat", "channel": "pigeon"}, 422, "channel"),
        ({"survey": "csat", "customer": {"mail": "x"}}, 422, "customer.mail"),
        ({}, 422, "survey"),
    ],
)
async def test_it_names_the_field_to_blame(
    client: Client, body: dict[str, object], status: int, field: str
) -> None:
    answer = await send(client, "POST", "/api/v1/asks", body)
    assert (answer[0], answer[1]["field"]) == (status, field)


async def test_it_wants_a_key_that_may_write(client: Client) -> None:
    headers = {"Authorization": f"Bearer {await key(client)}"}
    async with client.post("/api/v1/asks", json={"survey": "csat"}, headers=headers) as response:
        assert response.status == 403
    assert (await send(client, "DELETE", "/api/v1/asks/nope"))[0] == 404


async def test_it_does_not_ask_what_is_closed(client: Client) -> None:
    await put(client, whole(closes_on="2020-01-01"))
    assert (await ask(client, survey="help"))[0] == 409
    _, listed = await get(client, "/api/v1/ratings")
    assert listed["items"] == []
