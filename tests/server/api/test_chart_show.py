from xml.etree import ElementTree as ET

import pytest

from server.charts.theme import DARK
from tests.clock import TestClock
from tests.conftest import Client
from tests.server.api.asking import get, key, rate
from tests.server.charts.pixels import pixels_of

KINDS = ("trend", "distribution", "breakdown", "calendar")


async def ask(client: Client, path: str) -> tuple[str, bytes, dict[str, str]]:
    """GET a chart; return its type, its bytes and its headers."""
    headers = {"Authorization": f"Bearer {await key(client)}"}
    async with client.get(f"/api/v1/charts/{path}", headers=headers) as response:
        assert response.status == 200, await response.text()
        return response.content_type, await response.read(), dict(response.headers)


async def table(client: Client, path: str) -> str:
    return (await ask(client, path))[1].decode()


async def rate_all(client: Client, scores: list[int], agent: str = "mari") -> None:
    for score in scores:
        await rate(client, survey="csat", score=score, agent=agent)


@pytest.mark.parametrize("kind", KINDS)
async def test_it_draws_the_figures_of_the_score(client: Client, kind: str) -> None:
    await rate_all(client, [5, 5, 4, 4, 1, 5])
    _, score = await get(client, "/api/v1/scores?survey=csat")
    content_type, svg, headers = await ask(client, f"{kind}.svg?survey=csat&width=400")
    assert content_type == "image/svg+xml"
    assert "script-src" not in headers["Content-Security-Policy"]
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    root = ET.fromstring(svg)  # noqa: S314  our own
    assert root.attrib["width"] == "400"
    low, high = (round(end) for end in score["interval"])
    figure = f"{round(score['score'])} % ({low}–{high}), n = {score['n']}"
    assert figure in root.attrib["aria-label"]
    assert figure in await table(client, f"{kind}.txt?survey=csat")


@pytest.mark.parametrize("kind", KINDS)
async def test_it_makes_a_picture_for_slack(client: Client, kind: str) -> None:
    content_type, png, _ = await ask(client, f"{kind}.png?metric=csat&width=400&theme=dark")
    assert content_type == "image/png"
    pixels = pixels_of(png, rows=1)
    assert pixels.width == 800
    assert pixels.rows[0][:3].hex() == DARK.surface[1:]


async def test_it_breaks_down_by_agent(client: Client) -> None:
    await rate_all(client, [5] * 6, agent="mari")
    await rate_all(client, [1] * 3, agent="juris")
    text = await table(client, "breakdown.txt?survey=csat")
    lines = {line.split()[0]: line.split() for line in text.splitlines()[2:] if line}
    assert lines["mari"] == ["mari", "100", "%", "61–100", "6", "early"]
    assert lines["juris"] == ["juris", "–", "3", "too", "few"]


async def test_it_follows_the_days_of_the_period(client: Client, clock: TestClock) -> None:
    await rate_all(client, [1] * 6)
    clock.forward(days=2)
    await rate_all(client, [5] * 6)
    text = await table(client, "trend.txt?survey=csat&period=7d")
    assert "CSAT rose from 0 % to 100 % over 7 days" in text
    assert text.count("\n") == 2 + 1 + 7
    weekly = await table(client, "trend.txt?survey=csat&period=90d")
    assert " weeks" in weekly or "in the only week" in weekly


async def test_it_draws_one_agent_alone(client: Client) -> None:
    await rate_all(client, [5] * 6, agent="mari")
    await rate_all(client, [1] * 6, agent="juris")
    text = await table(client, "trend.txt?survey=csat&agent=juris")
    assert "CSAT is 0 %" in text


async def test_it_changes_with_the_reader_when_asked_to(client: Client) -> None:
    _, svg, _ = await ask(client, "distribution.svg?survey=csat&theme=auto")
    assert b"@media(prefers-color-scheme:dark)" in svg
    assert b"var(--chart-ink)" in svg
    ET.fromstring(svg)  # noqa: S314  our own


@pytest.mark.parametrize(
    ("path", "status", "field"),
    [
        ("pie.svg?survey=csat", 404, None),
        ("trend.gif?survey=csat", 404, None),
        ("trend.svg", 422, "survey"),
        ("trend.svg?survey=nope", 404, "survey"),
        ("trend.svg?survey=csat&width=99", 422, "width"),
        ("trend.svg?survey=csat&width=wide", 422, "width"),
        ("trend.svg?survey=csat&theme=pink", 422, "theme"),
        ("trend.svg?survey=csat&step=hour", 422, "step"),
        ("trend.svg?survey=csat&step=day&from=2020-01-01", 422, "step"),
        ("trend.svg?survey=csat&colour=red", 422, "colour"),
    ],
)
async def test_it_refuses_what_it_cannot_draw(
    client: Client, path: str, status: int, field: str | None
) -> None:
    answered, problem = await get(client, f"/api/v1/charts/{path}")
    assert (answered, problem.get("field")) == (status, field)


async def test_it_wants_a_key(client: Client) -> None:
    async with client.get("/api/v1/charts/trend.svg?survey=csat") as response:
        assert response.status == 401
