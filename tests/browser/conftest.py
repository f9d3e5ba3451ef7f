"""A real Chromium, a server of ratings and a site that embeds the widget, each on an origin of its own."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from tests.browser.host_site import HostSite
from tests.browser.rating_server import RatingServer
from tests.browser.widget_page import WidgetPage
from tests.chromium import launch

OpenWidget = Callable[..., Awaitable[WidgetPage]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await launch(playwright)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def server() -> AsyncIterator[RatingServer]:
    server = RatingServer()
    async with served(server.build_app()) as server.origin:
        yield server


@pytest_asyncio.fixture(loop_scope="session")
async def site(server: RatingServer) -> AsyncIterator[HostSite]:
    site = HostSite(ratings_origin=server.origin)
    async with served(site.build_app()) as site.origin:
        yield site


@asynccontextmanager
async def served(app: web.Application) -> AsyncIterator[str]:
    runner = web.AppRunner(app, shutdown_timeout=0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    try:
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()


@pytest.fixture
def context_options() -> dict[str, Any]:
    """What a test wants of its browser; parametrize it indirectly or override it in a module."""
    return {}


@pytest_asyncio.fixture(loop_scope="session")
async def context(
    browser: Browser, context_options: dict[str, Any]
) -> AsyncIterator[BrowserContext]:
    context = await browser.new_context(
        **{"viewport": {"width": 800, "height": 900}, **context_options}
    )
    context.set_default_timeout(10_000)
    yield context
    await context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def page(context: BrowserContext) -> Page:
    return await context.new_page()


@pytest.fixture
def open_widget(page: Page, site: HostSite) -> OpenWidget:
    """Open a host page with one element in it, `open_widget("nps", agent="mari")`, and wait until it is shown."""

    async def opened(survey: str = "csat", *, policy: str = "", **attributes: str) -> WidgetPage:
        named = {"survey": survey, **attributes}
        given = " ".join(f'{name.replace("_", "-")}="{value}"' for name, value in named.items())
        body = f"<paldies-rating {given}></paldies-rating>{site.script}"
        await page.goto(site.show(body, policy=policy))
        widget = WidgetPage(page)
        await widget.radios.first.wait_for()
        await widget.settle()
        return widget

    return opened
