"""The same people and machines in a real Chromium, which runs the script of the page.

They begin where customers do, in an e-mail with the block, and click there.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Final

from server.drill.people import PHONE
from server.drill.stage import Stage

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext, Page, Response

LONG_LOOK: Final = 7.0
PREPARING: Final = 2.0
MAILBOX: Final = "drill-mailbox"
HANDHELD: Final[dict[str, Any]] = {
    "user_agent": PHONE,
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
}


async def scanner_runs_the_script(stage: Stage) -> None:
    """Open every link at once in windows that nobody sees, and let their script run."""
    async with stage.window() as context:
        await _open_every_link(stage, context)


async def scanner_stays_long(stage: Stage) -> None:
    async with stage.window() as context:
        await _open_every_link(stage, context)
        await asyncio.sleep(LONG_LOOK)


async def browser_prerenders(stage: Stage) -> None:
    """Prepare every link before anybody clicks; nobody does."""
    async with stage.window() as context:
        await _mailbox_that_prerenders(stage, context)
        stage.sent["prerendered"] += len(stage.ask.links)


async def clicks_and_moves_the_mouse(stage: Stage) -> None:
    async with _clicked(stage, 4) as page, _answer(page):
        await _move_the_mouse(page)


async def taps_and_closes(stage: Stage) -> None:
    """Tap the link on a phone and close the page as soon as its script has begun to send."""
    async with stage.window(**HANDHELD) as context:
        mailbox = await _mailbox(stage, context)
        is_sent = context.expect_event("request", lambda request: request.method == "POST")
        async with is_sent, context.expect_page() as opened:
            await mailbox.tap(_link(stage, 5))
        await (await opened.value).close()


async def taps_the_page(stage: Stage) -> None:
    async with _clicked(stage, 4, **HANDHELD) as page, _answer(page):
        await page.tap(".chosen")


async def presses_a_key(stage: Stage) -> None:
    async with _clicked(stage, 3) as page, _answer(page):
        await page.keyboard.press("Tab")


async def presses_the_button(stage: Stage) -> None:
    async with stage.window(java_script_enabled=False) as context:
        page = await context.new_page()
        await page.goto(stage.ask.links[2])
        async with _answer(page):
            await page.click("button[name=score]")


async def changes_the_answer(stage: Stage) -> None:
    """Click 2, and choose 5 on the page."""
    async with _clicked(stage, 2) as page:
        await page.click("button[name=again]")
        choice = page.locator("button[name=score][value='5']")
        await choice.wait_for()
        async with _answer(page):
            await choice.click()


async def clicks_twice(stage: Stage) -> None:
    """Double-click the link, which opens two pages, and move the mouse on the one in front."""
    async with stage.window() as context:
        mailbox = await _mailbox(stage, context)
        async with context.expect_page(lambda _: len(context.pages) > 2):
            await mailbox.dblclick(_link(stage, 4))
        _, *pages = context.pages
        await asyncio.gather(*map(_until_sent, pages))
        async with _answer(pages[-1]):
            await _move_the_mouse(pages[-1])


async def clicks_what_was_prerendered(stage: Stage) -> None:
    async with stage.window() as context:
        page = await _mailbox_that_prerenders(stage, context)
        await page.click(_link(stage, 4))
        await _until_sent(page)
        async with _answer(page):
            await _move_the_mouse(page)


async def scanner_runs_the_script_meanwhile(stage: Stage) -> None:
    """Click and move the mouse, while a scanner opens the same links in the same kind of browser."""
    await asyncio.gather(scanner_runs_the_script(stage), clicks_and_moves_the_mouse(stage))


async def _move_the_mouse(page: "Page") -> None:
    await page.mouse.move(200, 200)
    await page.mouse.move(240, 260, steps=4)


async def _open_every_link(stage: Stage, context: "BrowserContext") -> None:
    pages = [await context.new_page() for _ in stage.ask.links]
    opened = zip(pages, stage.ask.links.values(), strict=True)
    await asyncio.gather(*(page.goto(url) for page, url in opened))
    await asyncio.gather(*map(_until_sent, pages))


@asynccontextmanager
async def _clicked(stage: Stage, score: int, **options: Any) -> AsyncIterator["Page"]:  # noqa: ANN401  Playwright's own
    """Click a link in a message, and wait until the page has said thank you."""
    async with stage.window(**options) as context:
        mailbox = await _mailbox(stage, context)
        async with context.expect_page() as opened:
            await mailbox.click(_link(stage, score))
        page = await opened.value
        await _until_sent(page)
        yield page


async def _mailbox(stage: Stage, context: "BrowserContext") -> "Page":
    page = await context.new_page()
    await page.set_content(f'<base target="_blank">{stage.ask.html}')
    return page


async def _mailbox_that_prerenders(stage: Stage, context: "BrowserContext") -> "Page":
    """Open a message that is read on the installation's own origin: browsers prepare no page of another one."""
    rules = json.dumps({"prerender": [{"urls": list(stage.ask.links.values())}]})
    message = f'<script type="speculationrules">{rules}</script>{stage.ask.html}'
    address = stage.ask.url.partition("/r/")[0] + f"/{MAILBOX}"
    page = await context.new_page()
    await page.route(address, lambda route: route.fulfill(body=message, content_type="text/html"))
    await page.goto(address)
    # Nothing tells when a page has been prepared.
    await asyncio.sleep(PREPARING)
    return page


def _link(stage: Stage, score: int) -> str:
    """Return what selects the link of a choice."""
    return f'a[href="{stage.ask.links[score]}"]'


async def _until_sent(page: "Page") -> None:
    """Wait until the page's script has sent the choice and shows what the server answered."""
    await page.wait_for_selector("button[name=again]")


@asynccontextmanager
async def _answer(page: "Page") -> AsyncIterator[None]:
    """Wait for the server's answer to what is sent meanwhile."""

    def is_answer(response: "Response") -> bool:
        return response.request.method == "POST"

    async with page.expect_response(is_answer):
        yield
