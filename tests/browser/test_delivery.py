import asyncio
from http import HTTPStatus

import pytest
from playwright.async_api import BrowserContext, Page, expect

from tests.browser.conftest import OpenWidget
from tests.browser.host_site import HostSite
from tests.browser.rating_server import RatingServer, cut_after_storing, hold, refuse

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

WAITING = "Kept. We will send it when you are back online."
UNSENT = "Object.keys(localStorage).length"


async def test_it_sends_an_offline_rating_when_the_network_is_back(
    server: RatingServer, context: BrowserContext, open_widget: OpenWidget
) -> None:
    widget = await open_widget()
    await context.set_offline(offline=True)
    await widget.rate("Good")
    await expect(widget.status).to_contain_text(WAITING)
    await context.set_offline(offline=False)
    await server.until(lambda: len(server.ratings) == 1)
    await expect(widget.status).not_to_contain_text(WAITING)


async def test_it_sends_an_unsent_rating_from_the_next_page(
    server: RatingServer, site: HostSite, page: Page, open_widget: OpenWidget
) -> None:
    widget = await open_widget(agent="mari")
    server.is_away = True
    await widget.rate("Good")
    await expect(widget.status).to_contain_text(WAITING)
    await page.goto(f"{site.origin}/elsewhere")
    ids = {post["request_id"] for post in server.posts()}
    server.is_away = False
    await page.goto(site.show(site.script))
    await server.until(lambda: len(server.ratings) == 1)
    assert set(server.ratings) == ids
    assert server.only_rating["agent"] == "mari"
    await expect_nothing_unsent(page)


@pytest.mark.parametrize(
    "status",
    [HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.BAD_GATEWAY, HTTPStatus.TOO_MANY_REQUESTS],
)
async def test_it_tries_again_with_the_same_request_id(
    server: RatingServer, page: Page, open_widget: OpenWidget, status: HTTPStatus
) -> None:
    widget = await open_widget()
    server.faults.extend([refuse(status), refuse(status)])
    await widget.rate("Good")
    await server.until(lambda: len(server.ratings) == 1)
    first, second, third = server.posts()
    assert first == second == third
    await expect_nothing_unsent(page)


async def test_it_waits_as_long_as_the_server_asks(
    server: RatingServer, open_widget: OpenWidget
) -> None:
    widget = await open_widget()
    server.faults.append(refuse(HTTPStatus.TOO_MANY_REQUESTS, Retry_After="2"))
    loop = asyncio.get_running_loop()
    await widget.rate("Good")
    await server.until(lambda: len(server.posts()) == 1)
    refused = loop.time()
    await server.until(lambda: len(server.ratings) == 1)
    assert loop.time() - refused >= 1.9


async def test_it_makes_no_second_rating_of_a_lost_acknowledgement(
    server: RatingServer, page: Page, open_widget: OpenWidget
) -> None:
    widget = await open_widget()
    server.faults.append(cut_after_storing)
    await widget.rate("Good")
    await widget.comment.fill("Kind")
    await widget.button("Send").click()
    await server.until(lambda: "comment" in next(iter(server.ratings.values()), {}))
    assert server.only_rating["comment"] == "Kind"
    await expect_nothing_unsent(page)


async def test_it_sends_what_is_added_meanwhile_with_the_unsent_rating(
    server: RatingServer, page: Page, open_widget: OpenWidget
) -> None:
    widget = await open_widget()
    server.is_away = True
    await widget.rate("Good")
    await widget.button("Change").click()
    await widget.rate("Very bad")
    await widget.comment.fill("On second thoughts")
    await widget.button("Send").click()
    server.is_away = False
    await server.until(lambda: len(server.ratings) == 1)
    assert server.only_rating["score"] == 1
    assert server.only_rating["comment"] == "On second thoughts"
    await expect_nothing_unsent(page)


