import json

import pytest

from server.core.agents import Agent
from server.keys import CATALOGUE, CLOCK, DATABASE
from server.store import agents
from tests.clock import TestClock
from tests.conftest import Client, StartApp
from tests.server.api.test_rating_create import Signed
from tests.server.asked import put
from tests.server.core.survey_documents import texts, whole
from tests.server.web.paper import press, visit

MARI = texts(question="How was {agent}?")


async def add_agent(client: Client, key: str, name: str) -> None:
    app = client.app
    assert app is not None
    await app[DATABASE].write(agents.put, Agent(key, name), app[CLOCK]())
    await app[CATALOGUE].refresh()


async def test_it_asks_with_a_button_for_every_choice_and_none_chosen(client: Client) -> None:
    await add_agent(client, "mari", "Mari Tamm")
    paper = await visit(client, "/s/csat?agent=mari")
    assert "How was the help you got from Mari Tamm?" in paper.text
    (form,) = paper.forms
    assert [button["value"] for button in form.buttons] == ["1", "2", "3", "4", "5"]
    assert form.buttons[4]["aria-label"] == "Very good"
    assert not paper.all("input")[0].get("checked")


async def test_it_is_the_same_survey_for_browsers_with_script(client: Client) -> None:
    paper = await visit(
        client,
        "/s/csat?agent=mari&conversation=C-1&attribute.shop=Tallinn&utm_source=x&language=et",
    )
    (element,) = paper.all("paldies-rating")
    assert json.loads(element.pop("attributes")) == {"shop": "Tallinn"}
    assert element == {
        "page": "",
        "survey": "csat",
        "agent": "mari",
        "conversation": "C-1",
        "language": "et",
    }
    assert "/widget.js" in [script.get("src") for script in paper.all("script")]


@pytest.mark.parametrize(
    ("path", "browser", "language"),
    [
        ("/s/csat", "lt,en;q=0.5", "lt"),
        ("/s/csat?language=fi-FI", "lt", "fi"),
        ("/s/csat", "ja", "en"),
    ],
)
async def test_it_speaks_the_language_of_the_address_or_of_the_browser(
    client: Client, path: str, browser: str, language: str
) -> None:
    paper = await visit(client, path, Accept_Language=browser)
    assert paper.all("html") == [{"lang": language, "dir": "ltr"}]
    (current,) = [link for link in paper.all("a") if link.get("aria-current")]
    assert current["hreflang"] == language


async def test_it_reads_from_the_right_in_arabic(start_app: StartApp) -> None:
    client = await start_app(PALDIES_LANGUAGES="en,ar")
    paper = await visit(client, "/s/csat?language=ar")
    assert paper.all("html") == [{"lang": "ar", "dir": "rtl"}]


async def test_it_keeps_what_the_address_says_in_every_language(client: Client) -> None:
    paper = await visit(client, "/s/csat?agent=mari&kiosk&attribute.shop=A%26B")
    for link in paper.all("a"):
        if "hreflang" in link:
            assert link["href"].startswith("/s/csat?agent=mari&attribute.shop=A%26B&language=")
            assert link["href"].endswith("&kiosk=")


async def test_it_says_that_it_is_closed(client: Client) -> None:
    await put(client, whole(closes_on="2020-01-01"))
    paper = await visit(client, "/s/help")
    assert (paper.status, paper.forms) == (409, [])
    assert "This question is closed. Thank you for wanting to answer." in paper.text


async def test_it_says_in_the_visitors_language_that_there_is_nothing(client: Client) -> None:
    paper = await visit(client, "/s/nothing", Accept_Language="lv")
    assert paper.status == 404
    assert paper.all("html") == [{"lang": "lv", "dir": "ltr"}]
    assert "nav" not in dict(paper.tags)


async def test_it_shows_nothing_where_only_signed_context_is_taken(client: Client) -> None:
    await put(client, whole(context="required"))
    assert (await visit(client, "/s/help")).status == 404
    assert (await visit(client, "/s/help?context=e30.e30.e30")).status == 422


async def test_it_asks_about_the_agent_that_is_signed(client: Client, clock: TestClock) -> None:
    host = Signed(client, clock, await put(client, whole(context="required", texts={"en": MARI})))
    await add_agent(client, "mari", "Mari Tamm")
    await add_agent(client, "aino", "Aino Virtanen")
    token = host.context(agent="mari")
    paper = await visit(client, f"/s/help?agent=aino&context={token}")
    assert "How was Mari Tamm?" in paper.text
    (element,) = paper.all("paldies-rating")
    assert (element["context"], element["agent"]) == (token, "mari")
    clock.forward(seconds=3)
    thanks = await press(client, paper, "score", "1")
    assert "What could Mari Tamm do better?" in thanks.text
    late = host.context(agent="mari", exp=clock() // 1000 - 1)
    expired = await visit(client, f"/s/help?context={late}")
    assert expired.status == 409
    assert "This question is closed" in expired.text


async def test_it_shows_what_a_survey_says_as_text(client: Client) -> None:
    hostile = "</p><script>alert(1)</script>"
    written = texts(question=hostile, question_unnamed=None, labels=[hostile, "b", "c"])
    await put(client, whole(texts={"en": written}))
    paper = await visit(client, "/s/help?agent=%22%3E%3Cscript%3E")
    assert hostile in paper.text
    assert [script.get("src") for script in paper.all("script")] == ["/widget.js"]


async def test_it_wears_the_surveys_theme_under_a_strict_policy(client: Client) -> None:
    theme = {"mode": "dark", "accent": "#ffb454", "radius": 4}
    await put(client, whole(theme=theme))
    async with client.get("/s/help") as response:
        html = await response.text()
        policy = response.headers["Content-Security-Policy"]
        assert response.headers["Cache-Control"] == "no-store"
    assert "--theme-accent: #ffb454" in html
    assert "unsafe-inline" not in policy
    assert "frame-ancestors 'none'" in policy
    nonce = policy.split("'nonce-")[1].split("'")[0]
    assert f'<style nonce="{nonce}">' in html


async def test_it_starts_over_at_a_kiosk(client: Client) -> None:
    paper = await visit(client, "/s/csat?kiosk&language=lv")
    assert "/static/kiosk.js" in [script.get("src") for script in paper.all("script")]
    (footer,) = paper.all("footer")
    countdown = json.loads(footer["data-countdown"])
    assert countdown[1] == "Aptauja sāksies no jauna pēc 1 sekundes."
    assert countdown[5] == "Aptauja sāksies no jauna pēc 5 sekundēm."


@pytest.mark.parametrize(
    "path", ["/static/survey_page.css", "/static/widget/dist/rating.css", "/static/icon.svg"]
)
async def test_it_finds_what_the_page_needs(client: Client, path: str) -> None:
    async with client.get(path) as response:
        assert response.status == 200
