import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import OpenWidget
from tests.browser.host_site import HostSite
from tests.browser.rating_server import RatingServer
from tests.browser.survey_samples import CSAT
from tests.browser.widget_page import WidgetPage

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

ELEMENT = '<paldies-rating survey="again"></paldies-rating>'
DAYS_ON = "() => { const { now } = Date; Date.now = () => now() + 864e5 * %d; }"


async def test_it_shows_choices_in_the_order_given(
    server: RatingServer, open_widget: OpenWidget
) -> None:
    widget = await open_widget("falling")
    names = [await radio.get_attribute("aria-label") for radio in await widget.radios.all()]
    assert names == ["Very good", "Good", "Okay", "Bad", "Very bad"]
    keyboard = widget.page.keyboard
    await keyboard.press("Tab")
    assert await widget.focused() == "Very good"
    await keyboard.press("ArrowRight")
    assert await widget.focused() == "Good"
    await keyboard.press("Enter")
    await widget.see_thanks("Lovely to hear.")
    await server.until(lambda: len(server.ratings) == 1)
    assert server.only_rating["score"] == 4


async def test_it_draws_what_the_server_sends(
    server: RatingServer, open_widget: OpenWidget
) -> None:
    drawing = ["M4 4h40v40h-40z", "M12 12l24 24"]
    server.surveys["csat"] = CSAT | {
        "choices": [{**choice, "drawing": drawing} for choice in CSAT["choices"]]
    }
    widget = await open_widget()
    paths = widget.radios.first.locator("path")
    assert [await path.get_attribute("d") for path in await paths.all()] == drawing
    await expect(widget.radios.first.locator(".head")).to_have_attribute("d", drawing[0])


async def test_it_asks_the_customer_by_name(open_widget: OpenWidget) -> None:
    widget = await open_widget("named", customer_name="Kadri $&")
    await expect(widget.group).to_have_accessible_name("Kadri $&, how did Mari do today?")


async def test_it_asks_without_a_name_where_it_knows_none(open_widget: OpenWidget) -> None:
    widget = await open_widget("named")
    await expect(widget.group).to_have_accessible_name("How did Mari do today?")


async def test_it_does_not_ask_again_within_the_days(
    server: RatingServer, site: HostSite, page: Page, open_widget: OpenWidget
) -> None:
    widget = await open_widget("again")
    await widget.rate("Good")
    await widget.comment.fill("Kind")
    await widget.button("Send").click()
    await server.until(lambda: "comment" in next(iter(server.ratings.values()), {}))
    await expect(widget.element.get_by_text("Every word will be read")).to_be_visible()
    asked = len(server.calls)
    await page.goto(site.show(f'{ELEMENT}<p id="below">Below</p>{site.script}'))
    await server.until(lambda: len(server.calls) > asked)
    await expect(page.locator("paldies-rating")).to_be_hidden()
    assert await page.evaluate("document.querySelector('paldies-rating').offsetHeight") == 0
    assert await page.context.cookies() == []


async def test_it_asks_again_after_the_days(
    page: Page, site: HostSite, open_widget: OpenWidget
) -> None:
    await (await open_widget("again")).rate("Good")
    await page.add_init_script(f"({DAYS_ON % 29})()")
    await page.goto(site.show(ELEMENT + site.script))
    await expect(page.locator("paldies-rating")).to_be_hidden()
    await page.add_init_script(f"({DAYS_ON % 2})()")
    await page.goto(site.show(ELEMENT + site.script))
    await page.get_by_role("radio").first.wait_for()


async def test_it_asks_about_another_survey_meanwhile(
    page: Page, site: HostSite, open_widget: OpenWidget
) -> None:
    await (await open_widget("again")).rate("Good")
    await open_widget("csat")


async def test_it_asks_again_on_a_page_of_its_own(open_widget: OpenWidget) -> None:
    await (await open_widget("again")).rate("Good")
    await open_widget("again", page="")


LOGO = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='400' height='100'></svg>"


def branded(logo: str) -> dict[str, object]:
    return CSAT | {"theme": CSAT["theme"] | {"logo": logo}}


