"""The machine's Chromium, for the tests that look at pages as people do."""

from playwright.async_api import Browser, Playwright

from server.drill.chromium import QUIET, find_chromium
from tests.needed import missing

# Without a sandbox it can also start as root.
FLAGS = [*QUIET, "--no-sandbox"]


async def launch(playwright: Playwright) -> Browser:
    """Start it, or skip the test where there is none."""
    path = find_chromium()
    if path is None:
        missing("There is no Chromium: install one, or name it in CHROMIUM")
    return await playwright.chromium.launch(executable_path=path, args=FLAGS)
