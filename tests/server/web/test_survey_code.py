from tests.conftest import Client, StartApp
from tests.server.web.paper import visit


async def test_it_draws_a_code_as_svg_and_png(client: Client) -> None:
    for kind, begins in (("svg+xml", b"<?xml"), ("png", b"\x89PNG")):
        path = f"/s/csat/code.{kind.removesuffix('+xml')}"
        async with client.get(path) as response:
            assert (response.status, response.content_type) == (200, f"image/{kind}")
            assert (await response.read()).startswith(begins)
    async with client.get("/s/nothing/code.svg") as response:
        assert response.status == 404


async def test_it_prints_the_question_with_the_address(start_app: StartApp) -> None:
    client = await start_app(PALDIES_PUBLIC_URL="https://feedback.example")
    paper = await visit(client, "/s/csat/poster?attribute.shop=Tallinn&language=et")
    assert "Kui rahul oled saadud abiga?" in paper.text
    assert "feedback.example/s/csat?attribute.shop=Tallinn&language=et" in paper.text
    assert "code" in [drawing.get("class") for drawing in paper.all("svg")]


async def test_it_leaves_the_language_of_the_code_to_who_comes(start_app: StartApp) -> None:
    client = await start_app(PALDIES_PUBLIC_URL="https://feedback.example")
    paper = await visit(client, "/s/csat/poster", Accept_Language="lv")
    assert "feedback.example/s/csat Pav" not in paper.text
    assert paper.text.endswith("feedback.example/s/csat")


async def test_it_says_when_an_address_is_too_long_for_a_code(client: Client) -> None:
    query = f"attribute.shop={'x' * 3000}"
    async with client.get(f"/s/csat/code.svg?{query}") as response:
        assert response.status == 422
    assert (await visit(client, f"/s/csat/poster?{query}")).status == 422
