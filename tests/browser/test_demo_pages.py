from collections.abc import AsyncIterator
from typing import Literal

import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, Page, expect

from tests.browser.axe import faults
from tests.browser.running_demo import running_demo
from tests.browser.widget_page import WidgetPage

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

CARD = "main .message"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def demo() -> AsyncIterator[str]:
    """The address of the real demo, as a newcomer starts it."""
    async with running_demo() as address:
        yield address


@pytest_asyncio.fixture(loop_scope="session")
async def violations(page: Page) -> list[str]:
    """What the browser complains of in its console."""
    found: list[str] = []
    page.on("console", lambda m: found.append(m.text) if m.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


@pytest.mark.parametrize(
    "path",
    [
        "/demo",
        "/demo/chat",
        "/demo/mail",
        "/demo/gallery",
        "/demo/charts?width=400",
        "/s/csat?agent=mari",
    ],
)
async def test_it_serves_pages_that_are_in_order(
    demo: str, page: Page, violations: list[str], path: str
) -> None:
    await page.goto(demo + path)
    assert await faults(page) == []
    await page.set_viewport_size({"width": 320, "height": 640})
    assert await page.evaluate("document.documentElement.scrollWidth") <= 320
    assert violations == []


async def test_it_asks_about_the_agent_of_the_chat_in_its_language(
    demo: str, page: Page, violations: list[str]
) -> None:
    await page.goto(f"{demo}/demo/chat")
    await page.select_option("#agent", "ruta")
    await page.select_option("#language", "lt")
    await page.click("#end-chat")
    await expect(page.get_by_role("dialog")).to_contain_text("Rūta Kazlauskienė")
    await expect(WidgetPage(page).radio("Labai gerai")).to_be_visible()
    assert await faults(page) == []
    assert violations == []


async def test_it_takes_the_question_away_with_a_new_chat(demo: str, page: Page) -> None:
    await page.goto(f"{demo}/demo/chat")
    await page.click("#end-chat")
    await expect(page.get_by_role("dialog")).to_be_visible()
    await page.click("#end-chat")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await page.fill("#message", "One more thing")
    await page.press("#message", "Enter")
    await expect(page.get_by_role("log")).to_contain_text("One more thing")


async def test_it_makes_one_card_of_a_click_and_changes_it_for_the_comment(
    demo: str, page: Page, context: BrowserContext
) -> None:
    await page.goto(f"{demo}/demo/chat")
    await page.select_option("#agent", "juris")
    await page.select_option("#language", "en")
    channel = await context.new_page()
    await channel.goto(f"{demo}/demo/slack/")
    cards = channel.locator(CARD)
    before = await cards.count()
    await page.click("#end-chat")
    widget = WidgetPage(page)
    await widget.rate("Very good")
    await expect(cards).to_have_count(before + 1)
    await expect(cards.last).to_contain_text("Juris Bērziņš")
    await widget.comment.fill("Kind & <b>quick</b>")
    await widget.button("Send").click()
    await expect(cards.last).to_contain_text("Kind & <b>quick</b>")
    await expect(cards).to_have_count(before + 1)


# Texts that stick out of their picture, where a font of this machine takes the place of the reader's.
STICKING_OUT = """() => [...document.querySelectorAll('svg[role=img]')].flatMap((svg) => {
  const room = svg.viewBox.baseVal;
  if (!svg.getBoundingClientRect().width) return [];
  return [...svg.querySelectorAll('text')].filter((text) => {
    const box = text.getBBox();
    return box.x < 0 || box.y < 0 || box.x + box.width > room.width || box.y + box.height > room.height;
  }).map((text) => text.textContent);
})"""


@pytest.mark.parametrize(
    ("width", "colours"), [(390, "light"), (390, "dark"), (820, "dark"), (1280, "light")]
)
async def test_it_shows_charts_that_fit_the_window(
    demo: str, page: Page, violations: list[str], width: int, colours: Literal["light", "dark"]
) -> None:
    await page.emulate_media(color_scheme=colours)
    await page.set_viewport_size({"width": width, "height": 800})
    await page.goto(f"{demo}/demo/charts")
    ground = page.locator("svg[role=img] > rect:visible").first
    expected = {"light": "rgb(255, 255, 255)", "dark": "rgb(27, 35, 33)"}[colours]
    await expect(ground).to_have_css("fill", expected)
    assert await page.evaluate("document.documentElement.scrollWidth") <= width
    assert await page.evaluate(STICKING_OUT) == []
    drawn = await page.locator(".chart .picture:visible").count()
    assert drawn == await page.locator(".chart").count(), "one picture of each"
    assert violations == []


async def test_it_has_a_table_behind_each_chart(demo: str, page: Page) -> None:
    await page.goto(f"{demo}/demo/charts")
    first = page.locator(".chart").first
    await first.get_by_text("As a table").click()
    await expect(first.get_by_role("columnheader").first).to_have_text("Week")
    message = await first.locator("svg:visible desc").text_content()
    await expect(first.locator("caption")).to_contain_text(message or "nothing")


async def test_it_counts_one_click_in_the_mail_and_shows_the_card(demo: str, page: Page) -> None:
    await page.goto(f"{demo}/demo/mail?agent=ruta&language=lt")
    async with page.expect_popup() as opened:
        await page.frame_locator("#message").get_by_text("Labai gerai").click()
    choice = await opened.value
    await expect(choice.locator(".thanks")).to_be_visible()
    await choice.mouse.move(100, 100)
    await choice.mouse.move(140, 160)
    await page.goto(f"{demo}/demo/slack/")
    await expect(page.locator(CARD).last).to_contain_text("Rūta Kazlauskienė")
