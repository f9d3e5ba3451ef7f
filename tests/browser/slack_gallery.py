"""Makes pictures of the stand-in for Slack with each kind of message, in `gallery/slack/`.

    make gallery

Cards through their life, rules, answers with their chart, lists, the status, a shared answer, a modal and a Home tab,
all made by the real demo: light and dark, on phone and desktop. What axe finds and what a browser complains of
makes it fail.
"""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from playwright.async_api import Browser, Page, async_playwright

from tests.browser.axe import faults
from tests.browser.running_demo import running_demo
from tests.chromium import launch

FOLDER: Final = Path(__file__).parents[2] / "gallery" / "slack"
SIZES: Final = {"phone": (390, 844), "desktop": (1180, 900)}
THEMES: Final = ("light", "dark")

SCENES: Final = {
    "scores": "/scores csat 12 weeks by agent",
    "low": "/scores low 4",
    "find": '/scores find "parcel" 90d',
    "subscribe": "/scores subscribe negative mention",
    "digest-rule": "/scores subscribe csat scores digest:weekly@09:00",
    "rules": "/scores rules",
    "mute": "/scores mute 2h",
    "unmute": "/scores unmute",
    "status": "/scores status",
    "help": "/scores help low",
    "meant": "/scores cast 30d",
    "shared": "/scores nps 90d share",
}
"""What is typed, by the name of its picture."""
WITH_CHART: Final = {"scores", "shared"}


async def main() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    complaints: list[str] = []
    await overview()
    async with running_demo() as address, async_playwright() as playwright:
        browser = await launch(playwright)
        page = await browser.new_page()
        await rate(page, address, 5, 1)
        await page.close()
        for theme in THEMES:
            for size in SIZES:
                complaints += await tour(browser, address, theme, size)
        await browser.close()
    print("\n".join(complaints))
    print(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER}, {len(complaints)} complaints")
    return 1 if complaints else 0


GIVEN: Final = {5: "Mari found my parcel in five minutes.", 1: "It never came."}


async def rate(page: Page, address: str, *scores: int) -> None:
    """Rate as customers do, so that there are cards."""
    for score in scores:
        given = await page.request.post(
            f"{address}/api/v1/ratings",
            data={
                "survey": "csat",
                "score": score,
                "agent": "mari",
                "customer": {"name": "Kadri Saar" if score == 5 else "Tom Baker"},
                "conversation": f"https://chat.example/C-104{score}",
                "comment": GIVEN[score],
            },
        )
        assert given.ok


async def overview() -> None:
    """Take the one picture that README.md shows: a card in hand, and an answer with its chart."""
    async with running_demo() as address, async_playwright() as playwright:
        browser = await launch(playwright)
        page = await browser.new_page(
            viewport={"width": 1000, "height": 1350}, reduced_motion="reduce"
        )
        await rate(page, address, 1)
        await page.goto(f"{address}/demo/slack/?user=U0MARI")
        await page.locator("[data-action=rating_claim]").last.click()
        await page.locator("[data-action=rating_release]").first.wait_for()
        await page.get_by_text("claimed this").wait_for()
        await ask(page, "/scores csat 12 weeks by agent", messages=2)
        await picture(page, "overview")
        await browser.close()


async def tour(browser: Browser, address: str, theme: str, size: str) -> list[str]:
    """Take every picture in one theme at one size, and return what is wrong."""
    width, height = SIZES[size]
    context = await browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if theme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = await context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    await page.goto(f"{address}/demo/slack/?user=U0MARI")
    name = f"{theme}-{size}"
    await page.locator(".message").first.wait_for()
    await picture(page, f"cards-{name}")
    for scene, typed in SCENES.items():
        await ask(page, typed, messages=2 if scene in WITH_CHART else 1)
        await picture(page, f"{scene}-{name}")
    complaints += await faults(page)
    await card_life(page, name)
    await page.goto(f"{address}/demo/slack/?user=U0MARI&tab=home")
    await page.locator("#home h2").first.wait_for()
    await picture(page, f"home-{name}")
    complaints += await faults(page)
    await context.close()
    return [f"{name}: {complaint}" for complaint in complaints]


async def ask(page: Page, typed: str, *, messages: int) -> None:
    """Type a command and wait for as many messages."""
    said = page.locator("#messages > li")
    before = await said.count()
    await page.fill("#command", typed)
    await page.press("#command", "Enter")
    await said.nth(before + messages - 1).wait_for()
    for image in await page.locator("#messages img").all():
        await image.evaluate("each => each.decode()")


async def card_life(page: Page, name: str) -> None:
    """Open the reply to the low rating, and picture its card in hand."""
    card = page.locator("article:has([data-action=rating_reply])").last
    if await card.locator("[data-action=rating_claim]").count():
        await card.locator("[data-action=rating_claim]").click()
        await page.locator("[data-action=rating_release]").first.wait_for()
    await card.scroll_into_view_if_needed()
    await picture(page, f"claimed-{name}")
    await card.locator("[data-action=rating_reply]").click()
    await page.locator("#modal a, #modal textarea").first.wait_for()
    await picture(page, f"reply-{name}")
    await page.locator("#modal [data-close]").click()


async def picture(page: Page, name: str) -> None:
    await page.screenshot(path=FOLDER / f"{name}.png")


def write_index(names: Sequence[str]) -> None:
    pictures = "\n".join(f'<figure><img src="{each}" alt="{each}"></figure>' for each in names)
    (FOLDER / "index.html").write_text(f"<!doctype html><title>Slack</title>{pictures}", "utf-8")


if __name__ == "__main__":
    code = asyncio.run(main())
    write_index(sorted(path.name for path in FOLDER.glob("*.png")))
    sys.exit(code)
