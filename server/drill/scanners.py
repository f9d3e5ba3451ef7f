"""Machines that open the links of a message, over HTTP.

What each does is what was reported of it; docs/scanners.md names the reports. None of them is a person, so nothing of
what they send may count.
"""

import asyncio
from collections.abc import Sequence

from server.drill.pages import read_links
from server.drill.people import CHROME, press_as_script, press_button
from server.drill.stage import Stage, Visitor

# Safe Links, Mimecast and Barracuda come as an ordinary browser; Proofpoint has been seen to say its name.
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0"
)
PROOFPOINT = "Mozilla/5.0 (compatible; proofpoint URL Defense)"
SLACK = "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)"
UNFURLERS = (
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "WhatsApp/2.24.20.89 A",
    "TelegramBot (like TwitterBot)",
    "Twitterbot/1.0",
    "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)",
    "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
    "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5",
)

BETWEEN_LINKS = 0.3
LONG_LOOK = 7.0
PATIENTLY = 11.0
"""Longer than the ten seconds within which two choices are a burst."""


async def opens_the_clicked_link(stage: Stage) -> None:
    await stage.visitor(EDGE).get(stage.ask.links[5])


async def opens_all_at_once(stage: Stage) -> None:
    visitor = stage.visitor(PROOFPOINT)
    await asyncio.gather(*(visitor.get(url) for url in read_links(stage.ask.html)))


async def opens_all_in_turn(stage: Stage) -> None:
    await _open_in_turn(stage, stage.visitor(CHROME), read_links(stage.ask.html))


async def opens_all_unnamed(stage: Stage) -> None:
    """Look like an ordinary browser, as Barracuda does; the worst choice comes last."""
    await _open_in_turn(stage, stage.visitor(EDGE), list(reversed(read_links(stage.ask.html))))


async def asks_for_headers(stage: Stage) -> None:
    visitor = stage.visitor(CHROME)
    await asyncio.gather(*(visitor.request("HEAD", url) for url in read_links(stage.ask.html)))


async def asks_what_may_be_sent(stage: Stage) -> None:
    visitor = stage.visitor(CHROME)
    await asyncio.gather(*(visitor.request("OPTIONS", url) for url in read_links(stage.ask.html)))


async def opens_the_hidden_link(stage: Stage) -> None:
    """Open it, and then one choice, and submit its form."""
    visitor = stage.visitor(CHROME)
    await visitor.get(stage.ask.trap)
    await _send_form(visitor, stage.ask.links[5])


async def sends_every_form(stage: Stage) -> None:
    visitor = stage.visitor(EDGE)
    for url in stage.ask.links.values():
        await _send_form(visitor, url)
        await stage.pause(BETWEEN_LINKS)


async def sends_as_the_script_does(stage: Stage) -> None:
    visitor = stage.visitor(CHROME)
    pages = await asyncio.gather(*(visitor.get(url) for url in stage.ask.links.values()))
    await asyncio.gather(*(press_as_script(visitor, page) for page in pages))


async def stays_on_every_page(stage: Stage) -> None:
    """Do the same, and report of each page that it was looked at for long."""
    visitor = stage.visitor(CHROME)
    pages = await asyncio.gather(*(visitor.get(url) for url in stage.ask.links.values()))
    await asyncio.gather(*(press_as_script(visitor, page) for page in pages))
    await stage.pause(LONG_LOOK)
    await asyncio.gather(*(press_as_script(visitor, page, "dwell") for page in pages))


async def takes_its_time(stage: Stage) -> None:
    visitor = stage.visitor(CHROME)
    for score in (5, 3, 1):
        await press_as_script(visitor, await visitor.get(stage.ask.links[score]))
        await stage.pause(PATIENTLY)


async def prefetches(stage: Stage) -> None:
    """Fetch every link before anybody clicks, and say so, as browsers do."""
    visitor = stage.visitor(CHROME)
    opened = (visitor.get(url, Sec_Purpose="prefetch") for url in stage.ask.links.values())
    await asyncio.gather(*opened)


async def unfurls_in_slack(stage: Stage) -> None:
    visitor = stage.visitor(SLACK)
    for url in (stage.ask.url, *stage.ask.links.values()):
        await visitor.get(url, Range="bytes=0-32768")


async def unfurls_elsewhere(stage: Stage) -> None:
    visitors = map(stage.visitor, UNFURLERS)
    await asyncio.gather(*(visitor.get(stage.ask.links[5]) for visitor in visitors))


async def sends_another_answer(stage: Stage) -> None:
    """Open another link of a message that was answered, and submit the form there, as Safe Links does."""
    await _send_form(stage.visitor(EDGE), stage.ask.links[1])


async def scans_as_the_person(stage: Stage) -> None:
    """Scan as a gateway that a person's own requests go through too: same address, same browser to look at."""
    visitor = stage.visitor(CHROME)
    pages = await asyncio.gather(*(visitor.get(url) for url in read_links(stage.ask.html)))
    for page in pages[:2]:
        await press_as_script(visitor, page)


async def _open_in_turn(stage: Stage, visitor: Visitor, urls: Sequence[str]) -> None:
    for url in urls:
        await visitor.get(url)
        await stage.pause(BETWEEN_LINKS)


async def _send_form(visitor: Visitor, url: str) -> None:
    await press_button(visitor, await visitor.get(url))
