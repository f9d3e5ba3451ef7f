import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import OpenWidget
from tests.browser.rating_server import RatingServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

UUID4 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


async def test_it_rates_with_one_click(server: RatingServer, open_widget: OpenWidget) -> None:
    widget = await open_widget(agent="mari", conversation="C-1", customer_email="kadri@example.com")
    await widget.rate("Good")
    await server.until(lambda: len(server.ratings) == 1)
    (sent,) = server.posts()
    assert UUID4.fullmatch(sent.pop("request_id"))
    assert sent == {
        "survey": "csat",
        "score": 4,
        "agent": "mari",
        "conversation": "C-1",
        "customer": {"email": "kadri@example.com"},
        "language": "en",
    }


async def test_it_thanks_before_the_server_has_answered(
    server: RatingServer, open_widget: OpenWidget
) -> None:
    widget = await open_widget()
    server.is_away = True
    await widget.radio("Very good").click()
    await widget.see_thanks("Thank you! Lovely to hear.")
    assert server.ratings == {}


async def test_it_sends_every_attribute(server: RatingServer, open_widget: OpenWidget) -> None:
    await (
        await open_widget(
            team="chat",
            language="en-GB",
            context="aaa.bbb.ccc",
            customer_id="7",
            customer_name="Kadri",
            attributes="{&quot;region&quot;: &quot;EE&quot;}",
        )
    ).rate("Bad")
    await server.until(lambda: len(server.ratings) == 1)
    assert server.only_rating["team"] == "chat"
    assert server.only_rating["context"] == "aaa.bbb.ccc"
    assert server.only_rating["customer"] == {"id": "7", "name": "Kadri"}
    assert server.only_rating["attributes"] == {"region": "EE"}


async def test_it_sends_zero_as_a_score(server: RatingServer, open_widget: OpenWidget) -> None:
    await (await open_widget("nps")).rate("0, Not at all likely")
    await server.until(lambda: len(server.ratings) == 1)
    assert server.only_rating["score"] == 0


async def test_it_sends_the_comment_and_the_reasons_together(
    server: RatingServer, open_widget: OpenWidget
) -> None:
    widget = await open_widget()
    await widget.rate("Good")
    await widget.button("Speed").click()
    await widget.button("The solution").click()
    await widget.comment.fill("  Found my lamp.  ")
    await widget.button("Send").click()
    await expect(widget.page.get_by_text("Every word will be read")).to_be_focused()
    await server.until(lambda: "comment" in server.only_rating)
    assert server.only_rating["comment"] == "Found my lamp."
    assert server.only_rating["reasons"] == ["speed", "solution"]


async def test_it_sends_reasons_once_the_taps_have_settled(
    server: RatingServer, open_widget: OpenWidget
) -> None:
    widget = await open_widget()
    await widget.rate("Good")
    await server.until(lambda: len(server.ratings) == 1)
    for name in ("Speed", "Friendliness", "Speed"):
        await widget.button(name).click()
    await server.until(lambda: "reasons" in server.only_rating)
    assert server.only_rating["reasons"] == ["kindness"]
    assert len(server.posts(f"/api/v1/ratings/{server.only_rating['id']}")) == 1


async def test_it_points_at_the_comment_when_there_is_nothing_to_send(
    open_widget: OpenWidget,
) -> None:
    widget = await open_widget()
    await widget.rate("Good")
    await widget.button("Send").click()
    await expect(widget.comment).to_be_focused()


async def test_it_changes_the_rating_and_not_adds_one(
    server: RatingServer, open_widget: OpenWidget
) -> None:
    widget = await open_widget()
    await widget.rate("Very good")
    await widget.comment.fill("Slow, in truth")
    await widget.button("Change").click()
    await expect(widget.radio("Very good")).to_be_focused()
    await expect(widget.radio("Very good")).to_be_checked()
    await widget.rate("Bad")
    await expect(widget.page.get_by_text("What went wrong?")).to_be_visible()
    await expect(widget.comment).to_have_value("Slow, in truth")
    await server.until(lambda: server.only_rating["score"] == 2)
    await widget.button("Send").click()
    await server.until(lambda: "comment" in server.only_rating)
    assert server.only_rating["comment"] == "Slow, in truth"


