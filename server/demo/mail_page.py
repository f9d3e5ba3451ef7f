"""`/demo/mail`: an e-mail of the shop, whose signature asks with the real block and leads to the real page."""

from typing import Final, NamedTuple
from uuid import uuid4

from aiohttp import web

from server.core.agents import Agent
from server.core.asks import signature_link
from server.core.help_desks import conversation_query
from server.core.surveys import Survey
from server.demo.company import COMPANY, TEAM
from server.email.rating_block import BlockLinks, rating_block
from server.intake.ask_make import LinkAddresses
from server.intake.asked_form import form_in
from server.keys import CATALOGUE, CLOCK, DATABASE, DAYS, LINKS, PLACE, TEMPLATES
from server.store import links
from server.web.render import render

PATH: Final = "/demo/mail"
MAIL_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; form-action 'none'"
)
"""A mail client shows inline styles and runs nothing."""


class Letter(NamedTuple):
    """What the agent wrote."""

    subject: str
    paragraphs: tuple[str, ...]
    regards: str


LETTERS: Final = {
    "en": Letter(
        "Re: The invoice has the wrong address",
        (
            "Hi Kadri,",
            "the invoice is on its way again, and the old one is void.",
            "Just reply if anything is unclear.",
        ),
        "Best wishes",
    ),
    "et": Letter(
        "Re: Arvel on vale aadress",
        (
            "Tere, Kadri!",
            "Saatsin Sulle uue arve, vana on tühistatud.",
            "Kui midagi jäi selgusetuks, vasta lihtsalt siia.",
        ),
        "Parimat",
    ),
    "lv": Letter(
        "Re: Rēķinā ir nepareiza adrese",
        (
            "Labdien, Kadri!",
            "Nosūtīju jums jaunu rēķinu, vecais ir atcelts.",
            "Ja kas nav skaidrs, vienkārši atbildiet uz šo vēstuli.",
        ),
        "Ar cieņu",
    ),
    "lt": Letter(
        "Re: Sąskaitoje neteisingas adresas",
        (
            "Sveiki, Kadri,",
            "išsiunčiau naują sąskaitą, senoji anuliuota.",
            "Jei kas neaišku, tiesiog atsakykite į šį laišką.",
        ),
        "Linkėjimai",
    ),
    "fi": Letter(
        "Re: Laskussa on väärä osoite",
        (
            "Hei Kadri,",
            "lähetin sinulle uuden laskun, ja vanha on mitätöity.",
            "Vastaa tähän, jos jokin jäi epäselväksi.",
        ),
        "Terveisin",
    ),
}


def mail_routes() -> list[web.RouteDef]:
    """Return the page, and the message that it frames."""
    return [web.get(PATH, mail_page), web.get(f"{PATH}/message", mail_message)]


async def mail_page(request: web.Request) -> web.Response:
    """Show a mail client with one message, about a new conversation each time."""
    agent, language = _asked(request)
    return render(
        request,
        "demo_mail.html",
        {
            "company": COMPANY,
            "agents": [member.agent for member in TEAM],
            "agent": agent,
            "language": language,
            "letter": LETTERS[language],
            "address": request.app[PLACE].public_url,
            "conversation": f"K-{uuid4().int % 90_000 + 10_000}",
        },
    )


async def mail_message(request: web.Request) -> web.Response:
    """Show the message as the client does: in a frame of its own, with the block in the signature."""
    agent, language = _asked(request)
    survey = request.app[CATALOGUE].survey("csat")
    if survey is None:
        raise web.HTTPNotFound
    body = request.app[TEMPLATES].get_template("demo_mail_message.html")
    html = body.render(
        language=language,
        letter=LETTERS[language],
        agent=agent,
        company=COMPANY,
        block=await _block(request, survey, agent, language),
    )
    return web.Response(
        text=html, content_type="text/html", headers={"Content-Security-Policy": MAIL_POLICY}
    )


async def _block(request: web.Request, survey: Survey, agent: Agent, language: str) -> str:
    app = request.app
    now = app[CLOCK]()
    new = signature_link(survey, agent, language, now, app[DAYS].day_on(now))
    link = await app[DATABASE].write(links.signature, new)
    query = conversation_query(request.query.get("conversation", "K-10000"))
    to = LinkAddresses(app[PLACE].public_url, app[LINKS].token(link.id), query)
    scores = {score: to.score(score) for score in survey.bands}
    form = form_in(request, survey, language, agent.key)
    return rating_block(form, BlockLinks(scores, to.trap)).html


def _asked(request: web.Request) -> tuple[Agent, str]:
    agents = {member.agent.key: member.agent for member in TEAM}
    language = request.query.get("language", "en")
    return (
        agents.get(request.query.get("agent", ""), TEAM[0].agent),
        language if language in LETTERS else "en",
    )
