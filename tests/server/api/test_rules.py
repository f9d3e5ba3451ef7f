"""`/api/v1/rules`: what programs do with rules."""

from typing import Any

import pytest

from server.core.agents import Agent
from server.keys import CATALOGUE, CLOCK, DATABASE, RULES
from server.store import agents, api_keys, jobs
from tests.bot.stage import until
from tests.conftest import Client
from tests.server.api.asking import rate, revise

HERE = {"destination": "slack:C0FEEDBACK"}


@pytest.fixture
async def headers(client: Client) -> dict[str, str]:
    return await with_scope(client, "admin")


async def with_scope(client: Client, scope: str) -> dict[str, str]:
    app = client.app
    assert app is not None
    await app[DATABASE].write(api_keys.add, "tests", f"the-{scope}-key", scope, app[CLOCK]())
    return {"Authorization": f"Bearer the-{scope}-key"}


async def call(
    client: Client, method: str, path: str, headers: dict[str, str], body: object = None
) -> tuple[int, Any]:
    async with client.request(method, f"/api/v1/rules{path}", json=body, headers=headers) as answer:
        return answer.status, None if answer.status == 204 else await answer.json()


async def test_it_makes_shows_lists_changes_and_takes_away(
    client: Client, headers: dict[str, str]
) -> None:
    wanted = {
        **HERE,
        "filter": {"survey": "csat", "score_max": 2, "attributes": {"region": "EE"}},
        "quiet": {"begins": "22:00", "ends": "07:00"},
        "mention": True,
    }
    status, made = await call(client, "POST", "", headers, wanted)
    assert status == 201
    assert made["text"] == "survey:csat score<=2 region=EE quiet:22:00-07:00 mention"
    assert made["quiet"] == {"begins": "22:00", "ends": "07:00", "timezone": None}
    assert made["trigger"] == "rated"
    assert await call(client, "GET", f"/{made['id']}", headers) == (200, made)
    assert await call(client, "GET", "", headers) == (200, {"items": [made], "next": None})
    change = {"digest": {"every": "daily", "at": "09:00"}, "muted_until": "2030-01-01T00:00:00Z"}
    status, changed = await call(client, "PATCH", f"/{made['id']}", headers, change)
    assert status == 200
    assert changed["digest"] == change["digest"]
    assert changed["muted_until"] == "2030-01-01T00:00:00.000Z"
    assert changed["filter"] == made["filter"]
    assert (await call(client, "DELETE", f"/{made['id']}", headers))[0] == 204
    assert (await call(client, "GET", f"/{made['id']}", headers))[0] == 404
    assert await call(client, "GET", "", headers) == (200, {"items": [], "next": None})


async def test_it_makes_the_same_rule_once(client: Client, headers: dict[str, str]) -> None:
    first = await call(client, "POST", "", headers, {**HERE, "filter": {"band": "negative"}})
    again = await call(
        client, "POST", "", headers, {**HERE, "filter": {"band": "negative"}, "mention": True}
    )
    assert (first[0], again[0]) == (201, 200)
    assert again[1] == {**first[1], "mention": True, "text": "band:negative mention"} | {
        "description": again[1]["description"]
    }


async def test_it_is_in_force_when_it_is_acknowledged(
    client: Client, headers: dict[str, str]
) -> None:
    await call(client, "POST", "", headers, HERE)
    app = client.app
    assert app is not None
    assert [rule.destination for rule in app[RULES].rules.all] == ["slack:C0FEEDBACK"]


async def test_it_sends_ratings_where_rules_say(client: Client, headers: dict[str, str]) -> None:
    await call(client, "POST", "", headers, {**HERE, "filter": {"team": "chat"}})
    other = {"destination": "slack:C0LOW", "filter": {"score_max": 2, "has_comment": True}}
    await call(client, "POST", "", headers, other)
    app = client.app
    assert app is not None
    await app[DATABASE].write(agents.put, Agent("mari", "Mari", team="chat"), app[CLOCK]())
    await app[CATALOGUE].refresh()
    await rate(client, survey="csat", score=5)
    assert await app[DATABASE].read(jobs.counts) == {}
    _, low = await rate(client, survey="csat", score=1, agent="mari")
    assert await app[DATABASE].read(jobs.counts) == {"slack:C0FEEDBACK": (1, 0)}
    await revise(client, low, comment="Nobody came")

    async def told() -> bool:
        return "slack:C0LOW" in await app[DATABASE].read(jobs.counts)

    await until(told)


