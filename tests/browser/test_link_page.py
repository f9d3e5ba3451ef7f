"""The page behind a rating link, in a real Chromium: a person with mouse, finger or without script, and a scanner.

What no browser here can play: a mail program's own browser, and a tab that the system itself has put away.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import ClientSession, web
from playwright.async_api import Browser, BrowserContext, Page, Route, expect

from server.app import build_app
from server.core.agents import Agent
from server.core.asks import Ask as NewAsk
from server.core.links import TRAP
from server.core.survey_check import read_survey
from server.drill import browsers
from server.drill.stage import Ask, Stage
from server.keys import CATALOGUE, DATABASE, DAYS, LINKS
from server.store import agents, ballots, links, rating_pages, surveys
from server.store.rating_pages import RatingFilter
from server.store.steps import Steps, query
from server.surveys import template
from tests.bot.stage import until
from tests.browser.axe import faults
from tests.browser.conftest import served
from tests.clock import TestClock
from tests.conftest import test_settings

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

State = Callable[["Install", Page], Awaitable[None]]
"""Brings a page into one of its states."""

NUMBERS = count(1)
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
}
WAYS: dict[str, dict[str, Any]] = {
    "mouse": {},
    "touch": PHONE,
    "paper": {"java_script_enabled": False},
}
DAY = 24


@dataclass
class Elsewhere:
    """A server of somebody else, and where its visitors said they come from."""

    origin: str
    referrers: list[str | None]


@dataclass
class Install:
    """The real server, whose clock is moved by the tests."""

    origin: str
    app: web.Application
    clock: TestClock

    async def ask(self, slug: str = "csat") -> str:
        """Ask a customer about a conversation of its own; return the address of the link."""
        survey = self.app[CATALOGUE].survey(slug)
        assert survey is not None
        now, agent = self.clock(), self.app[CATALOGUE].agent("mari")
        ask = NewAsk(agent_key="mari", conversation=f"C-{next(NUMBERS)}")
        link = ask.link(survey, agent, now, self.app[DAYS].day_on(now))
        await self.app[DATABASE].write(links.insert, link)
        return f"{self.origin}/r/{self.app[LINKS].token(link.id)}"

    def link_id(self, link: str) -> str:
        return self.app[LINKS].link_id(link.rpartition("/")[2])

    async def hits(self, link: str) -> list[tuple[str, int | None, str]]:
        """What has arrived on a link: means, score and sign of each."""
        return await self.app[DATABASE].read(hits_on, self.link_id(link))

    async def ratings(self, link: str) -> list[tuple[int, str, int]]:
        """The ratings of a link: score, state and level."""
        asked = await self.app[DATABASE].read(links.by_id, self.link_id(link))
        assert asked
        everything = await self.app[DATABASE].read(
            rating_pages.newest, RatingFilter(), before=None, most=500
        )
        return [
            (one.score, one.state.value, one.evidence.level)
            for one in everything
            if one.conversation == asked.conversation
        ]

    async def counted(self, link: str) -> int | None:
        """The one score that counts."""
        found = [score for score, state, _ in await self.ratings(link) if state == "counted"]
        assert len(found) < 2
        return found[0] if found else None

    async def settle(self, link: str) -> None:
        """Let the settling time pass, until nothing of the link waits any more."""
        self.clock.forward(seconds=61)
        await until(lambda: self._is_settled(link))

    async def _is_settled(self, link: str) -> bool:
        return all(state != "provisional" for _, state, _ in await self.ratings(link))


def hits_on(link_id: str) -> Steps[list[tuple[str, int | None, str]]]:
    """Return what has arrived on a link about which one conversation was asked."""
    every = yield from ballots.page("", 0, 1_000)
    found = []
    for ballot in every:
        if ballot.place.link_id == link_id:
            rows = yield query("ballots.hits", ballot_id=ballot.id)
            found += [(row["means"], row["score"], row["sign"]) for row in rows]
    return found


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def elsewhere() -> AsyncIterator[Elsewhere]:
    referrers: list[str | None] = []

    async def page(request: web.Request) -> web.Response:
        if request.path == "/review":
            referrers.append(request.headers.get("Referer"))
        return web.Response(text="<!doctype html><title>Reviews</title>", content_type="text/html")

    app = web.Application()
    app.router.add_get("/{path:.*}", page)
    async with served(app) as origin:
        yield Elsewhere(origin, referrers)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def install(
    tmp_path_factory: pytest.TempPathFactory, elsewhere: Elsewhere
) -> AsyncIterator[Install]:
    clock = TestClock()
    folder: Path = tmp_path_factory.mktemp("links")
    app = build_app(test_settings(folder), clock=clock)
    async with served(app) as origin:
        await app[DATABASE].write(
            agents.put, Agent("mari", "Mari Tamm", None, "chat", None), clock()
        )
        await app[DATABASE].write(surveys.put, with_link(f"{elsewhere.origin}/review"), clock())
        await app[CATALOGUE].refresh()
        yield Install(origin, app, clock)


def with_link(address: str) -> Any:  # noqa: ANN401  a survey document, or what can be read as one
    """Return csat with a link on its thank-you, as a survey of its own."""
    table = template("csat").model_dump(mode="json", exclude_defaults=True)
    table |= {"slug": "reviewed", "links": {"positive": address}}
    for texts in table["texts"].values():
        texts["links"] = {"positive": "Write a review"}
    return read_survey(table)


@pytest_asyncio.fixture(loop_scope="session")
async def violations(page: Page) -> list[str]:
    """What the browser complains of in its console, but for the refusals that a test asks for."""
    found: list[str] = []
    page.on(
        "console",
        lambda said: (
            found.append(said.text)
            if said.type in {"error", "warning"} and "status of 4" not in said.text
            else None
        ),
    )
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


async def click(page: Page, link: str, score: int) -> None:
    """Click a choice in a message: nothing more than that."""
    await page.set_content(f'<p>How did we do? <a href="{link}/{score}">{score}</a></p>')
    await page.click("a")
    await page.wait_for_url(f"{link}/{score}")


async def show_a_hand(page: Page, way: str) -> None:
    """Do what shows a person, with what they have."""
    if way == "paper":
        await page.click("button.send")
        await page.fill("textarea", "Quick and kind")
        await page.click("button.send")
        return
    await expect(page.locator("button.change")).to_be_visible()
    async with page.expect_response(lambda answer: answer.request.method == "POST"):
        if way == "touch":
            await page.tap(".chosen")
        else:
            await page.mouse.move(300, 300)
            await page.mouse.move(320, 340, steps=3)


async def only_get(route: Route) -> None:
    """Let pages be opened, and lose what is sent from them."""
    await (route.abort() if route.request.method == "POST" else route.continue_())


@asynccontextmanager
async def a_browser(browser: Browser, **options: Any) -> AsyncIterator[Page]:  # noqa: ANN401  Playwright's own
    context = await browser.new_context(**options)
    context.set_default_timeout(10_000)
    yield await context.new_page()
    await context.close()


async def scan(browser: Browser, install: Install, link: str) -> None:
    """Open every link at once and let the script of each page run."""
    async with ClientSession() as session:
        stage = Stage(message_with(link), session, asyncio.sleep, browser)
        await browsers.scanner_runs_the_script(stage)


def message_with(link: str) -> Ask:
    every = {score: f"{link}/{score}" for score in range(1, 6)}
    html = " ".join(f'<a href="{url}">{score}</a>' for score, url in every.items())
    return Ask(link, every, f"{link}/{TRAP}", html)


async def test_it_takes_one_click_in_all(install: Install, page: Page) -> None:
    link = await install.ask()
    await click(page, link, 5)
    await expect(page.locator("main")).to_contain_text("Thank you")
    await expect(page.locator("main")).to_contain_text("You chose Very good")
    assert await install.ratings(link) == [(5, "provisional", 1)]
    await install.settle(link)
    assert await install.ratings(link) == [(5, "counted", 1)]


@pytest.mark.parametrize("way", WAYS)
async def test_it_counts_a_person_with_a_hand_at_once(
    install: Install, browser: Browser, way: str
) -> None:
    link = await install.ask()
    async with a_browser(browser, **WAYS[way]) as page:
        await click(page, link, 4)
        await show_a_hand(page, way)
        await until(lambda: is_counted(install, link, 4))
    assert await install.ratings(link) == [(4, "counted", 3 if way == "paper" else 2)]


async def is_counted(install: Install, link: str, score: int) -> bool:
    return await install.counted(link) == score


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("when", ["before", "during", "after"])
async def test_it_counts_the_person_and_not_the_scanner(
    install: Install, browser: Browser, way: str, when: str
) -> None:
    link = await install.ask()
    if when == "before":
        await scan(browser, install, link)
    async with a_browser(browser, **WAYS[way]) as page:
        scanning = scan(browser, install, link) if when == "during" else asyncio.sleep(0)
        await click(page, link, 2)
        await asyncio.gather(show_a_hand(page, way), scanning)
    if when == "after":
        await scan(browser, install, link)
    await install.settle(link)
    assert await install.counted(link) == 2
    assert {means for means, _, _ in await install.hits(link)} >= {"fetch", "script"}


async def test_it_counts_nothing_of_a_scanner_alone(install: Install, browser: Browser) -> None:
    link = await install.ask()
    await scan(browser, install, link)
    await install.settle(link)
    assert {state for _, state, _ in await install.ratings(link)} == {"machine"}


async def test_it_counts_who_only_tapped_when_the_scanner_comes_later(
    install: Install, browser: Browser
) -> None:
    link = await install.ask()
    async with a_browser(browser, **PHONE) as page:
        await click(page, link, 5)
        await expect(page.locator("button.change")).to_be_visible()
    await install.settle(link)
    install.clock.forward(seconds=600)
    await scan(browser, install, link)
    await install.settle(link)
    assert await install.counted(link) == 5


async def test_it_sends_while_the_page_is_being_closed(install: Install, browser: Browser) -> None:
    link = await install.ask()
    async with (
        a_browser(browser, **PHONE) as page,
        page.expect_request(lambda request: request.method == "POST"),
    ):
        await click(page, link, 4)
    await until(lambda: has_answer(install, link))
    await install.settle(link)
    assert await install.counted(link) == 4


async def has_answer(install: Install, link: str) -> bool:
    return bool(await install.ratings(link))


async def test_it_shows_the_choice_as_made_and_one_button_without_script(
    install: Install, browser: Browser
) -> None:
    link = await install.ask()
    async with a_browser(browser, java_script_enabled=False) as page:
        await click(page, link, 2)
        await expect(page.locator("main")).to_contain_text("You chose Bad")
        assert await page.locator("button").count() == 1
        assert await install.ratings(link) == []
        await page.click("button")
        await expect(page.locator("main")).to_contain_text("You chose Bad")
    assert await install.ratings(link) == [(2, "provisional", 1)]


async def test_it_lets_the_answer_be_changed_and_explained(install: Install, page: Page) -> None:
    link = await install.ask()
    await click(page, link, 2)
    await page.get_by_role("button", name="Change").click()
    await page.get_by_role("button", name="Very good", exact=True).click()
    await expect(page.locator("main")).to_contain_text("You chose Very good")
    assert await install.ratings(link) == [(5, "counted", 3)]
    await page.get_by_role("textbox").fill("I had clicked the wrong face")
    await page.locator("button.send").click()
    await expect(page.locator(".sent")).to_be_visible()
    assert ("script", 5, "comment") in await install.hits(link)


async def test_it_can_be_used_by_keyboard_alone(install: Install, page: Page) -> None:
    link = await install.ask()
    await click(page, link, 1)
    await expect(page.locator("button.change")).to_be_visible()
    for key in ("Tab", "Enter", "Tab", "Tab", "Tab", "Enter"):
        await page.keyboard.press(key)
        if key == "Enter":
            await page.wait_for_load_state("networkidle")
    await until(lambda: is_level(install, link, 3))


async def is_level(install: Install, link: str, level: int) -> bool:
    return [found for _, _, found in await install.ratings(link)] == [level]


async def test_it_keeps_the_choice_while_the_customer_is_offline(
    install: Install, page: Page, context: BrowserContext
) -> None:
    link = await install.ask()
    await page.route("**/r/**", only_get)
    await click(page, link, 3)
    await expect(page.get_by_role("alert")).to_be_visible()
    assert await install.ratings(link) == []
    await page.unroute("**/r/**")
    await context.set_offline(True)
    await context.set_offline(False)
    await expect(page.locator("button.change")).to_be_visible()
    await expect(page.locator("main")).to_contain_text("You chose Okay")
    assert await install.ratings(link) == [(3, "provisional", 1)]


async def test_it_can_be_read_in_another_language(install: Install, page: Page) -> None:
    link = await install.ask()
    await click(page, link, 4)
    await page.get_by_role("link", name="Eesti").click()
    await expect(page.locator("html")).to_have_attribute("lang", "et")
    await page.get_by_role("button", name="Väga hea", exact=True).click()
    await expect(page.locator("main")).to_contain_text("Sinu valik")
    assert await install.counted(link) == 5


async def test_it_sends_nothing_from_a_page_that_a_browser_prepares(
    install: Install, browser: Browser
) -> None:
    link = await install.ask()
    async with ClientSession() as session:
        stage = Stage(message_with(link), session, asyncio.sleep, browser)
        await browsers.browser_prerenders(stage)
        assert {means for means, _, _ in await install.hits(link)} == {"prefetch"}
        await browsers.clicks_what_was_prerendered(stage)
    assert await install.counted(link) == 4


async def test_it_sends_nothing_from_a_tab_until_it_is_looked_at(
    install: Install, page: Page
) -> None:
    link = await install.ask()
    await page.add_init_script(
        "let seen = 'hidden';"
        "Object.defineProperty(document, 'visibilityState', { get: () => seen });"
        "window.look = () => { seen = 'visible'; document.dispatchEvent(new Event('visibilitychange')); };"
    )
    await click(page, link, 5)
    await page.wait_for_load_state("networkidle")
    assert await install.hits(link) == [("fetch", 5, "none")]
    await page.evaluate("look()")
    await expect(page.locator("button.change")).to_be_visible()
    assert await install.ratings(link) == [(5, "provisional", 1)]


async def test_it_tells_nobody_where_a_customer_came_from(
    install: Install, page: Page, context: BrowserContext, elsewhere: Elsewhere
) -> None:
    link = await install.ask("reviewed")
    seen: list[str] = []
    context.on("request", lambda request: seen.append(request.url))
    await click(page, link, 5)
    async with context.expect_page() as opened:
        await page.get_by_role("link", name="Write a review").click()
    await (await opened.value).wait_for_load_state()
    assert elsewhere.referrers == [None]
    foreign = [url for url in seen if not url.startswith((install.origin, "about:"))]
    assert foreign == [f"{elsewhere.origin}/review"]
    assert await context.cookies() == []


async def test_it_is_kept_by_no_cache_and_no_index(install: Install, page: Page) -> None:
    link = await install.ask()
    answers: dict[str, dict[str, str]] = {}
    page.on(
        "response",
        lambda answer: (
            answers.update({answer.request.method: answer.headers})
            if answer.url.startswith(link)
            else None
        ),
    )
    await click(page, link, 5)
    await expect(page.locator("button.change")).to_be_visible()
    assert set(answers) == {"GET", "POST"}
    for headers in answers.values():
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "no-referrer"
        assert "noindex" in headers["x-robots-tag"]
    await page.goto("about:blank")
    await page.go_back()
    await expect(page.locator("button.change")).to_be_visible()
    # It was asked for again, and not shown from memory.
    assert [means for means, _, _ in await install.hits(link)].count("fetch") == 2


async def chosen(install: Install, page: Page) -> None:
    await page.route("**/r/**", only_get)
    await click(page, await install.ask(), 5)
    await expect(page.get_by_role("alert")).to_be_visible()


async def thanked(install: Install, page: Page) -> None:
    await click(page, await install.ask(), 2)
    await expect(page.locator("textarea")).to_be_visible()


async def asking(install: Install, page: Page) -> None:
    await page.goto(await install.ask())


async def answered(install: Install, page: Page) -> None:
    link = await install.ask()
    await click(page, link, 4)
    await expect(page.locator("button.change")).to_be_visible()
    await install.settle(link)
    install.clock.forward(hours=DAY + 1)
    await page.goto(f"{link}/1")
    await expect(page.locator("main")).to_contain_text("You have answered this already")
    await expect(page.locator("main")).to_contain_text("You chose Good")


async def expired(install: Install, page: Page) -> None:
    link = await install.ask()
    install.clock.forward(days=15)
    await page.goto(f"{link}/5")
    await expect(page.locator("main")).to_contain_text("The time to answer this is over")


async def withdrawn(install: Install, page: Page) -> None:
    link = await install.ask()
    await install.app[DATABASE].write(links.withdraw, install.link_id(link), install.clock())
    await page.goto(f"{link}/5")
    await expect(page.locator("main")).to_contain_text("This question is closed")


async def broken(install: Install, page: Page) -> None:
    answer = await page.goto(f"{install.origin}/r/not-a-link/5")
    assert answer
    assert answer.status == 404


STATES: list[State] = [chosen, thanked, asking, answered, expired, withdrawn, broken]


@pytest.mark.parametrize("context_options", [{"color_scheme": "light"}, {"color_scheme": "dark"}])
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
async def test_it_is_in_order_in_every_state(
    install: Install, page: Page, violations: list[str], state: State
) -> None:
    await state(install, page)
    assert await faults(page) == []
    await page.set_viewport_size({"width": 320, "height": 640})
    assert await page.evaluate("document.documentElement.scrollWidth") <= 320
    aborted = "net::ERR_FAILED" if state is chosen else "nothing of the kind"
    assert [text for text in violations if aborted not in text] == []


@pytest.mark.parametrize("context_options", [{"color_scheme": "light"}, {"color_scheme": "dark"}])
async def test_it_is_light_or_dark_as_the_customer_likes(
    install: Install, page: Page, context_options: dict[str, Any]
) -> None:
    await thanked(install, page)
    lightness = await page.evaluate(
        "getComputedStyle(document.body).backgroundColor.match(/[\\d.]+/g).slice(0, 3)"
        ".reduce((sum, part) => sum + Number(part), 0) / 3"
    )
    assert (lightness > 128) == (context_options["color_scheme"] == "light")
