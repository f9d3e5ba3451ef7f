from collections.abc import AsyncIterator
from typing import Any, Literal

import pytest
from playwright.async_api import Page, async_playwright, expect
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.drafts import read_draft
from bot.sandbox.records import Draft
from tests.bot.sandbox.bolt_app import build_bolt, plain, serving
from tests.bot.sandbox.samples import CARD, REPORT, quote, section
from tests.bot.slack import ANA, CHANNEL, RunningSlack
from tests.browser import axe
from tests.chromium import launch

pytestmark = pytest.mark.browser
PHONE: Any = {"width": 390, "height": 844}


@pytest.fixture
async def page(slack: RunningSlack) -> AsyncIterator[Page]:
    """An open channel page; whatever the browser complains about fails the test."""
    complaints: list[str] = []
    async with async_playwright() as playwright:
        browser = await launch(playwright)
        page = await browser.new_page(timezone_id="Europe/Tallinn")
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
        await page.goto(slack.workspace.address)
        yield page
        await browser.close()
    assert [text for text in complaints if "Failed to load resource" not in text] == []


@pytest.fixture
async def seen(slack: RunningSlack, client: AsyncWebClient) -> AsyncIterator[list[dict[str, Any]]]:
    noted: list[dict[str, Any]] = []
    async with serving(build_bolt(client, noted), slack):
        yield noted


def post_card(slack: RunningSlack) -> str:
    return slack.workspace.post(CHANNEL, read_draft({"text": "2 of 5", "blocks": CARD})).ts


async def test_it_says_what_it_is_and_that_nothing_is_here_yet(page: Page) -> None:
    await expect(page.locator(".stand-in")).to_contain_text("a stand-in for Slack")
    await expect(page.get_by_text("Nothing here yet")).to_be_visible()


async def test_it_shows_a_card_as_it_is_posted_and_changes_it_in_place(
    slack: RunningSlack, page: Page
) -> None:
    ts = post_card(slack)
    card = page.locator(f'[data-ts="{ts}"]')
    await expect(card.locator("blockquote")).to_have_text("Slow, <!channel> & *rude* <script>")
    await expect(page.get_by_text("Nothing here yet")).to_be_hidden()
    changed = [section("*4 of 5*"), quote("Better now"), *CARD[2:]]
    slack.workspace.edit(
        slack.workspace.find(CHANNEL, ts), read_draft({"text": "4 of 5", "blocks": changed})
    )
    await expect(card.locator("blockquote")).to_have_text("Better now")
    await expect(page.locator("#messages article")).to_have_count(1)


async def test_it_keeps_the_focus_on_a_button_of_a_card_that_changes(
    slack: RunningSlack, page: Page
) -> None:
    ts = post_card(slack)
    await page.get_by_role("button", name="Reply").focus()
    slack.workspace.edit(
        slack.workspace.find(CHANNEL, ts),
        read_draft({"text": "x", "blocks": [section("*changed*"), *CARD[1:]]}),
    )
    await expect(page.get_by_text("changed")).to_be_visible()
    await expect(page.get_by_role("button", name="Reply")).to_be_focused()


async def test_it_removes_a_deleted_message_and_adds_replies_under_their_root(
    slack: RunningSlack, page: Page
) -> None:
    root = slack.workspace.post(CHANNEL, Draft("root"))
    slack.workspace.post(CHANNEL, Draft("reply"), thread_ts=root.ts)
    await expect(page.locator(f'[data-entry="{root.ts}"] .replies article')).to_have_count(1)
    slack.workspace.delete(root)
    await expect(page.locator("#messages article")).to_have_count(0)


async def test_it_sends_a_typed_command_and_shows_the_answer(
    page: Page, seen: list[dict[str, Any]]
) -> None:
    await page.fill("#command", "/scores csat 30d by agent")
    await page.press("#command", "Enter")
    answer = page.locator(".message.ephemeral")
    await expect(answer).to_contain_text("you asked for: csat 30d by agent")
    await expect(answer).to_contain_text("Only visible to you")
    await expect(page.locator("#command")).to_have_value("")
    assert seen[0]["user_id"] == ANA


async def test_it_offers_commands_and_brings_back_the_last_one(
    page: Page, seen: list[dict[str, Any]]
) -> None:
    await page.get_by_role("button", name="/scores nps 90d").click()
    await page.press("#command", "Enter")
    await expect(page.locator(".message.ephemeral")).to_be_visible()
    await page.press("#command", "ArrowUp")
    await expect(page.locator("#command")).to_have_value("/scores nps 90d")
    assert len(seen) == 1


async def test_it_presses_a_button_once_while_it_is_busy(
    slack: RunningSlack, page: Page, seen: list[dict[str, Any]]
) -> None:
    post_card(slack)
    await page.get_by_role("button", name="Claim").dblclick()
    await expect(page.get_by_text("claimed")).to_be_visible()
    assert len(seen) == 1