async def test_it_does_not_send_half_a_comment_with_the_reasons(
    server: RatingServer, open_widget: OpenWidget
) -> None:
    widget = await open_widget()
    await widget.rate("Good")
    await server.until(lambda: len(server.ratings) == 1)
    await widget.comment.fill("I think Mari was ru")
    await widget.button("Speed").click()
    await server.until(lambda: "reasons" in server.only_rating)
    assert "comment" not in server.only_rating
    await widget.comment.fill("I think Mari was right")
    await widget.button("Send").click()
    await server.until(lambda: "comment" in server.only_rating)
    assert server.only_rating["comment"] == "I think Mari was right"


async def test_it_makes_one_rating_of_a_double_click(
    server: RatingServer, open_widget: OpenWidget
) -> None:
    widget = await open_widget()
    await widget.radio("Okay").dblclick()
    await widget.see_thanks()
    await server.until(lambda: len(server.ratings) == 1)
    assert server.only_rating["score"] == 3
    await expect(widget.button("Speed")).to_have_attribute("aria-pressed", "false")


async def test_it_tells_the_page_what_happened(page: Page, open_widget: OpenWidget) -> None:
    await page.add_init_script("""
        window.heard = [];
        for (const name of ["shown", "rated", "commented"]) {
            document.addEventListener(`paldies:${name}`, ({ type, detail }) => heard.push([type, detail]));
        }
    """)
    widget = await open_widget()
    await widget.rate("Good")
    await widget.comment.fill("Kind")
    await widget.button("Send").click()
    await page.wait_for_function("heard.length === 3")
    (shown, first), (rated, second), (commented, third) = await page.evaluate("heard")
    assert [shown, rated, commented] == ["paldies:shown", "paldies:rated", "paldies:commented"]
    assert first["survey"] == "csat"
    assert second["id"]
    assert (second["survey"], second["score"], second["band"]) == ("csat", 4, "positive")
    assert third["comment"] == "Kind"


async def test_it_tells_the_page_of_reasons_without_a_comment(
    page: Page, open_widget: OpenWidget
) -> None:
    widget = await open_widget()
    await widget.element.evaluate(
        "element => element.addEventListener('paldies:commented', ({ detail }) => window.heard = detail)"
    )
    await widget.rate("Good")
    await widget.button("Speed").click()
    await page.wait_for_function("window.heard")
    heard = await page.evaluate("heard")
    assert (heard["score"], heard["reasons"]) == (4, ["speed"])


@pytest.mark.parametrize("context_options", [{"has_touch": True, "is_mobile": True}])
async def test_it_rates_with_a_touch(server: RatingServer, open_widget: OpenWidget) -> None:
    widget = await open_widget()
    await widget.radio("Good").tap()
    await widget.see_thanks()
    await server.until(lambda: len(server.ratings) == 1)


async def test_it_works_by_keyboard_alone(server: RatingServer, open_widget: OpenWidget) -> None:
    widget = await open_widget()
    keyboard = widget.page.keyboard
    await keyboard.press("Tab")
    assert await widget.focused() == "Very bad"
    for _ in range(3):
        await keyboard.press("ArrowRight")
    assert await widget.focused() == "Good"
    assert server.posts() == []
    await keyboard.press("Space")
    await widget.see_thanks()
    await keyboard.press("Tab")
    assert await widget.focused() == "Speed"
    await keyboard.press("Enter")
    for _ in range(4):
        await keyboard.press("Tab")
    await keyboard.type("Kind and quick")
    await keyboard.press("Tab")
    await keyboard.press("Enter")
    await server.until(lambda: "comment" in server.only_rating)
    assert server.only_rating["score"] == 4
    assert server.only_rating["comment"] == "Kind and quick"
    assert server.only_rating["reasons"] == ["speed"]


async def test_it_lets_arrows_walk_around_the_scale_without_rating(
    server: RatingServer, open_widget: OpenWidget
) -> None:
    widget = await open_widget()
    await widget.radios.first.focus()
    for key, name in [
        ("ArrowLeft", "Very good"),
        ("ArrowDown", "Very bad"),
        ("ArrowDown", "Bad"),
        ("ArrowUp", "Very bad"),
    ]:
        await widget.page.keyboard.press(key)
        assert await widget.focused() == name
    assert server.posts() == []
