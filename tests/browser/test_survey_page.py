"""The survey's page of the real server, answered as people do: by mouse, by keyboard, by touch and without script."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from playwright.async_api import Browser, Locator, Page, expect

from server.app import build_app
from server.core.bands import Band
from server.core.phrases import Phrases
from server.core.survey_check import read_survey
from server.core.survey_form import Asked, FormQuestion, SurveyForm, survey_form
from server.keys import CATALOGUE, DATABASE
from server.store import rating_pages, surveys
from server.surveys import template, template_names
from tests.browser.axe import faults
from tests.browser.conftest import served
from tests.clock import TestClock
from tests.conftest import test_settings
from tests.server.core.survey_documents import whole

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

WAYS = ("mouse", "keyboard", "touch", "paper")
COMMENT = "Kind & <b>quick</b>"
PATIENCE = 15


@dataclass
class Running:
    """The real server with every template in it."""

    origin: str
    app: web.Application
    clock: TestClock

    def form(self, slug: str) -> SurveyForm:
        survey = self.app[CATALOGUE].survey(slug)
        assert survey is not None
        follows = survey.document.then
        names = {"agent": None, "company": "Kadaka Pood"}
        asked = Asked(language="en", names=names, phrases=Phrases({}))
        return survey_form(survey, asked, self.form(follows) if follows else None)

    async def kept(self, conversation: str) -> list[dict[str, Any]]:
        """Return what is kept of a conversation, without what differs between any two ratings."""
        found = await self.app[DATABASE].read(
            rating_pages.newest, rating_pages.RatingFilter(), before=None, most=500
        )
        return [
            {
                "survey": rating.survey,
                "version": rating.survey_version,
                "score": rating.score,
                "band": rating.band,
                "state": rating.state,
                "agent": rating.agent_key,
                "source": rating.source,
                "language": rating.language,
                "comment": rating.comment,
                "reasons": rating.reasons,
                "answers": dict(sorted(rating.answers.items())),
                "attributes": rating.attributes,
                "level": rating.evidence.level,
            }
            for rating in sorted(found, key=lambda rating: rating.survey)
            if rating.conversation == conversation
        ]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Running]:
    clock = TestClock()
    folder: Path = tmp_path_factory.mktemp("pages")
    app = build_app(test_settings(folder), clock=clock)
    async with served(app) as origin:
        documents = [template(name) for name in template_names()]
        for document in sorted(documents, key=lambda each: each.then is not None):
            await app[DATABASE].write(surveys.put, document, clock())
        await app[DATABASE].write(surveys.put, read_survey(whole()), clock())
        await app[CATALOGUE].refresh()
        yield Running(origin, app, clock)


class Visitor:
    """Somebody at a survey's page, with one way of using it."""

    def __init__(self, page: Page, way: str, running: Running) -> None:
        self.page = page
        self.way = way
        self.running = running

    async def come(self, path: str) -> None:
        await self.page.goto(self.running.origin + path)
        if self.way != "paper":
            await self.page.get_by_role("radio").first.wait_for()
        # Who reads the question takes a moment.
        self.running.clock.forward(seconds=3)

    async def choose(self, name: str) -> None:
        role = "button" if self.way == "paper" else "radio"
        choice = self.page.get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]
        if self.way == "keyboard":
            await self._tab_to(self.page.get_by_role("radiogroup").first)
            while not await _has_focus(choice):
                await self.page.keyboard.press("ArrowRight")
            await self.page.keyboard.press("Space")
        else:
            await self._press(choice)
        self.running.clock.forward(seconds=3)

    async def answer(self, asked: FormQuestion) -> None:
        if asked.options:
            option = asked.options[1]
            await self._press(await self._option(asked, option.label))
        else:
            box = self.page.get_by_label(asked.ask, exact=False)
            if self.way == "keyboard":
                await self._tab_to(box)
                await self.page.keyboard.type(COMMENT)
            else:
                await box.fill(COMMENT)

    async def send(self) -> None:
        await self._press(self.page.get_by_role("button", name="Send", exact=True))
        await expect(self.page.get_by_text("Sent. Thank you!")).to_be_visible()

    async def _option(self, asked: FormQuestion, label: str) -> Locator:
        group = self.page.get_by_role("group", name=asked.ask)
        if self.way == "paper":
            return group.locator("label").filter(has_text=label)
        return group.get_by_role("button", name=label)

    async def _press(self, target: Locator) -> None:
        if self.way == "touch":
            await target.tap()
        elif self.way == "keyboard":
            await self._tab_to(target)
            await self.page.keyboard.press("Enter")
        else:
            await target.click()

    async def _tab_to(self, target: Locator) -> None:
        for _ in range(60):
            await self.page.keyboard.press("Tab")
            if await _has_focus(target):
                return
        raise AssertionError(f"the keyboard does not reach {target}")