async def test_it_asks_before_it_presses_what_asks_to_confirm(
    slack: RunningSlack, page: Page, seen: list[dict[str, Any]]
) -> None:
    del seen
    post_card(slack)
    await page.get_by_role("button", name="Not a customer").click()
    await page.get_by_role("button", name="Keep").click()
    await expect(page.locator("dialog[open]")).to_have_count(0)
    await expect(page.locator("#notice")).to_be_empty()
    await page.get_by_role("button", name="Not a customer").click()
    await page.get_by_role("button", name="Set aside").click()
    # The app of these tests does not know the button; the page says so and stays usable.
    await expect(page.locator("#notice")).to_have_text("The app could not be reached.")


async def test_it_keeps_a_question_open_while_its_card_changes(
    slack: RunningSlack, page: Page, seen: list[dict[str, Any]]
) -> None:
    ts = post_card(slack)
    card = page.locator(f'[data-ts="{ts}"]')
    await page.get_by_role("button", name="Not a customer").click()
    for words in ("*first change*", "*second change*"):
        draft = read_draft({"text": "x", "blocks": [section(words), *CARD[1:]]})
        slack.workspace.edit(slack.workspace.find(CHANNEL, ts), draft)
    # What comes after the changes is on the page, so they have been heard.
    slack.workspace.post(CHANNEL, Draft("posted later"))
    await expect(page.get_by_text("posted later")).to_be_visible()
    await expect(page.locator("dialog[open]")).to_have_count(1)
    await expect(card).not_to_contain_text("change")
    await page.get_by_role("button", name="Set aside").click()
    await expect(card).to_contain_text("second change")
    await expect(card.get_by_role("button", name="Not a customer")).to_be_focused()
    # The press went out: the app of these tests says that it does not know the button.
    await expect(page.locator("#notice")).to_have_text("The app could not be reached.")
    del seen


async def test_it_shows_a_modal_keeps_what_was_typed_and_shows_its_errors(
    slack: RunningSlack, page: Page, client: AsyncWebClient, seen: list[dict[str, Any]]
) -> None:
    words = {
        "type": "input",
        "block_id": "words",
        "label": plain("Your reply"),
        "element": {"type": "plain_text_input", "action_id": "typed", "multiline": True},
    }
    view = {"type": "modal", "title": plain("Reply"), "submit": plain("Send"), "blocks": [words]}
    trigger = slack.workspace.new_trigger(ANA)
    await client.views_open(trigger_id=trigger, view=view | {"callback_id": "reply"})
    await page.get_by_label("Your reply").fill("Sorry!")
    await page.get_by_role("button", name="Send", exact=True).last.click()
    await expect(page.get_by_role("alert")).to_have_text("Say something")
    await expect(page.get_by_label("Your reply")).to_have_value("Sorry!")
    assert seen[-1]["state"]["values"]["words"]["typed"]["value"] == "Sorry!"
    await page.get_by_role("button", name="Cancel").click()
    await expect(page.locator("#modal")).to_be_hidden()


async def test_it_says_when_the_connection_is_lost_and_comes_back(
    slack: RunningSlack, page: Page
) -> None:
    await slack.stop()
    await expect(page.locator("#notice")).to_have_text("Not connected. Trying again…")
    await slack.start()
    slack.workspace.post(CHANNEL, Draft("back again"))
    await expect(page.get_by_text("back again")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_it_has_no_barrier_that_axe_knows(
    slack: RunningSlack, page: Page, scheme: Literal["light", "dark"]
) -> None:
    root = post_card(slack)
    slack.workspace.post(CHANNEL, Draft("Only `you` <@U0BEN>"), visible_to=ANA)
    slack.workspace.post(CHANNEL, Draft("reply"), thread_ts=root)
    slack.workspace.post(CHANNEL, read_draft({"blocks": REPORT[:4]}))
    await expect(page.locator("article")).to_have_count(4)
    await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    assert await axe.faults(page) == []


async def test_it_fits_a_phone(slack: RunningSlack, page: Page) -> None:
    slack.workspace.post(CHANNEL, Draft("x" * 400))
    slack.workspace.post(CHANNEL, read_draft({"blocks": CARD + REPORT[:4]}))
    await page.set_viewport_size(PHONE)
    await expect(page.locator("article")).to_have_count(2)
    assert await page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    await expect(page.locator("#send")).to_be_in_viewport()


async def test_it_stays_at_the_newest_message_unless_the_reader_went_back(
    slack: RunningSlack, page: Page
) -> None:
    for number in range(60):
        slack.workspace.post(CHANNEL, Draft(f"message {number}"))
    await expect(page.get_by_text("message 59")).to_be_in_viewport()
    await page.set_viewport_size(PHONE)
    await expect(page.get_by_text("message 59")).to_be_in_viewport()
    await page.get_by_text("message 0", exact=True).scroll_into_view_if_needed()
    slack.workspace.post(CHANNEL, Draft("one more"))
    await expect(page.get_by_text("one more")).not_to_be_in_viewport()
    await page.get_by_role("button", name="New messages").click()
    await expect(page.get_by_text("one more")).to_be_in_viewport()


async def test_it_shows_times_in_the_readers_own_zone(slack: RunningSlack, page: Page) -> None:
    slack.workspace.post(CHANNEL, Draft("<!date^1700000000^{date_num} {time}|then>"))
    await expect(page.locator(".text time")).to_have_text("2023-11-15 00:13")
