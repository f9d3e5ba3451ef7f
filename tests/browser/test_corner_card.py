import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.browser.host_site import HostSite
from tests.browser.rating_server import RatingServer
from tests.browser.survey_samples import SURVEYS
from tests.browser.widget_page import WidgetPage

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

ASK = """paldies.ask({
    survey: "csat", agent: "mari", conversation: "C-7", language: "et",
    customer: { id: 12, email: "kadri@example.com" }, attributes: { region: "EE" },
})"""


@pytest_asyncio.fixture(loop_scope="session")
async def chat(page: Page, site: HostSite) -> WidgetPage:
    """A page with a chat box in focus and the script loaded."""
    await page.goto(site.show('<input id="chat" aria-label="Chat">' + site.script))
    await page.wait_for_function("window.paldies")
    await page.focus("#chat")
    return WidgetPage(page)


@pytest.fixture
def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog", name="How did Mari do today?")


async def test_it_asks_in_a_corner_and_leaves_the_focus(
    server: RatingServer, chat: WidgetPage, dialog: Locator
) -> None:
    await chat.page.evaluate(f"() => {{ {ASK} }}")
    await expect(dialog).to_be_visible()
    await expect(chat.page.locator("#chat")).to_be_focused()
    await chat.rate("Very good")
    await server.until(lambda: len(server.ratings) == 1)
    sent = server.only_rating
    assert sent["customer"] == {"id": "12", "email": "kadri@example.com"}
    assert sent["attributes"] == {"region": "EE"}
    assert (sent["agent"], sent["conversation"]) == ("mari", "C-7")


async def test_it_stays_inside_the_window(chat: WidgetPage, dialog: Locator) -> None:
    for width, height in [(1280, 800), (390, 844), (320, 480)]:
        await chat.page.set_viewport_size({"width": width, "height": height})
        await chat.page.evaluate(f"() => {{ {ASK} }}")
        await expect(dialog).to_be_visible()
        await chat.settle()
        box = await dialog.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= height - 8


async def test_it_opens_one_card_when_asked_twice(chat: WidgetPage) -> None:
    assert await chat.page.evaluate(f"{ASK} === {ASK}")
    await expect(chat.element).to_have_count(1)


async def test_it_opens_one_card_when_asked_twice_about_a_number(chat: WidgetPage) -> None:
    ask = "paldies.ask({ survey: 'csat', conversation: 7 })"
    assert await chat.page.evaluate(f"{ask} === {ask}")


async def test_it_replaces_the_card_when_asked_something_else(
    chat: WidgetPage, server: RatingServer
) -> None:
    await chat.page.evaluate(f"() => {{ {ASK} }}")
    await chat.rate("Good")
    await chat.comment.fill("Before the next one")
    await chat.page.evaluate("() => { paldies.ask({ survey: 'nps', conversation: 'C-8' }) }")
    await expect(chat.radios).to_have_count(11)
    await expect(chat.element).to_have_count(1)
    await server.until(lambda: "comment" in next(iter(server.ratings.values()), {}))


async def test_it_closes_on_escape_and_gives_the_focus_back(
    chat: WidgetPage, dialog: Locator, server: RatingServer
) -> None:
    await chat.page.evaluate(f"() => {{ {ASK} }}")
    await chat.page.evaluate(
        "addEventListener('paldies:closed', ({ detail }) => window.closedWith = detail.score)"
    )
    await chat.radio("Good").focus()
    await chat.page.keyboard.press("Enter")
    await chat.see_thanks()
    await chat.comment.fill("Not sent yet")
    await chat.page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)
    await expect(chat.page.locator("#chat")).to_be_focused()
    assert await chat.page.evaluate("closedWith") == 4
    await server.until(lambda: "comment" in next(iter(server.ratings.values()), {}))


async def test_it_stays_open_when_the_page_has_used_escape(
    chat: WidgetPage, dialog: Locator
) -> None:
    await chat.page.evaluate(f"() => {{ {ASK} }}")
    await expect(dialog).to_be_visible()
    await chat.page.evaluate(
        "document.getElementById('chat').addEventListener('keydown', event => event.preventDefault())"
    )
    await chat.page.keyboard.press("Escape")
    await expect(dialog).to_be_visible()


