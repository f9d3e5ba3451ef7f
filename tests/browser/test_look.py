import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import OpenWidget
from tests.browser.host_site import HostSite
from tests.browser.survey_samples import SURVEYS
from tests.browser.widget_page import WidgetPage

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PHONE = {"viewport": {"width": 320, "height": 640}}
BACKGROUND = "node => getComputedStyle(node).backgroundColor"
WHITE = "rgb(255, 255, 255)"


@pytest.mark.parametrize("context_options", [PHONE])
@pytest.mark.parametrize("survey", SURVEYS)
async def test_it_fits_a_window_of_320_pixels(open_widget: OpenWidget, survey: str) -> None:
    widget = await open_widget(survey)
    assert await widget.overflowing() == []
    await widget.radios.first.click()
    await widget.see_thanks()
    assert await widget.overflowing() == []


@pytest.mark.parametrize(
    ("survey", "context_options"),
    [(survey, PHONE) for survey in SURVEYS] + [("nps", {}), ("pmf", {})],
)
async def test_every_target_is_44_pixels(open_widget: OpenWidget, survey: str) -> None:
    widget = await open_widget(survey)
    for radio in await widget.radios.all():
        box = await radio.bounding_box()
        assert box is not None
        assert box["width"] >= 44
        assert box["height"] >= 44


@pytest.mark.parametrize("context_options", [PHONE])
async def test_it_wraps_a_scale_of_eleven_into_two_rows(open_widget: OpenWidget) -> None:
    widget = await open_widget("nps")
    boxes = [await radio.bounding_box() for radio in await widget.radios.all()]
    rows = [box["y"] for box in boxes if box is not None]
    assert rows[:6] == [rows[0]] * 6
    assert rows[6:] == [rows[6]] * 5
    assert rows[6] > rows[0]


async def test_it_shows_a_scale_of_eleven_in_one_row_where_there_is_room(
    open_widget: OpenWidget,
) -> None:
    widget = await open_widget("nps")
    boxes = [await radio.bounding_box() for radio in await widget.radios.all()]
    assert len({box["y"] for box in boxes if box is not None}) == 1


async def test_it_has_a_width_where_its_place_would_shrink(site: HostSite, page: Page) -> None:
    element = '<paldies-rating survey="csat"></paldies-rating>'
    await page.goto(
        site.show(f'<div style="display: flex"><div>{element}</div></div>{site.script}')
    )
    await page.get_by_role("radio").first.wait_for()
    box = await page.locator("paldies-rating").bounding_box()
    assert box is not None
    assert box["width"] >= 320


@pytest.mark.parametrize(
    ("context_options", "is_light"),
    [({"color_scheme": "light"}, True), ({"color_scheme": "dark"}, False)],
    ids=["light", "dark"],
)
async def test_it_follows_the_colours_of_the_system(
    open_widget: OpenWidget, is_light: bool
) -> None:
    widget = await open_widget()
    colour = await widget.element.locator("section").evaluate(BACKGROUND)
    assert (colour == WHITE) is is_light


@pytest.mark.parametrize("context_options", [{"color_scheme": "light"}])
async def test_it_is_always_dark_when_the_survey_says_so(open_widget: OpenWidget) -> None:
    widget = await open_widget("branded")
    assert await widget.element.locator("section").evaluate(BACKGROUND) != WHITE


@pytest.mark.parametrize("context_options", [{"color_scheme": "dark"}])
async def test_it_stays_light_when_the_page_says_so(open_widget: OpenWidget) -> None:
    widget = await open_widget(style="color-scheme: light")
    assert await widget.element.locator("section").evaluate(BACKGROUND) == WHITE


async def test_it_is_styled_by_properties_and_parts(site: HostSite, page: Page) -> None:
    style = (
        "<style>:root { --paldies-accent: rgb(200, 0, 100) }"
        "paldies-rating::part(send) { text-transform: uppercase }</style>"
    )
    element = '<paldies-rating survey="branded"></paldies-rating>'
    await page.goto(site.show(element + site.script, head=style))
    widget = WidgetPage(page)
    await widget.rate("Good")
    send = widget.button("Send")
    await expect(send).to_have_css("background-color", "rgb(200, 0, 100)")
    await expect(send).to_have_css("text-transform", "uppercase")


CONTRAST = """node => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d");
    const luminance = colour => {
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map(
            value => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const { color, backgroundColor } = getComputedStyle(node);
    const [dark, light] = [luminance(color), luminance(backgroundColor)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
}"""


@pytest.mark.parametrize("context_options", [{"reduced_motion": "reduce"}])
async def test_it_writes_legibly_on_any_accent(open_widget: OpenWidget) -> None:
    widget = await open_widget()
    await widget.rate("Good")
    send = widget.button("Send")
    middling = ["#777", "#757575", "#008300", "#e0301e", "#d83b01", "#3b74ff", "#8a5cf5", "#c2185b"]
    for accent in [*middling, "#000", "#fff", "#ff0", "#f00", "#00f"]:
        await widget.element.evaluate(
            "(element, accent) => element.style.setProperty('--paldies-accent', accent)", accent
        )
        await send.hover()
        assert await send.evaluate(CONTRAST) >= 4.5, accent


async def test_it_changes_only_mouth_and_brow_of_its_faces(open_widget: OpenWidget) -> None:
    widget = await open_widget()
    heads = await widget.element.evaluate(
        "element => [...element.shadowRoot.querySelectorAll('svg')].map(svg =>"
        " svg.querySelector('.head').outerHTML + svg.lastChild.getAttribute('d').split('M').slice(1, 3))"
    )
    assert len(heads) == 5
    assert len(set(heads)) == 1


async def test_it_makes_room_for_a_long_comment(open_widget: OpenWidget) -> None:
    widget = await open_widget()
    await widget.rate("Good")
    height = "node => node.clientHeight"
    before = await widget.comment.evaluate(height)
    await widget.comment.fill("One line after another.\n" * 6)
    assert await widget.comment.evaluate(height) > before
