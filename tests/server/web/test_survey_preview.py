import json

import pytest

from server.surveys import template
from tests.conftest import Client
from tests.server.asked import put
from tests.server.core.survey_documents import whole
from tests.server.web.paper import visit
from tests.server.web.test_survey_page import add_agent


async def test_it_shows_every_step_at_every_size(client: Client) -> None:
    paper = await visit(client, "/s/csat/preview?language=fi&frame=corner&theme=dark")
    frames = paper.all("iframe")
    assert len(frames) == 4 * 3
    assert frames[0]["src"] == (
        "/s/csat/preview/frame?language=fi&agent=&frame=corner&theme=dark&step=ask"
    )
    assert {frame["width"] for frame in frames} == {"390", "320", "760"}
    chosen = [option["value"] for option in paper.all("option") if "selected" in option]
    assert chosen == ["fi", "corner", "dark"]


async def test_it_tells_nobody_who_works_here(client: Client) -> None:
    await add_agent(client, "mari", "Mari Tamm")
    assert "Mari" not in (await visit(client, "/s/csat/preview")).html
    named = await visit(client, "/s/csat/preview?agent=mari")
    assert "agent=mari" in named.all("iframe")[0]["src"]
    assert named.forms[0].fields == {"agent": "mari"}


@pytest.mark.parametrize(
    ("step", "chosen"),
    [("ask", []), ("negative", ["Bad", "Very bad"]), ("positive", ["Good", "Good"])],
)
async def test_it_says_what_leads_to_a_step(client: Client, step: str, chosen: list[str]) -> None:
    await put(client, whole(then="csat"))
    paper = await visit(client, f"/s/help/preview/frame?language=en&step={step}")
    (main,) = paper.all("main")
    assert json.loads(main["data-choose"]) == chosen


async def test_it_may_stand_in_a_frame_of_its_own_site_alone(client: Client) -> None:
    async with client.get("/s/csat/preview/frame") as response:
        assert "frame-ancestors 'self'" in response.headers["Content-Security-Policy"]


async def test_it_takes_what_it_does_not_know_for_what_is_usual(client: Client) -> None:
    paper = await visit(client, "/s/csat/preview/frame?theme=pink&step=never&frame=none")
    (html,) = paper.all("html")
    assert html["class"] == "light inline"


async def test_it_shows_no_step_that_a_scale_does_not_have(client: Client) -> None:
    await put(client, template("csat-2").model_dump(mode="json"))
    paper = await visit(client, "/s/csat-2/preview")
    assert len(paper.all("iframe")) == 3 * 3
    frame = await visit(client, "/s/csat-2/preview/frame?step=neutral")
    assert json.loads(frame.all("main")[0]["data-choose"]) == []
