import asyncio
import re
from http import HTTPStatus

import pytest
from playwright.async_api import BrowserContext, Page, expect

from tests.browser.conftest import OpenWidget
from tests.browser.host_site import HostSite
from tests.browser.rating_server import RatingServer, hold, refuse
from tests.browser.survey_samples import CSAT
from tests.browser.widget_page import WidgetPage

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

ELEMENT = '<paldies-rating survey="csat"></paldies-rating>'


async def test_it_works_under_the_strictest_policy(
    server: RatingServer, site: HostSite, page: Page, open_widget: OpenWidget
) -> None:
    await page.add_init_script("""
        window.violations = [];
        document.addEventListener("securitypolicyviolation", ({ blockedURI, violatedDirective }) => {
            if (!blockedURI.includes("favicon")) violations.push(`${violatedDirective} ${blockedURI}`);
        });
    """)
    widget = await open_widget(policy=site.strict_policy)
    assert (
        await widget.radios.first.evaluate("node => getComputedStyle(node).borderRadius") == "14px"
    )
    await widget.rate("Good")
    await widget.button("Speed").click()
    await widget.comment.fill("Kind")
    await widget.button("Send").click()
    await server.until(lambda: "comment" in next(iter(server.ratings.values()), {}))
    assert await page.evaluate("violations") == []


async def test_it_makes_one_request_before_it_is_shown(
    server: RatingServer, open_widget: OpenWidget
) -> None:
    await open_widget(agent="mari", language="et")
    (call,) = server.calls
    assert (call.method, call.path) == ("GET", "/api/v1/surveys/csat/widget")
    assert call.query == {"language": "et", "agent": "mari"}


async def test_it_needs_no_preflight(server: RatingServer, open_widget: OpenWidget) -> None:
    widget = await open_widget()
    await widget.rate("Good")
    await server.until(lambda: len(server.ratings) == 1)
    assert [call.method for call in server.calls] == ["GET", "POST"]
    assert server.calls[1].content_type == "text/plain"


async def test_it_sets_no_cookie_and_sends_none(
    server: RatingServer, context: BrowserContext, open_widget: OpenWidget
) -> None:
    await context.add_cookies([{"name": "theirs", "value": "1", "url": server.origin}])
    widget = await open_widget()
    await widget.rate("Good")
    await server.until(lambda: len(server.ratings) == 1)
    assert [cookie["name"] for cookie in await context.cookies()] == ["theirs"]
    assert {call.cookie for call in server.calls} == {None}


async def test_it_asks_only_its_own_server(
    server: RatingServer, site: HostSite, page: Page, open_widget: OpenWidget
) -> None:
    urls: list[str] = []
    page.on("request", lambda request: urls.append(request.url))
    widget = await open_widget()
    await widget.rate("Good")
    await server.until(lambda: len(server.ratings) == 1)
    assert all(url.startswith((server.origin, site.origin)) for url in urls)


@pytest.mark.parametrize("survey", ["csat", "stars", "nps", "ces"])
@pytest.mark.parametrize("width", [390, 1280])
async def test_it_does_not_move_the_page_around_it(
    site: HostSite, page: Page, survey: str, width: int
) -> None:
    await page.set_viewport_size({"width": width, "height": 900})
    body = f'<paldies-rating survey="{survey}"></paldies-rating><p id="below">Below</p>'
    # As on a page whose script is in the cache: the element is defined before anything is painted.
    await page.goto(site.show(body, head=site.script.replace(" async", "")))
    top = "document.getElementById('below').getBoundingClientRect().top"
    await page.evaluate(
        "window.shift = 0; new PerformanceObserver(list => list.getEntries().forEach("
        "entry => shift += entry.value)).observe({ type: 'layout-shift', buffered: true })"
    )
    await page.get_by_role("radio").first.wait_for()
    await page.wait_for_function("document.querySelector('paldies-rating').offsetHeight > 0")
    assert await page.evaluate("shift") == 0
    assert await page.evaluate(top) > 150


