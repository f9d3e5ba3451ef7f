from typing import Any

import pytest

from server.core.agents import Agent
from server.keys import CATALOGUE, CLOCK, DATABASE
from server.store import agents
from tests.conftest import Client, StartApp
from tests.server.asked import put
from tests.server.core.survey_documents import whole


async def widget(client: Client, slug: str, **query: str) -> dict[str, Any]:
    async with client.get(f"/api/v1/surveys/{slug}/widget", params=query) as response:
        assert response.status == 200
        answer: dict[str, Any] = await response.json()
        return answer


async def test_it_tells_the_widget_everything_at_once(client: Client) -> None:
    answer = await widget(client, "csat")
    assert answer["question"] == "How was the help you got?"
    assert [choice["score"] for choice in answer["choices"]] == [1, 2, 3, 4, 5]
    assert [choice["band"] for choice in answer["choices"]][2:4] == ["neutral", "positive"]
    assert answer["choices"][0]["label"] == "Very bad"
    negative = answer["follow_up"]["negative"]
    assert [question["key"] for question in negative["questions"]] == ["reasons", "comment"]
    assert negative["questions"][0]["options"][0] == {"key": "speed", "label": "Speed"}
    assert answer["follow_up"]["positive"]["thanks"] == "Thank you! That made our day."
    assert answer["texts"]["send"] == "Send"
    assert (answer["style"], answer["direction"]) == ("smileys", "ltr")


async def test_it_asks_about_an_agent_by_name(client: Client) -> None:
    app = client.app
    assert app is not None
    await app[DATABASE].write(agents.put, Agent("mari", "Mari Tamm"), app[CLOCK]())
    await app[CATALOGUE].refresh()
    answer = await widget(client, "csat", agent="mari", language="et")
    assert answer["question"] == "Sind aitas Mari Tamm. Kui rahul oled saadud abiga?"
    unknown = await widget(client, "csat", agent="<b>", language="et")
    assert unknown["question"] == "Kui rahul oled saadud abiga?"


async def test_it_asks_about_the_company_by_name(client: Client) -> None:
    answer = await widget(client, "ces")
    assert answer["question"] == "Kadaka Pood made it easy for me to handle my issue."


@pytest.mark.parametrize(
    ("asked", "browser", "language"),
    [
        ("et-EE", "", "et"),
        ("LV", "", "lv"),
        ("ja", "fi", "fi"),
        ("ja", "", "en"),
        ("", "ja, lt;q=0.8, et;q=0.9", "et"),
        ("", "de", "en"),
        ("", "*;q=0.1, ;;q=x, en;q=oops", "en"),
    ],
)
async def test_it_speaks_the_best_language_there_is(
    client: Client, asked: str, browser: str, language: str
) -> None:
    params = {"language": asked} if asked else {}
    async with client.get(
        "/api/v1/surveys/csat/widget", params=params, headers={"Accept-Language": browser}
    ) as response:
        assert (await response.json())["language"] == language


async def test_it_keeps_to_the_languages_of_the_installation(start_app: StartApp) -> None:
    client = await start_app(PALDIES_LANGUAGES="lv,en")
    assert (await widget(client, "csat", language="fi"))["language"] == "lv"


async def test_it_need_not_be_sent_twice(client: Client) -> None:
    async with client.get("/api/v1/surveys/csat/widget") as first:
        etag = first.headers["ETag"]
    headers = {"If-None-Match": etag}
    async with client.get("/api/v1/surveys/csat/widget", headers=headers) as second:
        assert (second.status, second.headers["ETag"]) == (304, etag)


async def test_it_knows_no_other_survey(client: Client) -> None:
    async with client.get("/api/v1/surveys/nope/widget") as response:
        problem = await response.json(content_type="application/problem+json")
    assert (response.status, problem["field"]) == (404, "survey")


async def test_it_follows_an_agent_that_a_command_added(client: Client) -> None:
    app = client.app
    assert app is not None
    await app[DATABASE].write(agents.put, Agent("nora", "Nora Lind"), app[CLOCK]())
    while not app[CATALOGUE].agent("nora"):
        await client.get("/healthz")
    assert "Nora Lind" in (await widget(client, "csat", agent="nora"))["question"]


async def test_it_tells_what_is_asked_after_it(client: Client) -> None:
    await put(client, whole(then="nps"))
    answer = await widget(client, "help", language="lv")
    assert (answer["survey"], answer["language"]) == ("help", "en")
    assert (answer["next"]["survey"], answer["next"]["language"]) == ("nps", "en")
    assert "next" not in answer["next"]


async def test_it_names_where_the_logo_is(client: Client) -> None:
    await put(client, whole(theme={"logo": "data:image/png;base64,iVBORw0KGgo="}))
    answer = await widget(client, "help")
    async with client.get(answer["theme"]["logo"]) as response:
        assert (response.status, response.content_type) == (200, "image/png")
        assert (await response.read()).startswith(b"\x89PNG")
    async with client.get("/s/csat/logo") as response:
        assert response.status == 404


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("https://shop.example", 200),
        ("https://www.shop.example", 200),
        ("http://localhost:8080", 200),
        ("https://evil.example", 403),
        ("null", 403),
    ],
)
async def test_it_is_asked_on_the_sites_of_the_survey_alone(
    client: Client, origin: str, status: int
) -> None:
    await put(client, whole(origins=["https://shop.example"]))
    headers = {"Origin": origin}
    async with client.get("/api/v1/surveys/help/widget", headers=headers) as response:
        assert response.status == status
        assert response.headers["Access-Control-Allow-Origin"] == "*"
    sent = {"survey": "help", "score": 3}
    async with client.post("/api/v1/ratings", json=sent, headers=headers) as response:
        assert response.status == (201 if status == 200 else 403)


async def test_it_is_not_asked_on_days_when_it_is_closed(client: Client) -> None:
    await put(client, whole(closes_on="2020-01-01"))
    async with client.get("/api/v1/surveys/help/widget") as response:
        problem = await response.json(content_type="application/problem+json")
    assert (problem["status"], problem["title"]) == (409, "Closed")