async def test_it_keeps_a_click_right_before_leaving(
    server: RatingServer, site: HostSite, page: Page, open_widget: OpenWidget
) -> None:
    widget = await open_widget()
    leave = f"location.href = '{site.origin}/elsewhere'"
    await widget.radio("Good").evaluate(f"radio => {{ radio.click(); {leave}; }}")
    await page.wait_for_url("**/elsewhere")
    await server.until(lambda: len(server.ratings) == 1)
    assert server.only_rating["score"] == 4


async def test_it_sends_the_comment_that_was_being_written_on_leaving(
    server: RatingServer, site: HostSite, page: Page, open_widget: OpenWidget
) -> None:
    widget = await open_widget()
    await widget.rate("Good")
    await server.until(lambda: len(server.ratings) == 1)
    await widget.button("Friendliness").click()
    await widget.comment.fill("Half a sent")
    await page.goto(f"{site.origin}/elsewhere")
    await server.until(lambda: "comment" in server.only_rating)
    assert server.only_rating["comment"] == "Half a sent"
    assert server.only_rating["reasons"] == ["kindness"]


async def test_it_sends_the_comment_that_was_being_written_on_closing(
    server: RatingServer, page: Page, open_widget: OpenWidget
) -> None:
    widget = await open_widget()
    await widget.rate("Good")
    await server.until(lambda: len(server.ratings) == 1)
    await widget.comment.fill("Must run")
    await page.close(run_before_unload=True)
    await server.until(lambda: "comment" in server.only_rating)


async def test_it_sends_the_comment_that_was_being_written_when_removed(
    server: RatingServer, open_widget: OpenWidget
) -> None:
    widget = await open_widget()
    await widget.rate("Good")
    await widget.comment.fill("The chat window closed")
    await widget.element.evaluate("element => element.remove()")
    await server.until(lambda: "comment" in next(iter(server.ratings.values()), {}))


async def test_it_sends_a_slow_server_one_rating_and_one_edit(
    server: RatingServer, open_widget: OpenWidget
) -> None:
    widget = await open_widget()
    answer = asyncio.Event()
    server.faults.append(hold(answer))
    await widget.rate("Good")
    await widget.comment.fill("Kind")
    await widget.button("Send").click()
    answer.set()
    await server.until(lambda: "comment" in next(iter(server.ratings.values()), {}))
    assert len(server.posts()) == 1


@pytest.mark.parametrize(
    "status", [HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY]
)
async def test_it_says_that_a_rating_was_refused_and_sends_it_no_more(
    server: RatingServer, page: Page, open_widget: OpenWidget, status: HTTPStatus
) -> None:
    widget = await open_widget()
    server.faults.append(refuse(status))
    async with page.expect_console_message(lambda m: "paldies" in m.text) as warned:
        await widget.radio("Good").click()
    assert (await warned.value).text == f"paldies: {status.value} Not now"
    await expect(widget.status).to_have_text("That did not reach us.")
    await expect_nothing_unsent(page)
    await widget.button("Try again").click()
    await widget.rate("Bad")
    await server.until(lambda: len(server.ratings) == 1)


async def test_it_says_that_a_survey_is_closed(
    server: RatingServer, open_widget: OpenWidget
) -> None:
    widget = await open_widget()
    server.faults.append(refuse(HTTPStatus.CONFLICT))
    await widget.radio("Good").click()
    await expect(widget.status).to_contain_text("This survey is closed.")
    await expect(widget.button("Try again")).to_have_count(0)


@pytest.mark.parametrize(
    ("status", "remark"),
    [
        (HTTPStatus.FORBIDDEN, "That did not reach us."),
        (HTTPStatus.CONFLICT, "This survey is closed."),
    ],
)
async def test_it_leaves_the_rating_and_the_words_when_an_edit_is_refused(
    server: RatingServer, page: Page, open_widget: OpenWidget, status: HTTPStatus, remark: str
) -> None:
    widget = await open_widget()
    await widget.rate("Good")
    await server.until(lambda: len(server.ratings) == 1)
    server.faults.append(refuse(status))
    await widget.comment.fill("Too late")
    await widget.button("Send").click()
    await expect(widget.status).to_contain_text(f"Lovely to hear.{remark}")
    await expect(page.get_by_text("Every word will be read")).to_have_count(0)
    await expect(widget.comment).to_have_value("Too late")
    await expect(widget.button("Send")).to_have_count(0)
    assert len(server.posts()) == 1
    await expect_nothing_unsent(page)


