"""What an actor has to play with: the links of one ask, ways to open them, and a count of what was sent."""

from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from aiohttp import ClientSession

from server.drill.pages import Fields, Page, read_page

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, Request

Pause = Callable[[float], Awaitable[None]]
"""Waits for so many seconds."""


class CannotPlay(Exception):
    """An actor was kept from playing, by something that says nothing of what would have been counted."""


@dataclass(frozen=True, slots=True)
class Ask:
    """The links of one e-mail."""

    url: str
    """The page that asks, without a choice."""
    links: Mapping[int, str]
    """Where each choice leads, by score."""
    trap: str
    """The link that no person can see."""
    html: str
    """The block of the e-mail, with all of them in it."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Where one case is played."""

    ask: Ask
    web: ClientSession
    pause: Pause
    browser: "Browser | None" = None
    sent: Counter[str] = field(default_factory=Counter)
    """How often each method was used on the links."""

    def visitor(self, user_agent: str) -> "Visitor":
        """Return somebody who speaks HTTP and calls itself so."""
        return Visitor(self, user_agent)

    @asynccontextmanager
    async def window(self, **options: Any) -> AsyncIterator["BrowserContext"]:  # noqa: ANN401  Playwright's own
        """Open a window of a real browser, with nothing in it from others."""
        if self.browser is None:
            raise CannotPlay("no Chromium was found")

        def count(request: "Request") -> None:
            if request.url.startswith(self.ask.url):
                self.sent[request.method] += 1

        context = await self.browser.new_context(**options)
        context.on("request", count)
        try:
            yield context
        finally:
            await context.close()


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who opens links over HTTP. It keeps no cookie and runs no script."""

    stage: Stage
    user_agent: str

    async def get(self, url: str, **headers: str) -> Page:
        """Open a page; underscores in the names of headers are dashes."""
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self.request("GET", url, headers=said)

    async def post(self, url: str, fields: Fields) -> Page:
        """Send a form."""
        return await self.request("POST", url, data=fields)

    async def request(
        self,
        method: str,
        url: str,
        *,
        data: Fields | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Page:
        """Send anything, and read what comes back."""
        said = {**(headers or {}), "User-Agent": self.user_agent, "Accept": "text/html"}
        self.stage.sent[method] += 1
        async with self.stage.web.request(method, url, data=data, headers=said) as answer:
            if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
                raise CannotPlay("the installation answered 429: raise PALDIES_RATE_LIMIT")
            return read_page(answer.status, await answer.text(), url)
