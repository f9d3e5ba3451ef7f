"""The machine's Chromium, for the tests that look at pages as people do."""

import os
import shutil

from playwright.async_api import Browser, Playwright

from tests.needed import missing

NAMES = ("chromium", "chromium-browser", "google-chrome")

# Without these a Chromium of a test calls home, or cannot start as root.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_chromium() -> str | None:
    """Return the program that CHROMIUM names, or the one of the machine."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


async def launch(playwright: Playwright) -> Browser:
    """Start it, or skip the test where there is none."""
    path = find_chromium()
    if path is None:
        missing("There is no Chromium: install one, or name it in CHROMIUM")
    return await playwright.chromium.launch(executable_path=path, args=FLAGS)
