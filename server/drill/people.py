"""People who click a link, over HTTP: what a browser sends, and what the page's script sends for them.

Where there is a Chromium, `server/drill/browsers.py` plays the same people for real.
"""

import asyncio

from server.drill.pages import Fields, Page
from server.drill.stage import Stage, Visitor

CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/142.0.0.0 Safari/537.36"
)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
    " Version/18.6 Mobile/15E148 Safari/604.1"
)
A_LOOK = 7.0
"""Longer than the six seconds after which the page's script takes a look for a sign of a person."""
A_MOMENT = 0.5
A_WHILE = 12.0
"""Longer than the ten seconds within which two choices are a burst."""


async def clicks_and_moves_the_mouse(stage: Stage) -> None:
    await _click(stage, stage.visitor(CHROME), 4, "gesture")


async def taps_and_closes(stage: Stage) -> None:
    visitor = stage.visitor(PHONE)
    await press_as_script(visitor, await visitor.get(stage.ask.links[5]))


async def presses_the_button(stage: Stage) -> None:
    """Read the page without script, and press its one button."""
    visitor = stage.visitor(FIREFOX)
    page = await visitor.get(stage.ask.links[2])
    await stage.pause(A_MOMENT)
    await press_button(visitor, page)


async def changes_the_answer(stage: Stage) -> None:
    """Click 2, and choose 5 on the page."""
    visitor = stage.visitor(CHROME)
    page = await visitor.get(stage.ask.links[2])
    thanks = await press_as_script(visitor, page)
    again = thanks.form_with("again")
    choices = await _send(visitor, again.action, again.pressed("again"), "choice")
    scale = choices.form_with("score")
    await _send(visitor, scale.action, scale.pressed("score", "5"), "choice")


async def clicks_twice(stage: Stage) -> None:
    """Click twice in a moment, as people do who double-click everything."""
    visitor = stage.visitor(CHROME)
    opened = (visitor.get(stage.ask.links[4]) for _ in range(2))
    pages = await asyncio.gather(*opened)
    await asyncio.gather(*(press_as_script(visitor, page) for page in pages))


async def reads_without_touching(stage: Stage) -> None:
    visitor = stage.visitor(CHROME)
    page = await visitor.get(stage.ask.links[3])
    await press_as_script(visitor, page)
    await stage.pause(A_LOOK)
    await press_as_script(visitor, page, "dwell")


async def writes_a_comment(stage: Stage) -> None:
    """Press the button of a page without script, and say why."""
    visitor = stage.visitor(FIREFOX)
    thanks = await press_button(visitor, await visitor.get(stage.ask.links[1]))
    await write_words(visitor, thanks)


async def clicks_another_link(stage: Stage) -> None:
    """Click 4 in the message, think again, and click 2 there."""
    visitor = stage.visitor(CHROME)
    await _click(stage, visitor, 4, "gesture")
    await stage.pause(A_MOMENT)
    await _click(stage, visitor, 2, "gesture")


async def taps_another_link_later(stage: Stage) -> None:
    """Tap 4 in the message and close; a while later tap 2 there, and close."""
    visitor = stage.visitor(PHONE)
    await press_as_script(visitor, await visitor.get(stage.ask.links[4]))
    await stage.pause(A_WHILE)
    await press_as_script(visitor, await visitor.get(stage.ask.links[2]))


async def clicks_what_was_prefetched(stage: Stage) -> None:
    """Let the browser fetch every link in advance, and click one."""
    visitor = stage.visitor(CHROME)
    for url in stage.ask.links.values():
        await visitor.get(url, Sec_Purpose="prefetch")
    await _click(stage, visitor, 4, "gesture")


async def press_button(visitor: Visitor, page: Page) -> Page:
    """Send the choice of a page as a browser without script does."""
    form = page.form_with("score")
    return await visitor.post(form.action, form.pressed("score"))


async def write_words(visitor: Visitor, thanks: Page) -> None:
    """Write into the form of a thank-you, and send it."""
    form = thanks.form_to_write_in()
    words = [(form.texts[-1], "The lamp arrived broken.")]
    await visitor.post(form.action, [*form.carried, *words])


async def press_as_script(visitor: Visitor, page: Page, sign: str = "none") -> Page:
    """Send the choice of a page as its script does, with a sign of a person or without."""
    form = page.form_with("score")
    return await _send(visitor, form.action, form.pressed("score"), sign)


async def _click(stage: Stage, visitor: Visitor, score: int, sign: str) -> None:
    """Open a link; the script sends the choice at once, and again with a sign a moment later."""
    page = await visitor.get(stage.ask.links[score])
    await press_as_script(visitor, page)
    await stage.pause(A_MOMENT)
    await press_as_script(visitor, page, sign)


async def _send(visitor: Visitor, url: str, fields: Fields, sign: str) -> Page:
    return await visitor.post(url, [*fields, ("by", "script"), ("sign", sign)])
