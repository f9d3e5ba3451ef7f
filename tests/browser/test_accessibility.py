import pytest
from playwright.async_api import Page, expect

from tests.browser.axe import faults
from tests.browser.conftest import OpenWidget
from tests.browser.host_site import HostSite
from tests.browser.rating_server import RatingServer
from tests.browser.survey_samples import SURVEYS
from tests.browser.widget_page import WidgetPage

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

LIGHT, DARK = {"color_scheme": "light"}, {"color_scheme": "dark"}


@pytest.mark.parametrize(
    ("survey", "context_options"),
    [(survey, LIGHT) for survey in SURVEYS] + [("csat", DARK), ("nps", DARK), ("stars", DARK)],
)
async def test_it_asks_without_a_fault_that_axe_finds(open_widget: OpenWidget, survey: str) -> None:
    widget = await open_widget(survey)
    await widget.radios.last.hover()
    assert await faults(widget.page) == []


@pytest.mark.parametrize(
    ("survey", "context_options"),
    [
        ("csat", LIGHT),
        ("csat", DARK),
        ("nps", LIGHT),
        ("pmf", LIGHT),
        ("rtl", LIGHT),
        ("branded", LIGHT),
    ],
)
async def test_it_follows_up_without_a_fault_that_axe_finds(
    open_widget: OpenWidget, survey: str
) -> None:
    widget = await open_widget(survey)
    await widget.radios.first.click()
    await widget.button("Too slow").click()
    assert await faults(widget.page) == []
    await widget.button("Change").click()
    assert await faults(widget.page) == []
    await widget.radios.first.click()
    await widget.comment.fill("Slow")
    await widget.button("Send").click()
    assert await faults(widget.page) == []


async def test_it_opens_a_corner_card_without_a_fault_that_axe_finds(
    site: HostSite, page: Page
) -> None:
    await page.goto(site.show(site.script.replace("async", 'async data-survey="csat" data-corner')))
    await expect(page.get_by_role("dialog")).to_be_visible()
    assert await faults(page) == []


async def test_it_tells_a_screen_reader_the_question_and_the_choices(
    open_widget: OpenWidget,
) -> None:
    widget = await open_widget("nps")
    question = "How likely are you to recommend Kadaka Pood to a friend or colleague?"
    await expect(widget.page.get_by_role("radiogroup", name=question)).to_be_visible()
    for name in ("0, Not at all likely", "5", "10, Extremely likely"):
        await expect(widget.radio(name)).to_be_visible()


async def test_it_is_one_tab_stop(open_widget: OpenWidget) -> None:
    widget = await open_widget()
    await widget.page.keyboard.press("Tab")
    await widget.page.keyboard.press("ArrowRight")
    await widget.page.keyboard.press("Tab")
    assert await widget.page.evaluate("document.activeElement === document.body")
    await widget.page.keyboard.press("Shift+Tab")
    assert await widget.focused() == "Bad"


async def test_it_shows_a_ring_around_the_focus(open_widget: OpenWidget) -> None:
    widget = await open_widget()
    await widget.page.keyboard.press("Tab")
    outline = await widget.radios.first.evaluate("node => getComputedStyle(node).outline")
    assert "solid" in outline


async def test_it_announces_the_thanks_in_a_region_that_was_there_before(
    open_widget: OpenWidget,
) -> None:
    widget = await open_widget()
    region = await widget.element.evaluate_handle(
        "element => element.shadowRoot.querySelector('.status[role=status]')"
    )
    await widget.rate("Good")
    assert await region.evaluate("node => node.isConnected && node.textContent") == (
        "Thank you! Lovely to hear."
    )


@pytest.mark.parametrize(("key", "name"), [("ArrowLeft", "سيئة"), ("ArrowRight", "ممتازة")])
async def test_it_lets_arrows_follow_the_direction_of_the_text(
    open_widget: OpenWidget, key: str, name: str
) -> None:
    widget = await open_widget("rtl")
    await widget.page.keyboard.press("Tab")
    await widget.page.keyboard.press(key)
    assert await widget.focused() == name


async def test_it_is_mirrored_for_a_text_from_the_right(open_widget: OpenWidget) -> None:
    widget = await open_widget("rtl")
    first, last = await widget.radios.first.bounding_box(), await widget.radios.last.bounding_box()
    assert first is not None
    assert last is not None
    assert first["x"] > last["x"]


@pytest.mark.parametrize("context_options", [{"reduced_motion": "reduce"}])
async def test_it_moves_nothing_when_motion_is_unwanted(open_widget: OpenWidget) -> None:
    widget = await open_widget()
    await widget.radios.first.hover()
    moved = await widget.element.evaluate(
        "element => element.shadowRoot.getAnimations().length +"
        " [...element.shadowRoot.querySelectorAll('svg')].filter("
        "   svg => getComputedStyle(svg).translate !== 'none').length"
    )
    assert moved == 0


@pytest.mark.parametrize("context_options", [{"forced_colors": "active"}])
async def test_it_shows_the_chosen_one_in_forced_colours(open_widget: OpenWidget) -> None:
    widget = await open_widget()
    await widget.rate("Good")
    await widget.button("Speed").click()
    assert await outline_of(widget, "Speed") == "solid"
    assert await outline_of(widget, "Knowledge") == "none"


async def outline_of(widget: WidgetPage, name: str) -> str:
    style: str = await widget.button(name).evaluate("node => getComputedStyle(node).outlineStyle")
    return style


async def test_it_marks_its_own_language(server: RatingServer, open_widget: OpenWidget) -> None:
    widget = await open_widget("rtl")
    card = widget.element.locator("section")
    await expect(card).to_have_attribute("lang", "ar")
    await expect(card).to_have_attribute("dir", "rtl")
