"""The accessibility checker axe, as published; its licence is beside it in vendor/."""

from pathlib import Path
from typing import Any

from playwright.async_api import Page

from tests.browser.widget_page import WidgetPage

SCRIPT = Path(__file__).parent / "vendor" / "axe.min.js"


async def faults(page: Page) -> list[str]:
    """What axe finds wrong with the page as it is, once nothing in a widget moves."""
    await WidgetPage(page).settle()
    await page.evaluate(SCRIPT.read_text(encoding="utf-8"))
    found: dict[str, Any] = await page.evaluate("axe.run()")
    return [
        f"{fault['id']}: {node['html']}" for fault in found["violations"] for node in fault["nodes"]
    ]