async def test_it_leaves_one_warning_and_no_trace_of_an_unknown_survey(
    site: HostSite, page: Page, server: RatingServer
) -> None:
    warnings: list[str] = []
    page.on("console", lambda m: warnings.append(m.text) if m.type == "warning" else None)
    await page.goto(site.show(ELEMENT.replace("csat", "gone") + site.script))
    await expect(page.locator("paldies-rating")).to_be_hidden()
    assert warnings == ["paldies: 404 There is no such survey"]


async def test_it_stays_hidden_when_the_page_hides_it(site: HostSite, page: Page) -> None:
    await page.goto(site.show(ELEMENT.replace("survey", "hidden survey") + site.script))
    await page.get_by_role("radio", include_hidden=True).first.wait_for(state="attached")
    await expect(page.locator("paldies-rating")).to_be_hidden()
    await expect(page.locator("paldies-rating")).to_have_attribute("hidden", "")


async def test_it_leaves_no_hole_when_the_server_stays_away(
    site: HostSite, page: Page, server: RatingServer
) -> None:
    server.is_away = True
    await page.clock.install()
    await page.goto(site.show(ELEMENT + site.script))
    element, choice = page.locator("paldies-rating"), page.get_by_role("radio").first
    # The page's clock goes on until it is so: an answer may reach the page after a jump of the clock.
    async with asyncio.timeout(20):
        while await element.evaluate("element => element.offsetHeight") > 0 or not server.calls:
            await page.clock.run_for(1_000)
        server.is_away = False
        while not await choice.is_visible():
            await page.clock.run_for(5_000)
    assert len(server.calls) >= 4


async def test_it_is_shown_when_the_server_has_recovered(
    site: HostSite, page: Page, server: RatingServer
) -> None:
    server.faults.append(refuse(HTTPStatus.SERVICE_UNAVAILABLE))
    await page.goto(site.show(ELEMENT + site.script))
    await page.get_by_role("radio").first.wait_for()


async def test_it_asks_in_the_place_of_its_script_tag(
    server: RatingServer, site: HostSite, page: Page
) -> None:
    tag = site.script.replace(
        "async", 'async data-survey="csat" data-agent="mari" data-customer-id="7"'
    )
    await page.goto(site.show(f'<p id="before">Before</p>{tag}<p id="after">After</p>'))
    await WidgetPage(page).rate("Good")
    assert await page.evaluate(
        "document.getElementById('after').previousElementSibling.localName"
    ) == ("paldies-rating")
    await server.until(lambda: len(server.ratings) == 1)
    assert server.only_rating["agent"] == "mari"
    assert server.only_rating["customer"] == {"id": "7"}


async def test_it_asks_once_when_its_script_is_included_twice(site: HostSite, page: Page) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    tag = site.script.replace("async", 'data-survey="csat"')
    await page.goto(site.show(tag + tag + site.script))
    await page.get_by_role("radio").first.wait_for()
    await page.wait_for_load_state("load")
    await expect(page.locator("paldies-rating")).to_have_count(1)
    assert errors == []


async def test_it_defines_nothing_when_only_its_class_is_imported(
    server: RatingServer, site: HostSite, page: Page
) -> None:
    await page.goto(site.show(ELEMENT))
    found = await page.evaluate(f"""async () => {{
        const {{ RatingElement }} = await import("{server.origin}/source/rating-element.js");
        const before = customElements.get("paldies-rating");
        const {{ define }} = await import("{server.origin}/source/define.js");
        const {{ createOutbox }} = await import("{server.origin}/source/outbox.js");
        define(createOutbox("{server.origin}"), "their-rating");
        document.body.append(Object.assign(document.createElement("their-rating")));
        const made = document.querySelector("their-rating");
        made.setAttribute("survey", "csat");
        return [typeof RatingElement, typeof before, made instanceof RatingElement];
    }}""")
    assert found == ["function", "undefined", True]
    await page.get_by_role("radio").first.wait_for()


async def test_it_keeps_hostile_texts_texts(
    server: RatingServer, page: Page, open_widget: OpenWidget
) -> None:
    server.surveys["csat"] = CSAT | {"question": "<img src=x onerror=window.hurt=1>?"}
    await open_widget()
    await expect(page.get_by_text("<img src=x onerror=window.hurt=1>?")).to_be_visible()
    assert await page.evaluate("window.hurt") is None


