from http import HTTPStatus

import pytest
from playwright.async_api import Page, expect

from tests.browser.axe import faults
from tests.browser.conftest import OpenWidget
from tests.browser.host_site import HostSite
from tests.browser.rating_server import RatingServer, refuse
from tests.browser.survey_samples import SURVEYS
from tests.browser.widget_page import WidgetPage

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

ONE_MORE = "Thank you! One more question."
SECOND = "How likely are you to recommend Kadaka Pood to a friend or colleague?"


async def test_it_asks_a_second_question_after_the_first_is_sent(
    server: RatingServer, open_widget: OpenWidget
) -> None:
    widget = await open_widget("pair", agent="mari")
    await widget.radio("Very good").click()
    await expect(widget.status).to_contain_text(ONE_MORE)
    await expect(widget.page.get_by_role("radiogroup", name=SECOND)).to_be_focused()
    await expect(widget.radios).to_have_count(11)
    await server.until(lambda: len(server.ratings) == 1)
    assert (server.only_rating["survey"], server.only_rating["score"]) == ("pair", 5)
    assert await faults(widget.page) == []
    await widget.settle()
    await widget.radio("9").click()
    await widget.see_thanks("Lovely to hear.")
    await server.until(lambda: len(server.ratings) == 2)
    first, second = server.ratings.values()
    assert (second["survey"], second["score"], second["agent"]) == ("nps", 9, "mari")
    assert first["request_id"] != second["request_id"]


async def test_it_adds_what_follows_to_the_second_rating(
    server: RatingServer, open_widget: OpenWidget
) -> None:
    widget = await answered(await open_widget("pair"), "Very bad", "9")
    await widget.button("Speed").click()
    await widget.comment.fill("Kind")
    await widget.button("Send").click()
    await server.until(lambda: "comment" in [*server.ratings.values()][-1])
    first, second = server.ratings.values()
    assert (second["comment"], second["reasons"]) == ("Kind", ["speed"])
    assert "comment" not in first


async def test_it_leads_to_the_thanks_of_the_first_who_skips_the_second(
    server: RatingServer, open_widget: OpenWidget
) -> None:
    widget = await open_widget("pair")
    await widget.radio("Very bad").click()
    await widget.button("Skip").click()
    await widget.see_thanks("Thank you for being honest.")
    await widget.button("Too slow").click()
    await widget.comment.fill("Slow")
    await widget.button("Send").click()
    await server.until(lambda: "comment" in next(iter(server.ratings.values()), {}))
    assert server.only_rating["survey"] == "pair"
    assert server.only_rating["reasons"] == ["speed"]


async def test_it_does_not_ask_a_skipped_question_again(
    server: RatingServer, open_widget: OpenWidget
) -> None:
    widget = await open_widget("pair")
    await widget.radio("Very bad").click()
    await widget.button("Skip").click()
    await widget.button("Change").click()
    await expect(widget.group).to_have_accessible_name("How did Mari do today?")
    await widget.radio("Good").click()
    await widget.see_thanks("Lovely to hear.")
    await server.until(lambda: next(iter(server.ratings.values()), {}).get("score") == 4)
    assert len(server.ratings) == 1


async def test_it_changes_the_second_answer_and_not_the_first(
    server: RatingServer, open_widget: OpenWidget
) -> None:
    widget = await answered(await open_widget("pair"), "Good", "9")
    await widget.button("Change").click()
    await expect(widget.radio("9")).to_be_checked()
    await expect(widget.button("Skip")).to_have_count(0)
    await widget.settle()
    await widget.radio("5").click()
    await widget.see_thanks("Thank you for being honest.")
    await server.until(lambda: [*server.ratings.values()][-1]["score"] == 5)
    assert [rating["score"] for rating in server.ratings.values()] == [4, 5]


async def test_it_answers_both_by_keyboard_alone(
    server: RatingServer, open_widget: OpenWidget
) -> None:
    widget = await open_widget("pair")
    keyboard = widget.page.keyboard
    await keyboard.press("Tab")
    await keyboard.press("ArrowLeft")
    await keyboard.press("Enter")
    await expect(widget.radios).to_have_count(11)
    # The key that was just pressed must not rate again: the focus is on the group.
    await keyboard.press("Enter")
    await expect(widget.radios).to_have_count(11)
    await keyboard.press("ArrowRight")
    assert await widget.focused() == "0, Not at all likely"
    await keyboard.press("Space")
    await widget.see_thanks("Thank you for being honest.")
    await server.until(lambda: len(server.ratings) == 2)
    assert [rating["score"] for rating in server.ratings.values()] == [5, 0]


