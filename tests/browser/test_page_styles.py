"""rating.css, for a page that shows the card without script."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.axe import faults
from tests.browser.conftest import OpenWidget
from tests.browser.host_site import HostSite
from tests.browser.rating_server import RatingServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

MARKUP = "element => element.shadowRoot.querySelector('.card').outerHTML"
PLAIN = """<paldies-rating><section class="card ready rated" aria-label="Thanks"><form class="view">
<div class="follow"><fieldset><legend>What was it about?</legend><div class="reasons">
<label class="reason"><input type="checkbox" name="reasons" value="speed">Speed</label>
<label class="reason"><input type="checkbox" name="reasons" value="clarity">Clarity</label>
</div></fieldset><fieldset><legend>How easy was it to reach us?</legend><div class="scale numbers n3">
<label class="choice"><input type="radio" name="reach" value="1">1</label>
<label class="choice"><input type="radio" name="reach" value="2">2</label>
<label class="choice"><input type="radio" name="reach" value="3">3</label>
</div></fieldset><button class="send">Send</button></div></form></section></paldies-rating>"""


async def show(site: HostSite, server: RatingServer, page: Page, body: str) -> None:
    sheet = f'<link rel="stylesheet" href="{server.origin}/source/dist/rating.css">'
    await page.goto(site.show(body, head=sheet))


@pytest.mark.parametrize("width", [320, 800])
@pytest.mark.parametrize("survey", ["csat", "stars", "nps", "pmf", "rtl"])
async def test_it_looks_the_same_without_script(
    server: RatingServer,
    site: HostSite,
    page: Page,
    open_widget: OpenWidget,
    survey: str,
    width: int,
) -> None:
    await page.set_viewport_size({"width": width, "height": 900})
    widget = await open_widget(survey)
    asked = await widget.element.evaluate(MARKUP)
    before = [await radio.bounding_box() for radio in await widget.radios.all()]
    await widget.radios.last.click()
    await widget.settle()
    thanked = await widget.element.evaluate(MARKUP)
    send = await widget.button("Send").bounding_box()
    await show(site, server, page, f'<paldies-rating survey="{survey}">{asked}</paldies-rating>')
    assert [await radio.bounding_box() for radio in await page.get_by_role("radio").all()] == before
    await show(site, server, page, f'<paldies-rating survey="{survey}">{thanked}</paldies-rating>')
    assert await page.get_by_role("button", name="Send").bounding_box() == send


async def test_it_shows_chips_of_labels_that_are_chosen_and_in_focus(
    server: RatingServer, site: HostSite, page: Page
) -> None:
    await show(site, server, page, PLAIN)
    chips = page.locator("label")
    for chip in await chips.all():
        box = await chip.bounding_box()
        assert box is not None
        assert box["height"] >= 44
    plain = await chips.first.evaluate("node => getComputedStyle(node).boxShadow")
    await chips.first.click()
    await chips.last.click()
    assert await page.get_by_role("checkbox").first.is_checked()
    for chip in (chips.first, chips.last):
        assert await chip.evaluate("node => getComputedStyle(node).boxShadow") != plain
        await expect(chip).to_have_css("font-weight", "600")
    await page.keyboard.press("Shift+Tab")
    await expect(chips.nth(1)).to_have_css("outline-style", "solid")
    assert await faults(page) == []
