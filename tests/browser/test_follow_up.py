import pytest
from playwright.async_api import Locator, expect

from tests.browser.axe import faults
from tests.browser.conftest import OpenWidget
from tests.browser.host_site import HostSite
from tests.browser.rating_server import RatingServer
from tests.browser.widget_page import WidgetPage

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


def question(widget: WidgetPage, name: str) -> Locator:
    return widget.element.get_by_role("group", name=name, exact=True)


def option(widget: WidgetPage, group: str, name: str) -> Locator:
    return question(widget, group).get_by_role("button", name=name, exact=True)


async def expect_pressed(chip: Locator, *, pressed: bool) -> None:
    await expect(chip).to_have_attribute("aria-pressed", "true" if pressed else "false")


async def test_it_chooses_nothing_beforehand(open_widget: OpenWidget) -> None:
    widget = await open_widget("rich")
    await widget.rate("Very good")
    await expect(widget.element.get_by_role("button", pressed=True)).to_have_count(0)
    for box in await widget.element.get_by_role("textbox").all():
        await expect(box).to_have_value("")


async def test_it_sends_every_kind_of_answer(server: RatingServer, open_widget: OpenWidget) -> None:
    widget = await open_widget("rich")
    await widget.rate("Very good")
    await option(widget, "Is it solved now?", "Yes").click()
    await option(widget, "Where did you look first?", "Phone").click()
    await option(widget, "Where did you look first?", "Chat").click()
    await option(widget, "How easy was it to reach us?", "4").click()
    await widget.element.get_by_role("textbox", name="What should we keep?").fill(" The chat ")
    await widget.comment.fill("Kind")
    await widget.button("Send").click()
    await server.until(lambda: "comment" in next(iter(server.ratings.values()), {}))
    assert server.only_rating["answers"] == {
        "solved": "yes",
        "channels": ["phone", "chat"],
        "reach": 4,
        "wish": "The chat",
    }
    assert server.only_rating["comment"] == "Kind"


async def test_it_sends_taps_without_half_a_sentence(
    server: RatingServer, open_widget: OpenWidget
) -> None:
    widget = await open_widget("rich")
    await widget.rate("Very good")
    await widget.element.get_by_role("textbox", name="What should we keep?").fill("The ch")
    await option(widget, "Is it solved now?", "Partly").click()
    await server.until(lambda: "answers" in next(iter(server.ratings.values()), {}))
    assert server.only_rating["answers"] == {"solved": "partly"}


async def test_it_sends_an_answer_once(server: RatingServer, open_widget: OpenWidget) -> None:
    widget = await open_widget("rich")
    await widget.rate("Very good")
    await server.until(lambda: len(server.ratings) == 1)
    await option(widget, "Where did you look first?", "Phone").click()
    await server.until(lambda: "answers" in server.only_rating)
    await widget.comment.fill("Kind")
    await widget.button("Send").click()
    await server.until(lambda: "comment" in server.only_rating)
    first, second = server.posts(f"/api/v1/ratings/{server.only_rating['id']}")
    assert first["answers"] == {"channels": ["phone"]}
    assert "answers" not in second


async def test_it_takes_one_answer_for_another_and_takes_it_back(
    server: RatingServer, open_widget: OpenWidget
) -> None:
    widget = await open_widget("rich")
    await widget.rate("Very good")
    solved = "Is it solved now?"
    yes, partly = option(widget, solved, "Yes"), option(widget, solved, "Partly")
    await yes.click()
    await expect_pressed(yes, pressed=True)
    await partly.click()
    await expect_pressed(yes, pressed=False)
    await expect_pressed(partly, pressed=True)
    await server.until(
        lambda: (
            next(iter(server.ratings.values()), {}).get("answers") is not None
            and server.only_rating["answers"] == {"solved": "partly"}
        )
    )
    await partly.click()
    await expect_pressed(partly, pressed=False)
    await server.until(lambda: server.only_rating["answers"] == {})


async def test_it_sends_the_answers_of_who_leaves(
    server: RatingServer, site: HostSite, open_widget: OpenWidget
) -> None:
    widget = await open_widget("rich")
    await widget.rate("Very good")
    await server.until(lambda: len(server.ratings) == 1)
    await option(widget, "How easy was it to reach us?", "5, Very easy").click()
    await widget.element.get_by_role("textbox", name="What should we keep?").fill("The ch")
    await widget.page.goto(f"{site.origin}/elsewhere")
    await server.until(lambda: "answers" in server.only_rating)
    assert server.only_rating["answers"] == {"reach": 5, "wish": "The ch"}