async def test_it_refuses_a_change_into_another_rule(
    client: Client, headers: dict[str, str]
) -> None:
    await call(client, "POST", "", headers, HERE)
    _, other = await call(client, "POST", "", headers, {**HERE, "filter": {"survey": "nps"}})
    status, problem = await call(client, "PATCH", f"/{other['id']}", headers, {"filter": {}})
    assert (status, problem["type"]) == (409, "urn:paldies:problem:same-rule")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({}, "destination"),
        ({"destination": "slack:#general"}, "destination"),
        ({"destination": "https://example.com"}, "destination"),
        ({**HERE, "trigger": "deleted"}, "trigger"),
        ({**HERE, "filter": {"survey": "cast"}}, "filter.survey"),
        ({**HERE, "filter": {"agent": "nobody"}}, "filter.agent"),
        ({**HERE, "filter": {"score_min": 4, "score_max": 2}}, "filter.score_min"),
        ({**HERE, "filter": {"score_max": 11}}, "filter.score_max"),
        ({**HERE, "filter": {"colour": "red"}}, "filter.colour"),
        ({**HERE, "filter": {"text": ""}}, "filter.text"),
        ({**HERE, "digest": {"every": "hourly"}}, "digest.every"),
        ({**HERE, "digest": {"every": "daily", "at": "24:00"}}, "digest.at"),
        ({**HERE, "quiet": {"begins": "22:00", "ends": "22:00"}}, "quiet.ends"),
        ({**HERE, "quiet": {"begins": "22:00"}}, "quiet.ends"),
        (
            {**HERE, "quiet": {"begins": "22:00", "ends": "7:00"}},
            "quiet.ends",
        ),
        (
            {**HERE, "quiet": {"begins": "22:00", "ends": "07:00", "timezone": "Mars"}},
            "quiet.timezone",
        ),
        ({**HERE, "threads": "loud"}, "threads"),
        ({**HERE, "mention": "yes"}, "mention"),
    ],
)
async def test_it_blames_the_field(
    client: Client, headers: dict[str, str], wrong: object, field: str
) -> None:
    status, problem = await call(client, "POST", "", headers, wrong)
    assert (status, problem["field"]) == (422, field)
    assert (await call(client, "GET", "", headers))[1]["items"] == []


async def test_it_takes_a_time_with_its_zone_only(client: Client, headers: dict[str, str]) -> None:
    _, made = await call(client, "POST", "", headers, HERE)
    wrong = {"muted_until": "2030-01-01T00:00:00"}
    status, problem = await call(client, "PATCH", f"/{made['id']}", headers, wrong)
    assert (status, problem["field"]) == (422, "muted_until")


async def test_it_tries_a_rule_without_making_it(client: Client, headers: dict[str, str]) -> None:
    for score in (5, 4, 1):
        await client.post("/api/v1/ratings", json={"survey": "csat", "score": score})
    status, found = await call(client, "POST", "/test", headers, {"filter": {"score_max": 2}})
    assert (status, found["matched"], found["of"]) == (200, 1, 3)
    assert (await call(client, "GET", "", headers))[1]["items"] == []


async def test_it_is_written_by_administrators_only(client: Client) -> None:
    reader = await with_scope(client, "read")
    for method, path in (("POST", ""), ("PATCH", "/x"), ("DELETE", "/x")):
        assert (await call(client, method, path, reader, HERE))[0] == 403
    assert (await call(client, "GET", "", reader))[0] == 200


async def test_it_knows_agents_by_their_key(client: Client, headers: dict[str, str]) -> None:
    app = client.app
    assert app is not None
    await app[DATABASE].write(agents.put, Agent("mari", "Mari"), app[CLOCK]())
    await app[CATALOGUE].refresh()
    body = {**HERE, "filter": {"agent": "mari"}}
    assert (await call(client, "POST", "", headers, body))[0] == 201


async def test_it_takes_a_rule_that_tells_scores_only_with_its_hour(
    client: Client, headers: dict[str, str]
) -> None:
    scores = {**HERE, "trigger": "scores", "filter": {"survey": "csat"}}
    async with client.post("/api/v1/rules", headers=headers, json=scores) as response:
        assert response.status == 422
        assert (await response.json())["field"] == "trigger"
    scores["digest"] = {"every": "monthly", "at": "08:30"}
    async with client.post("/api/v1/rules", headers=headers, json=scores) as response:
        made = await response.json()
    assert response.status == 201
    assert made["text"] == "scores survey:csat digest:monthly@08:30"
