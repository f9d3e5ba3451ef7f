"""`GET /r/{token}/{score}`: where a click in an e-mail leads. It shows the choice as made and records no rating.

Whatever opens the address, browser or scanner, leaves a hit. `GET /r/{token}` asks without a choice.
"""

import re
from contextlib import suppress
from typing import Final

from aiohttp import web

from server.core.hits import Hit, Means
from server.core.links import TRAP
from server.core.ratings import Said
from server.intake.link_answer import rules_of, take_hit
from server.keys import CLIENTS, CLOCK, DATABASE
from server.middleware.survey_access import is_open_today
from server.store import ballots
from server.store.ballots import Flooded
from server.store.ids import new_id
from server.store.ratings import AlreadyAnswered
from server.web.link_view import PRIVATE, LinkPage
from server.web.link_visit import LinkVisit, link_visit

_PREVIEWS: Final = re.compile(
    r"Slackbot|Slack-ImgProxy|facebookexternalhit|Twitterbot|LinkedInBot|WhatsApp|TelegramBot|Discordbot"
    r"|SkypeUriPreview|Googlebot|bingbot|Applebot|Iframely|Embedly",
    re.IGNORECASE,
)
"""Programs that show or list what is behind links, and say so."""
_PREFETCH: Final = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")


async def link_show(request: web.Request) -> web.Response:
    """Show the choice, the question, or why there is nothing to answer."""
    visit = await link_visit(request)
    score = _score(request, visit)
    page = LinkPage.of(request, visit)
    hit = _hit(request, score, page.ticket["request_id"])
    await _keep(request, visit, hit)
    if hit.means is Means.PREFETCH:
        # Not the page: a browser that has prepared it would show it on the click, and nobody would have asked for it.
        return web.Response(status=503, headers=PRIVATE)
    if refusal := await refused(page):
        return refusal
    return page.choosing() if score is None else page.chosen(score)


async def link_options(request: web.Request) -> web.Response:
    """Say what may be sent here; also to scanners that ask."""
    visit = await link_visit(request)
    await _keep(request, visit, _hit(request, _score(request, visit), new_id()))
    return web.Response(status=204, headers={"Allow": "GET, HEAD, OPTIONS, POST"})


async def refused(page: LinkPage) -> web.Response | None:
    """Return the page that says why a link may not be answered; `None` where it may."""
    app, visit = page.request.app, page.visit
    now, rules = app[CLOCK](), rules_of(app, visit.survey)
    ballot = await app[DATABASE].read(ballots.current, visit.asked.place, rules, now)
    answered_at = ballot.answered_at if ballot and visit.asked.place.is_single else None
    is_over = visit.link.is_over(now)
    if ballot and answered_at is not None and (is_over or now - answered_at >= rules.rerate):
        return page.over("answered", ballot.score)
    if visit.link.withdrawn_at is not None or not is_open_today(app, visit.survey):
        return page.over("closed")
    return page.over("expired") if is_over else None


async def _keep(request: web.Request, visit: LinkVisit, hit: Hit) -> None:
    with suppress(Flooded, AlreadyAnswered):
        await take_hit(request.app, visit.asked, hit, visit.language, Said())


def _hit(request: web.Request, score: int | None, visit: str) -> Hit:
    return Hit(
        id=new_id(),
        at=request.app[CLOCK](),
        visit=visit,
        client=request.app[CLIENTS](request),
        means=_means(request),
        score=score,
    )


def _means(request: web.Request) -> Means:
    if request.method in {"HEAD", "OPTIONS"}:
        return Means(request.method.lower())
    if any("pre" in request.headers.get(name, "").lower() for name in _PREFETCH):
        return Means.PREFETCH
    if _PREVIEWS.search(request.headers.get("User-Agent", "")):
        return Means.PREVIEW
    return Means.TRAP if request.match_info.get("score") == TRAP else Means.FETCH


def _score(request: web.Request, visit: LinkVisit) -> int | None:
    """Return the score that an address names; `None` for none, or one that is not on the scale."""
    said = request.match_info.get("score", "")
    score = int(said) if said.isascii() and said.isdigit() and len(said) < 4 else None
    return score if score in visit.survey.bands else None