async def _has_focus(target: Locator) -> bool:
    within: bool = await target.evaluate("node => node.matches(':focus, :focus-within')")
    return within


@pytest.mark.parametrize("slug", [*template_names(), "help"])
async def test_it_keeps_the_same_rating_whatever_way_it_was_given(
    browser: Browser, running: Running, slug: str
) -> None:
    given = [await answered(browser, running, slug, way) for way in WAYS]
    assert given[1:] == given[:1] * 3
    rating = given[0][-1]
    asked = running.form(slug)
    asked = asked.next or asked
    questions = asked.follow_up[Band.NEGATIVE].questions
    keys = {each.key for each in questions}
    assert rating["comment"] == COMMENT
    assert set(rating["answers"]) == keys - {"comment", "reasons"}
    assert bool(rating["reasons"]) is ("reasons" in keys)
    assert (rating["state"], rating["source"], rating["agent"]) == ("counted", "page", "mari")


async def answered(browser: Browser, running: Running, slug: str, way: str) -> list[dict[str, Any]]:
    """Answer a survey in full, with the worst score, and return what is kept of it, the last asked last."""
    context = await browser.new_context(
        java_script_enabled=way != "paper",
        has_touch=way == "touch",
        viewport={"width": 390, "height": 844},
    )
    context.set_default_timeout(10_000)
    visitor = Visitor(await context.new_page(), way, running)
    conversation = f"{slug}-{way}"
    await visitor.come(f"/s/{slug}?agent=mari&conversation={conversation}&language=en")
    form: SurveyForm | None = running.form(slug)
    asked = []
    while form is not None:
        worst = min(form.choices, key=lambda choice: choice.score)
        await visitor.choose(worst.name)
        asked.append(form)
        form = form.next
    await expect(
        visitor.page.get_by_text(asked[-1].follow_up[Band.NEGATIVE].prompt)
    ).to_be_visible()
    for question in asked[-1].follow_up[Band.NEGATIVE].questions:
        await visitor.answer(question)
    await visitor.send()
    async with asyncio.timeout(PATIENCE):
        while not any(each["comment"] for each in await running.kept(conversation)):
            await asyncio.sleep(0.02)
    await context.close()
    kept = await running.kept(conversation)
    order = [each.survey for each in asked]
    assert sorted(each["survey"] for each in kept) == sorted(order)
    return sorted(kept, key=lambda each: order.index(each["survey"]))


@pytest.mark.parametrize("has_script", [True, False])
@pytest.mark.parametrize("slug", ["csat", "ces", "nps", "pmf", "help"])
async def test_it_asks_on_a_page_without_a_fault_that_axe_finds(
    browser: Browser, running: Running, slug: str, has_script: bool
) -> None:
    # axe is a script itself, so a page that runs none is looked at as its HTML, with script but without the widget.
    context = await browser.new_context(viewport={"width": 320, "height": 640})
    page = await context.new_page()
    if not has_script:
        await page.route("**/widget.js", lambda route: route.abort())
    visitor = Visitor(page, "mouse" if has_script else "paper", running)
    await visitor.come(f"/s/{slug}?language=en")
    assert await faults(page) == []
    assert await page.evaluate("document.documentElement.scrollWidth") <= 320
    worst = min(running.form(slug).choices, key=lambda choice: choice.score)
    await visitor.choose(worst.name)
    await page.get_by_role("button", name="Send", exact=True).wait_for()
    assert await faults(page) == []
    assert await page.evaluate("document.documentElement.scrollWidth") <= 320
    await context.close()


@pytest.mark.parametrize("way", ["mouse", "paper"])
async def test_it_reads_to_a_screen_reader_as_it_looks(
    browser: Browser, running: Running, way: str
) -> None:
    context = await browser.new_context(java_script_enabled=way != "paper")
    page = await context.new_page()
    visitor = Visitor(page, way, running)
    await visitor.come("/s/ces?language=en")
    role = "button" if way == "paper" else "radio"
    heard = await page.locator("main").aria_snapshot()
    group = "group" if way == "paper" else "radiogroup"
    assert f'{group} "Kadaka Pood made it easy for me to handle my issue."' in heard
    assert re.findall(rf'- {role} "([^"]+)"', heard) == [
        "1, Strongly disagree",
        "2, Disagree",
        "3, Somewhat disagree",
        "4, Neither agree nor disagree",
        "5, Somewhat agree",
        "6, Agree",
        "7, Strongly agree",
    ]
    await visitor.choose("2, Disagree")
    await page.get_by_role("button", name="Send", exact=True).wait_for()
    heard = await page.locator("main").aria_snapshot()
    assert re.search(r"- status:\s+(- paragraph: )?Thank you for telling us", heard)
    assert 'group "What was it about?"' in heard
    assert 'group "How easy was it to reach us?"' in heard
    assert '"1, Very hard"' in heard
    await page.get_by_role("button", name="Change my answer").click()
    if way == "mouse":
        assert 'radio "2, Disagree" [checked]' in await page.locator("main").aria_snapshot()
    await context.close()