async def test_it_leaves_behind_what_was_answered_to_other_questions(
    server: RatingServer, open_widget: OpenWidget
) -> None:
    widget = await open_widget("rich")
    await widget.rate("Very good")
    await option(widget, "Is it solved now?", "Yes").click()
    await widget.comment.fill("Not so good, in truth")
    await widget.button("Change").click()
    await widget.rate("Very bad")
    await widget.button("Send").click()
    await server.until(lambda: next(iter(server.ratings.values()), {}).get("comment") is not None)
    assert server.only_rating["score"] == 1
    assert server.only_rating.get("answers", {}) == {}
    assert server.only_rating["comment"] == "Not so good, in truth"


async def test_it_names_every_question_and_both_ends_of_a_scale(open_widget: OpenWidget) -> None:
    widget = await open_widget("rich")
    await widget.rate("Very good")
    reach = "How easy was it to reach us?"
    for name in ("1, Very hard", "2", "5, Very easy"):
        await expect(option(widget, reach, name)).to_be_visible()
    await expect(question(widget, reach)).to_contain_text("Very hard")
    await expect(question(widget, "Where did you look first?")).to_be_visible()
    await expect(widget.element.get_by_text("What should we keep? (optional)")).to_be_visible()
    assert await faults(widget.page) == []


async def test_it_offers_links_with_the_thanks_and_after_sending(open_widget: OpenWidget) -> None:
    widget = await open_widget("rich")
    await widget.rate("Very good")
    links = widget.element.get_by_role("link")
    await expect(links).to_have_text(["Write a review", "See our ideas board"])
    await expect(links.first).to_have_attribute("href", "https://reviews.example/kadaka")
    await expect(links.first).to_have_attribute("target", "_blank")
    await expect(links.first).to_have_attribute("rel", "noopener")
    await widget.comment.fill("Kind")
    await widget.button("Send").click()
    await expect(widget.element.get_by_text("Every word will be read")).to_be_visible()
    await expect(links).to_have_text(["Write a review", "See our ideas board"])


async def test_it_offers_no_links_where_there_are_none(open_widget: OpenWidget) -> None:
    widget = await open_widget("rich")
    await widget.rate("Very bad")
    await expect(widget.element.get_by_role("link")).to_have_count(0)
    await expect(widget.element.locator(".links")).to_be_hidden()


@pytest.mark.parametrize("context_options", [{"viewport": {"width": 320, "height": 640}}])
async def test_it_gives_every_target_of_a_follow_up_44_pixels(open_widget: OpenWidget) -> None:
    widget = await open_widget("rich")
    await widget.rate("Very good")
    targets = await widget.element.get_by_role("button").all()
    targets += await widget.element.get_by_role("link").all()
    for target in targets:
        box = await target.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        assert box["width"] >= 44


async def test_it_answers_by_keyboard_alone(server: RatingServer, open_widget: OpenWidget) -> None:
    widget = await open_widget("rich")
    keyboard = widget.page.keyboard
    await widget.radios.last.focus()
    await keyboard.press("Enter")
    await widget.see_thanks()
    await keyboard.press("Tab")
    assert await widget.focused() == "Yes"
    await keyboard.press("Space")
    for _ in range(8):
        await keyboard.press("Tab")
    assert await widget.focused() == "4"
    await keyboard.press("Space")
    await server.until(lambda: "answers" in next(iter(server.ratings.values()), {}))
    assert server.only_rating["answers"] == {"solved": "yes", "reach": 4}


@pytest.mark.parametrize("context_options", [{"forced_colors": "active"}])
async def test_it_shows_a_chosen_number_in_forced_colours(open_widget: OpenWidget) -> None:
    widget = await open_widget("rich")
    await widget.rate("Very good")
    reach = "How easy was it to reach us?"
    await option(widget, reach, "4").click()
    await expect(option(widget, reach, "4")).to_have_css("outline-style", "solid")
    await expect(option(widget, reach, "3")).to_have_css("outline-style", "none")
