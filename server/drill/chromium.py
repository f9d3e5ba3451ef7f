"""A real Chromium, where there is one."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.async_api import Browser, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
# Without these a Chromium of a drill or a test calls home.
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class NoChromium(Exception):
    """There is none; the message says what to do."""


def find_chromium() -> str | None:
    """Return the program that CHROMIUM names, or the one of the machine."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@asynccontextmanager
async def open_chromium() -> AsyncIterator["Browser"]:
    """Start Chromium without a window. Raises `NoChromium`."""
    try:
        from playwright.async_api import async_playwright  # noqa: PLC0415  comes with an extra
    except ImportError:
        raise NoChromium("needs Playwright: pip install 'paldies[drill]'") from None
    async with async_playwright() as playwright:
        browser = await _launch(playwright)
        try:
            yield browser
        finally:
            await browser.close()


async def _launch(playwright: "Playwright") -> "Browser":
    from playwright.async_api import Error  # noqa: PLC0415  comes with an extra

    # Chromium does not start its sandbox as root.
    flags = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else [*QUIET]
    path = find_chromium()
    try:
        return await playwright.chromium.launch(executable_path=path, args=flags)
    except Error:
        found = f"{path} does not start" if path else "none was found"
        raise NoChromium(f"needs a Chromium, and {found}: name one in CHROMIUM") from None