async def test_it_does_not_move_when_the_widget_takes_over(
    browser: Browser, running: Running
) -> None:
    context = await browser.new_context(viewport={"width": 390, "height": 844})
    page = await context.new_page()
    held: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def hold(route: Any) -> None:  # noqa: ANN401
        await held
        await route.continue_()

    await page.route("**/widget.js", hold)
    await page.goto(f"{running.origin}/s/csat?language=en", wait_until="commit")
    # The page is there before its style sheets are; what nobody sees yet may move.
    for styled in ("body", ".card"):
        await expect(page.locator(styled).first).to_have_css("display", "grid")
    before = await page.get_by_role("button", name="Very good").bounding_box()
    held.set_result(None)
    after = await page.get_by_role("radio", name="Very good").bounding_box()
    assert before == after
    await context.close()


@pytest.mark.parametrize(
    "path",
    ["/s/csat/poster?language=et", "/s/csat/preview", "/s/nothing", "/s/csat?kiosk&language=lv"],
)
async def test_it_shows_pages_that_are_in_order(page: Page, running: Running, path: str) -> None:
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda m: complaints.append(m.text) if "Policy" in m.text else None)
    await page.goto(running.origin + path)
    assert await faults(page) == []
    await page.set_viewport_size({"width": 320, "height": 640})
    assert await page.evaluate("document.documentElement.scrollWidth") <= 320
    assert complaints == []


async def test_it_starts_over_at_a_kiosk_when_nobody_is_there(
    browser: Browser, running: Running
) -> None:
    context = await browser.new_context()
    page = await context.new_page()
    await page.clock.install()
    await page.goto(f"{running.origin}/s/csat?kiosk&language=en")
    await page.get_by_role("radio", name="Very good").click()
    await expect(page.get_by_role("link", name="Start over")).to_be_visible()
    await page.get_by_label("Your comment").fill("Half a word")
    await page.clock.run_for(12_000)
    await expect(page.get_by_text("This starts over in 8 seconds.")).to_be_visible()
    await page.get_by_label("Your comment").press("!")
    await expect(page.get_by_text("This starts over")).to_have_count(0)
    await page.clock.run_for(25_000)
    await expect(page.get_by_role("radio", name="Very good")).to_be_visible()
    await expect(page.get_by_role("link", name="Start over")).to_be_hidden()
    await page.get_by_role("radio", name="Bad", exact=True).click()
    await expect(page.get_by_text("We are sorry")).to_be_visible()
    await context.close()


async def test_it_starts_over_at_a_kiosk_that_the_widget_did_not_reach(
    browser: Browser, running: Running
) -> None:
    context = await browser.new_context()
    page = await context.new_page()
    await page.route("**/widget.js", lambda route: route.abort())
    await page.goto(f"{running.origin}/s/csat?kiosk&language=en")
    running.clock.forward(seconds=3)
    await page.get_by_role("button", name="Very good").click()
    await expect(page.get_by_text("That made our day")).to_be_visible()
    await page.get_by_label("Your comment").press("!")
    await page.get_by_role("link", name="Start over").click()
    await expect(page.get_by_role("button", name="Very good")).to_be_visible()
    await context.close()


async def test_it_previews_the_real_widget_and_sends_nothing(page: Page, running: Running) -> None:
    before = len(
        await running.app[DATABASE].read(
            rating_pages.newest, rating_pages.RatingFilter(), before=None, most=500
        )
    )
    frame = f"{running.origin}/s/help/preview/frame?language=en&step=negative"
    await page.goto(frame)
    await page.get_by_role("button", name="Speed").click()
    await page.get_by_label("Your comment").fill("Only a preview")
    await page.get_by_role("button", name="Send", exact=True).click()
    await expect(page.get_by_text("Sent. Thank you!")).to_be_visible()
    after = len(
        await running.app[DATABASE].read(
            rating_pages.newest, rating_pages.RatingFilter(), before=None, most=500
        )
    )
    assert after == before