async def test_it_leaves_escape_to_a_modal_dialog_of_the_page(
    chat: WidgetPage, dialog: Locator
) -> None:
    await chat.page.evaluate(f"() => {{ {ASK} }}")
    await expect(dialog).to_be_visible()
    await chat.page.evaluate("""
        const modal = document.createElement("dialog");
        document.body.append(modal);
        modal.showModal();
    """)
    await chat.page.keyboard.press("Escape")
    await expect(chat.page.locator("dialog")).to_be_hidden()
    await expect(chat.element).to_have_count(1)


async def test_it_leaves_escape_to_an_input_method(chat: WidgetPage, dialog: Locator) -> None:
    await chat.page.evaluate(f"() => {{ {ASK} }}")
    await expect(dialog).to_be_visible()
    await chat.page.evaluate(
        "dispatchEvent.call(document, new KeyboardEvent('keydown', { key: 'Escape', isComposing: true }))"
    )
    await expect(dialog).to_be_visible()


async def test_it_hears_no_escape_before_it_is_shown(chat: WidgetPage) -> None:
    async with chat.page.expect_console_message(lambda m: "paldies: 404" in m.text):
        await chat.page.evaluate("() => { paldies.ask({ survey: 'gone' }) }")
    await chat.page.keyboard.press("Escape")
    await expect(chat.element).to_have_count(1)


async def test_it_keeps_its_close_button_in_sight_in_a_small_window(
    chat: WidgetPage, dialog: Locator, server: RatingServer
) -> None:
    server.surveys["csat"] = SURVEYS["long"]
    await chat.page.set_viewport_size({"width": 320, "height": 420})
    await chat.page.evaluate(f"() => {{ {ASK} }}")
    await chat.radios.last.click()
    send = chat.element.locator(".send")
    await send.scroll_into_view_if_needed()
    await expect(send).to_be_in_viewport(ratio=1)
    close = chat.element.locator(".close")
    await expect(close).to_be_in_viewport(ratio=1)
    await close.click()
    await expect(chat.element).to_have_count(0)


async def test_it_asks_the_server_no_more_once_it_is_closed(
    chat: WidgetPage, server: RatingServer
) -> None:
    server.is_away = True
    await chat.page.clock.install()
    await chat.page.evaluate("() => { window.card = paldies.ask({ survey: 'csat' }) }")
    await server.until(lambda: len(server.calls) == 1)
    await chat.page.evaluate("card.close()")
    await chat.page.clock.run_for(60_000)
    await chat.page.evaluate("fetch(location)")
    assert len(server.calls) == 1


async def test_it_closes_by_its_button_without_a_rating(
    chat: WidgetPage, dialog: Locator, server: RatingServer
) -> None:
    await chat.page.evaluate(f"() => {{ {ASK} }}")
    await chat.button("Close").click()
    await expect(dialog).to_have_count(0)
    assert server.posts() == []


async def test_it_asks_later_what_was_asked_before_the_script_was_there(
    page: Page, site: HostSite, dialog: Locator
) -> None:
    early = "window.paldies ??= { q: [], ask(subject) { this.q.push(subject); } };"
    await page.goto(site.show("", head=f"<script>{early} {ASK}</script>{site.script}"))
    await expect(dialog).to_be_visible()


@pytest.mark.parametrize("loading", ["async", "defer", ""])
async def test_it_asks_in_a_corner_from_a_script_in_the_head(
    page: Page, site: HostSite, dialog: Locator, loading: str
) -> None:
    tag = site.script.replace("async", f'{loading} data-survey="csat"')
    await page.goto(site.show("<p>A page</p>", head=tag))
    await expect(dialog).to_be_visible()


async def test_it_asks_in_a_corner_from_a_script_with_data_corner(
    page: Page, site: HostSite, dialog: Locator
) -> None:
    tag = site.script.replace("async", 'async data-survey="csat" data-corner')
    await page.goto(site.show(tag))
    await expect(dialog).to_be_visible()


async def test_it_can_be_read_from_its_beginning_when_it_is_taller_than_the_window(
    chat: WidgetPage, dialog: Locator
) -> None:
    await chat.page.set_viewport_size({"width": 320, "height": 360})
    await chat.page.evaluate(f"() => {{ {ASK} }}")
    await chat.rate("Very bad")
    card, thanks = await dialog.bounding_box(), await chat.status.first.bounding_box()
    assert card is not None
    assert thanks is not None
    assert thanks["y"] > card["y"]
    await chat.button("Send").scroll_into_view_if_needed()
    await expect(chat.button("Send")).to_be_in_viewport()
