"""`POST /api/v1/asks`: one request to one customer to rate; the caller sends the links on."""

from collections.abc import Mapping
from typing import Annotated

import msgspec
from aiohttp import web
from msgspec import Meta, Struct

from server.api.answer import answer
from server.api.body import read_body
from server.core.asks import Ask, Channel
from server.core.instants import rfc3339
from server.core.languages import negotiate
from server.core.links import Link
from server.core.ratings import Customer
from server.core.survey_document import Style
from server.core.surveys import Survey
from server.email.rating_block import BlockLinks, rating_block
from server.intake.ask_make import LinkAddresses, make_ask
from server.intake.asked_form import form_in
from server.intake.rating_body import Attributes, CustomerBody, Name
from server.keys import LINKS, PLACE
from server.middleware.survey_access import survey_named


class AskBody(Struct, forbid_unknown_fields=True, frozen=True):
    """`POST /api/v1/asks`."""

    survey: str
    channel: Channel = Channel.EMAIL
    agent: Name | None = None
    team: Name | None = None
    conversation: Name | None = None
    customer: CustomerBody | None = None
    attributes: Attributes | None = None
    language: Annotated[str, Meta(max_length=35)] | None = None
    style: Style | None = None
    """How the choices look in `html`; the survey's own otherwise."""


class AskMade(Struct, frozen=True, kw_only=True):
    """A personal link; `links` are by score, `html` and `text` the block to put into a message."""

    id: str
    survey: str
    rehearsal: bool
    url: str
    links: Mapping[str, str]
    trap: str
    html: str
    text: str
    unsubscribe: str
    headers: Mapping[str, str]
    expires_at: str | None


BODY = msgspec.json.Decoder(AskBody)


async def ask_create(request: web.Request) -> web.Response:
    """Make an ask: 201 with its links; 409 when the customer is to be left in peace, and nothing is made then."""
    body = await read_body(request, BODY)
    survey = survey_named(request.app, body.survey)
    link = await make_ask(request.app, _ask(body), survey)
    return answer(_made(request, link, survey, body.style), status=201)


def _ask(body: AskBody) -> Ask:
    return Ask(
        channel=body.channel,
        agent_key=body.agent,
        team=body.team,
        conversation=body.conversation,
        customer=_customer(body.customer),
        attributes=body.attributes or {},
        language=body.language,
    )


def _customer(body: CustomerBody | None) -> Customer:
    return Customer(body.id, body.email, body.name) if body else Customer()


def _made(request: web.Request, link: Link, survey: Survey, style: Style | None) -> AskMade:
    app = request.app
    to = LinkAddresses(app[PLACE].public_url, app[LINKS].token(link.id))
    scores = {score: to.score(score) for score in survey.bands}
    language = negotiate((link.language or "",), app[PLACE].languages_of(survey))
    form = form_in(request, survey, language, link.agent_key or "")
    block = rating_block(form, BlockLinks(scores, to.trap, to.unsubscribe), style)
    return AskMade(
        id=link.id,
        survey=survey.slug,
        rehearsal=survey.document.rehearsal,
        url=to.page,
        links={str(score): url for score, url in scores.items()},
        trap=to.trap,
        html=block.html,
        text=block.text,
        unsubscribe=to.unsubscribe,
        headers={
            "List-Unsubscribe": f"<{to.unsubscribe}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
        expires_at=None if link.expires_at is None else rfc3339(link.expires_at),
    )