async def test_it_skips_by_keyboard_alone(server: RatingServer, open_widget: OpenWidget) -> None:
    widget = await open_widget("pair")
    keyboard = widget.page.keyboard
    await widget.radio("Good").focus()
    await keyboard.press("Enter")
    await expect(widget.radios).to_have_count(11)
    await keyboard.press("Tab")
    await keyboard.press("Tab")
    assert await widget.focused() == "Skip"
    await keyboard.press("Enter")
    await widget.see_thanks("Lovely to hear.")


async def test_it_takes_a_double_click_for_the_first_question_alone(
    server: RatingServer, open_widget: OpenWidget
) -> None:
    widget = await open_widget("pair")
    await widget.radio("Okay").dblclick()
    await expect(widget.status).to_contain_text(ONE_MORE)
    await server.until(lambda: len(server.ratings) == 1)
    assert server.only_rating["score"] == 3


async def test_it_tells_the_page_which_survey_each_event_is_about(
    page: Page, open_widget: OpenWidget
) -> None:
    await page.add_init_script("""
        window.heard = [];
        for (const name of ["shown", "rated", "commented"]) {
            document.addEventListener(`paldies:${name}`, ({ detail }) => heard.push(`${name} ${detail.survey}`));
        }
    """)
    widget = await open_widget("pair")
    await widget.radio("Good").click()
    await page.wait_for_function("heard.length === 3")
    await widget.settle()
    await widget.radio("9").click()
    await widget.see_thanks()
    await page.wait_for_function("heard.length === 4")
    await widget.button("Speed").click()
    await page.wait_for_function("heard.length === 5")
    assert sorted((await page.evaluate("heard"))[:3]) == ["rated pair", "shown nps", "shown pair"]
    assert (await page.evaluate("heard"))[3:] == ["rated nps", "commented nps"]


async def test_it_loses_neither_answer_of_who_leaves_at_once(
    server: RatingServer, site: HostSite, page: Page, open_widget: OpenWidget
) -> None:
    widget = await open_widget("pair")
    server.is_away = True
    await widget.radio("Good").click()
    await widget.settle()
    await widget.radio("9").click()
    await widget.comment.fill("Half a sent")
    await page.goto(f"{site.origin}/elsewhere")
    server.is_away = False
    await page.goto(site.show(site.script))
    await server.until(lambda: len(server.ratings) == 2)
    scores = {rating["survey"]: rating["score"] for rating in server.ratings.values()}
    assert scores == {"pair": 4, "nps": 9}
    assert "Half a sent" in {rating.get("comment") for rating in server.ratings.values()}


async def test_it_keeps_the_first_answer_of_who_leaves_at_the_second(
    server: RatingServer, site: HostSite, page: Page, open_widget: OpenWidget
) -> None:
    widget = await open_widget("pair")
    leave = f"location.href = '{site.origin}/elsewhere'"
    await widget.radio("Good").evaluate(f"radio => {{ radio.click(); {leave}; }}")
    await page.wait_for_url("**/elsewhere")
    await server.until(lambda: len(server.ratings) == 1)
    assert server.only_rating["survey"] == "pair"


async def test_it_says_so_when_the_first_answer_is_refused(
    server: RatingServer, open_widget: OpenWidget
) -> None:
    widget = await open_widget("pair")
    server.faults.append(refuse(HTTPStatus.FORBIDDEN))
    await widget.radio("Good").click()
    await expect(widget.status).to_contain_text("That did not reach us.")
    await widget.button("Try again").click()
    await expect(widget.group).to_have_accessible_name("How did Mari do today?")
    await widget.settle()
    await widget.radio("Good").click()
    await expect(widget.status).to_contain_text(ONE_MORE)
    await server.until(lambda: len(server.ratings) == 1)


async def test_it_does_not_ask_a_second_question_that_was_answered_lately(
    server: RatingServer, page: Page, open_widget: OpenWidget
) -> None:
    nps = SURVEYS["nps"] | {"ask_again_days": 30}
    server.surveys |= {"nps": nps, "pair": SURVEYS["pair"] | {"next": nps}}
    await answered(await open_widget("pair"), "Good", "9")
    await server.until(lambda: len(server.ratings) == 2)
    widget = await open_widget("pair")
    await widget.radio("Good").click()
    await widget.see_thanks("Lovely to hear.")


async def answered(widget: WidgetPage, first: str, second: str) -> WidgetPage:
    await widget.radio(first).click()
    await expect(widget.status).to_contain_text(ONE_MORE)
    await widget.settle()
    await widget.radio(second).click()
    await widget.button("Send").wait_for()
    await widget.settle()
    return widget
