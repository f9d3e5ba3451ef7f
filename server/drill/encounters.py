"""A person and a scanner on the same links, over HTTP: the person's answer must stand."""

import asyncio

from server.drill import people, scanners
from server.drill.stage import Stage

LATE = 12.0
"""Safe Links was seen to come 35 seconds after the customer; beyond ten, two choices are no burst any more."""
APART = 1.0


async def scanner_answers_after_the_click(stage: Stage) -> None:
    await people.clicks_and_moves_the_mouse(stage)
    await stage.pause(LATE)
    await scanners.sends_another_answer(stage)


async def scanner_answers_after_the_tap(stage: Stage) -> None:
    await people.taps_and_closes(stage)
    await stage.pause(LATE)
    await scanners.sends_another_answer(stage)


async def gateway_scans_before(stage: Stage) -> None:
    await scanners.scans_as_the_person(stage)
    await stage.pause(APART)
    await people.clicks_and_moves_the_mouse(stage)


async def gateway_scans_meanwhile(stage: Stage) -> None:
    await asyncio.gather(
        scanners.scans_as_the_person(stage), people.clicks_and_moves_the_mouse(stage)
    )


async def gateway_scans_after(stage: Stage) -> None:
    await people.clicks_and_moves_the_mouse(stage)
    await stage.pause(APART)
    await scanners.scans_as_the_person(stage)


async def scanner_answers_amid_a_comment(stage: Stage) -> None:
    """Press the button without script; a scanner answers everything before the words are written."""
    visitor = stage.visitor(people.FIREFOX)
    page = await visitor.get(stage.ask.links[2])
    thanks = await people.press_button(visitor, page)
    await scanners.sends_as_the_script_does(stage)
    await people.write_words(visitor, thanks)