async def test_it_shows_the_logo_of_the_theme(
    server: RatingServer, open_widget: OpenWidget
) -> None:
    server.surveys["csat"] = branded(LOGO)
    widget = await open_widget()
    logo = widget.element.locator("img")
    await expect(logo).to_have_attribute("alt", "")
    box, card = await logo.bounding_box(), await widget.element.bounding_box()
    assert box is not None
    assert card is not None
    assert box["height"] == 32
    assert box["y"] - card["y"] < 24


async def test_it_takes_the_logo_from_its_own_server(
    server: RatingServer, page: Page, open_widget: OpenWidget
) -> None:
    server.surveys["csat"] = branded("/logo.svg")
    async with page.expect_request(f"{server.origin}/logo.svg"):
        await open_widget()


@pytest.mark.parametrize("refused", [True, False], ids=["by the policy", "by the server"])
async def test_it_leaves_no_trace_of_a_logo_that_does_not_load(
    server: RatingServer, site: HostSite, open_widget: OpenWidget, *, refused: bool
) -> None:
    plain = await (await open_widget()).element.bounding_box()
    server.surveys["csat"] = branded(LOGO if refused else "/nowhere.svg")
    widget = await open_widget(policy=site.strict_policy if refused else "")
    await expect(widget.element.locator("img")).to_have_count(0)
    assert await widget.element.bounding_box() == plain


FALLBACK = '<form class="theirs"><button>Good</button></form>'


async def test_it_says_that_a_page_of_its_own_is_the_source(
    server: RatingServer, open_widget: OpenWidget
) -> None:
    await (await open_widget(page="")).rate("Good")
    await server.until(lambda: len(server.ratings) == 1)
    assert server.only_rating["source"] == "page"


@pytest.mark.parametrize("attributes", ["page", ""])
async def test_it_shows_what_the_page_gives_until_it_can_ask(
    server: RatingServer, site: HostSite, page: Page, attributes: str
) -> None:
    server.is_away = True
    style = "<style>.theirs { height: 196px }</style>"
    element = f'<paldies-rating survey="csat" {attributes}>{FALLBACK}</paldies-rating>'
    await page.goto(site.show(element + '<p id="below">Below</p>' + site.script, head=style))
    await server.until(lambda: len(server.calls) == 1)
    form = page.locator("form")
    await expect(form).to_be_visible()
    before = await page.locator("#below").bounding_box()
    server.is_away = False
    await page.get_by_role("radio").first.wait_for()
    await expect(form).to_be_hidden()
    assert await page.locator("#below").bounding_box() == before


@pytest.mark.parametrize("context_options", [{"java_script_enabled": False}])
async def test_it_leaves_a_page_without_script_what_the_page_gives(
    site: HostSite, page: Page
) -> None:
    element = f'<paldies-rating survey="csat" page>{FALLBACK}</paldies-rating>'
    await page.goto(site.show(element + site.script))
    await expect(page.get_by_role("button", name="Good")).to_be_visible()


async def test_it_shows_a_preview_that_sends_nothing(
    server: RatingServer, site: HostSite, page: Page
) -> None:
    await page.goto(site.show('<their-preview survey="pair"></their-preview>'))
    await page.evaluate(f"""async () => {{
        const {{ define }} = await import("{server.origin}/source/define.js");
        const {{ createOutbox }} = await import("{server.origin}/source/outbox.js");
        window.begun = [];
        const begin = ({{ rating }}) => {{
            begun.push(rating.survey);
            return {{ id() {{}}, note() {{}}, send() {{}}, leave() {{}} }};
        }};
        define({{ ...createOutbox("{server.origin}"), begin }}, "their-preview");
    }}""")
    widget = WidgetPage(page)
    await widget.radio("Good").click()
    await widget.radio("9").click()
    await page.get_by_role("textbox", name="Your comment").fill("Kind")
    await page.get_by_role("button", name="Send").click()
    await expect(page.get_by_text("Every word will be read")).to_be_visible()
    assert await page.evaluate("begun") == ["pair", "nps"]
    assert server.posts() == []
