"""Makes pictures of the e-mail block as mail clients show it, in `gallery/block/`, and says what is not in order.

    make blocks

Every template, and every style, × the five home languages and Arabic × the widths of mail clients × light, dark, and
a client that is dark around a message it leaves as it is; in a real Chromium without images. What sticks out, what axe
finds and any request make it fail. It shows what browsers draw: Apple Mail and the web clients, not Word.
"""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from html import escape
from itertools import product
from pathlib import Path
from typing import Final, Literal, NamedTuple

from playwright.async_api import Browser, async_playwright

from server.core.survey_document import Style
from server.email.rating_block import rating_block
from server.surveys import template_names
from tests.browser.axe import faults
from tests.chromium import launch
from tests.server.email.forms import form_of, links_of

FOLDER = Path(__file__).parents[2] / "gallery" / "block"
LANGUAGES = ("en", "et", "lv", "lt", "fi", "ar")
WIDTHS = (320, 375, 414, 600, 800)
STICKING_OUT = """[document.documentElement, ...document.querySelectorAll("td")]
    .filter((each) => each.scrollWidth > each.clientWidth).map((each) => each.innerText.trim())"""


class Client(NamedTuple):
    """How a mail client paints around a message."""

    name: str
    ground: str
    ink: str
    scheme: Literal["light", "dark"]
    """What it tells the message."""


CLIENTS: Final = (
    Client("light", "#ffffff", "#222222", "light"),
    Client("dark", "#1b1b1b", "#e8e8e8", "dark"),
    Client("forced", "#1e1e1e", "#e8e8e8", "light"),
)


class Shot(NamedTuple):
    """One picture to be taken."""

    language: str
    client: Client
    width: int

    @property
    def name(self) -> str:
        return f"{self.client.name}-{self.width}.png"


async def main(languages: Sequence[str]) -> int:
    shots = [Shot(*wanted) for wanted in product(languages, CLIENTS, WIDTHS)]
    async with async_playwright() as playwright:
        browser = await launch(playwright)
        complaints = [complaint for shot in shots for complaint in await take(browser, shot)]
        await browser.close()
    for language in languages:
        write_index(language, [shot for shot in shots if shot.language == language])
    print("\n".join(complaints))
    print(f"{len(shots)} pictures in {FOLDER}, {len(complaints)} complaints")
    return 1 if complaints else 0


async def take(browser: Browser, shot: Shot) -> list[str]:
    """Take a picture and return what is wrong in it."""
    context = await browser.new_context(
        viewport={"width": shot.width, "height": 600},
        color_scheme=shot.client.scheme,
        device_scale_factor=2,
    )
    await context.route("**/*", lambda route: route.abort())
    page = await context.new_page()
    complaints: list[str] = []
    page.on("request", lambda request: complaints.append(f"asks for {request.url}"))
    await page.set_content(message(shot))
    complaints += [f"sticks out: {each}" for each in await page.evaluate(STICKING_OUT)]
    if shot.width == WIDTHS[0]:
        complaints += await faults(page)
    folder = FOLDER / shot.language
    folder.mkdir(parents=True, exist_ok=True)
    await page.screenshot(path=folder / shot.name, full_page=True)
    await context.close()
    return [f"{shot.language}/{shot.name}: {complaint}" for complaint in complaints]


def message(shot: Shot) -> str:
    """Return a page with one block below the other, around which nothing is but the client's own colours."""
    client = shot.client
    blocks = [block(name, shot.language) for name in template_names()]
    blocks += [block("csat", shot.language, style) for style in Style]
    style = f"body{{margin:0;padding:16px;background:{client.ground};color:{client.ink}}}"
    return (
        f'<!doctype html><html lang="{shot.language}"><meta charset="utf-8"><title>Blocks</title>'
        f"<style>{style} main>div{{margin-bottom:32px}}</style>"
        f"<main><h1>Blocks</h1>{''.join(f'<div>{each}</div>' for each in blocks)}</main></html>"
    )


def block(name: str, language: str, style: Style | None = None) -> str:
    form = form_of(name, language, "Ruta")
    return rating_block(form, links_of(form), style).html


def write_index(language: str, shots: Sequence[Shot]) -> None:
    pictures = "\n".join(
        f'<figure><img src="{escape(shot.name)}" width="{shot.width}" alt="">'
        f"<figcaption>{escape(shot.name)}</figcaption></figure>"
        for shot in shots
    )
    style = "body{display:flex;flex-wrap:wrap;gap:12px;font:12px system-ui}figure{margin:0}"
    (FOLDER / language / "index.html").write_text(
        f"<!doctype html><title>{language}</title><style>{style}</style>{pictures}", "utf-8"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "languages", nargs="*", default=LANGUAGES, help="such as en lv; else all six"
    )
    sys.exit(asyncio.run(main(parser.parse_args().languages)))