async def test_it_is_out_of_reach_of_the_styles_of_the_page(site: HostSite, page: Page) -> None:
    wild = (
        "<style>* { font: 9px/1 serif; text-transform: uppercase; letter-spacing: 9px }"
        "button { display: none }</style>"
    )
    await page.goto(site.show(f"<center>{ELEMENT}</center>{site.script}", head=wild))
    style = await page.get_by_role("radio").first.evaluate(
        "node => (({ fontSize, textTransform, letterSpacing }) => [fontSize, textTransform, letterSpacing])"
        "(getComputedStyle(node))"
    )
    assert style == ["16px", "none", "normal"]


async def test_it_keeps_typing_from_the_shortcuts_of_the_page(
    page: Page, open_widget: OpenWidget
) -> None:
    widget = await open_widget()
    await widget.rate("Good")
    await page.evaluate(
        "window.pressed = ''; addEventListener('keydown', event => pressed += event.key)"
    )
    await widget.comment.press_sequentially("jk")
    await expect(widget.comment).to_have_value("jk")
    assert await page.evaluate("pressed") == ""


async def test_it_speaks_the_language_of_the_page(
    server: RatingServer, site: HostSite, page: Page
) -> None:
    await page.goto(site.show(ELEMENT + site.script, language="lv"))
    await page.get_by_role("radio").first.wait_for()
    assert server.calls[0].query["language"] == "lv"


@pytest.mark.parametrize("context_options", [{"locale": "fi-FI"}])
async def test_it_speaks_the_language_of_the_browser_when_the_page_names_none(
    server: RatingServer, site: HostSite, page: Page
) -> None:
    await page.goto(site.show(ELEMENT + site.script, language=""))
    await page.get_by_role("radio").first.wait_for()
    assert server.calls[0].query["language"] == "fi-FI"


async def test_it_takes_a_click_for_the_question_on_show(
    server: RatingServer, page: Page, open_widget: OpenWidget
) -> None:
    widget = await open_widget()
    answer = asyncio.Event()
    server.faults.append(hold(answer))
    await widget.element.evaluate("element => element.setAttribute('survey', 'nps')")
    await server.until(lambda: len(server.calls) == 2)
    await widget.rate("Good")
    answer.set()
    # The page itself tells that the late answer is there: word from the driver may come before it listens for it.
    await page.wait_for_function(
        "() => performance.getEntriesByType('resource').some(each => each.name.includes('/nps/widget?'))"
    )
    await server.until(lambda: len(server.ratings) == 1)
    assert server.only_rating["survey"] == "csat"
    await expect(widget.radios).to_have_count(0)


@pytest.mark.parametrize(("name", "value"), [("conversation", "C-2"), ("survey", "ces")])
async def test_it_asks_anew_after_a_rating_when_it_is_about_something_else(
    server: RatingServer, open_widget: OpenWidget, name: str, value: str
) -> None:
    widget = await open_widget(conversation="C-1")
    await widget.rate("Good")
    await widget.comment.fill("About the first")
    change = f"element => element.setAttribute('{name}', '{value}')"
    await widget.element.evaluate(change)
    await widget.radios.first.click()
    await server.until(lambda: len(server.ratings) == 2)
    first, second = server.ratings.values()
    await server.until(lambda: "comment" in first)
    assert (first["score"], second["score"]) == (4, 1)
    assert second[name] == value
    await widget.element.evaluate(change)
    await widget.see_thanks()


async def test_it_asks_anew_when_its_attributes_change(
    server: RatingServer, page: Page, open_widget: OpenWidget
) -> None:
    widget = await open_widget(agent="mari")
    await widget.element.evaluate(
        "element => { element.setAttribute('agent', 'aino'); element.setAttribute('survey', 'nps'); }"
    )
    await expect(widget.radios).to_have_count(11)
    assert len(server.calls) == 2
    assert server.calls[1].query["agent"] == "aino"


async def test_it_leaves_broken_attributes_out(
    server: RatingServer, page: Page, open_widget: OpenWidget
) -> None:
    widget = await open_widget(attributes="{region: EE}")
    async with page.expect_console_message(lambda m: bool(re.search("not JSON", m.text))):
        await widget.radio("Good").click()
    await server.until(lambda: len(server.ratings) == 1)
    assert "attributes" not in server.only_rating