async def test_it_lets_the_newest_answer_win_when_two_tabs_send(
    server: RatingServer,
    site: HostSite,
    page: Page,
    context: BrowserContext,
    open_widget: OpenWidget,
) -> None:
    widget = await open_widget()
    server.is_away = True
    await widget.rate("Bad")
    await expect(widget.status).to_contain_text(WAITING)
    other = await context.new_page()
    tried = len(server.posts())
    await other.goto(site.show(site.script))
    await server.until(lambda: len(server.posts()) > tried)
    await widget.button("Change").click()
    await widget.rate("Very good")
    server.is_away = False
    await page.evaluate("dispatchEvent(new Event('online'))")
    await server.until(lambda: len(server.ratings) == 1)
    await expect_nothing_unsent(page)
    sent = len(server.calls)
    await other.evaluate("dispatchEvent(new Event('online'))")
    await other.evaluate("fetch(location)")
    assert server.only_rating["score"] == 5
    assert len(server.calls) == sent


async def test_it_sends_the_newest_answer_of_a_page_that_is_gone(
    server: RatingServer,
    site: HostSite,
    page: Page,
    context: BrowserContext,
    open_widget: OpenWidget,
) -> None:
    widget = await open_widget()
    server.is_away = True
    await widget.rate("Bad")
    other = await context.new_page()
    tried = len(server.posts())
    await other.goto(site.show(site.script))
    await server.until(lambda: len(server.posts()) > tried)
    await widget.button("Change").click()
    await widget.rate("Very good")
    await page.close()
    server.is_away = False
    await server.until(lambda: len(server.ratings) == 1)
    assert server.only_rating["score"] == 5
    await expect_nothing_unsent(other)


async def test_it_leaves_a_comment_to_the_tab_in_which_it_is_written(
    server: RatingServer,
    site: HostSite,
    page: Page,
    context: BrowserContext,
    open_widget: OpenWidget,
) -> None:
    widget = await open_widget()
    await widget.rate("Good")
    await server.until(lambda: len(server.ratings) == 1)
    await widget.comment.fill("Half a dr")
    other = await context.new_page()
    await other.goto(site.show(site.script))
    await other.wait_for_function("window.paldies")
    await page.bring_to_front()
    await widget.comment.fill("Half a draft, now whole")
    await widget.button("Send").click()
    await server.until(lambda: "comment" in server.only_rating)
    assert server.only_rating["comment"] == "Half a draft, now whole"
    await expect_nothing_unsent(page)


@pytest.mark.parametrize("storage", ["throw new DOMException('no')", "return null"])
async def test_it_rates_where_there_is_no_storage(
    server: RatingServer, page: Page, open_widget: OpenWidget, storage: str
) -> None:
    await page.add_init_script(
        f"Object.defineProperty(window, 'localStorage', {{ get() {{ {storage}; }} }})"
    )
    widget = await open_widget()
    server.faults.append(refuse(HTTPStatus.SERVICE_UNAVAILABLE))
    await widget.rate("Good")
    await server.until(lambda: len(server.ratings) == 1)


async def test_it_clears_a_damaged_store(
    page: Page, site: HostSite, open_widget: OpenWidget
) -> None:
    await page.goto(site.show(""))
    for value in ("{", "null", "{}", '{"rating": 1}'):
        await page.evaluate(
            "([origin, value]) => localStorage.setItem(`paldies:${origin}:${value}`, value)",
            [site.ratings_origin, value],
        )
    await page.evaluate("localStorage.setItem('theirs', 'kept')")
    await open_widget()
    await page.wait_for_function(f"{UNSENT} === 1")
    assert await page.evaluate("localStorage.theirs") == "kept"


async def expect_nothing_unsent(page: Page) -> None:
    await page.wait_for_function(f"{UNSENT} === 0")
