"""A visit to a rating link: which link, which survey, about which conversation, in which language."""

from dataclasses import dataclass
from urllib.parse import urlencode

from aiohttp import web

from server.core.languages import accepted, negotiate
from server.core.links import BadLink, Link
from server.core.problems import Problem
from server.core.surveys import Survey
from server.intake.link_answer import LinkQuestion, survey_of
from server.keys import CATALOGUE, CLIENTS, DATABASE, LINKS, PLACE
from server.store import links

LONGEST_CONVERSATION = 200


@dataclass(frozen=True, slots=True)
class LinkVisit:
    """What a request on a rating link is about; it stays in every address of the visit."""

    token: str
    asked: LinkQuestion
    language: str
    given: dict[str, str]
    """What the address says beside the token: the conversation."""
    is_kiosk: bool = False
    door: str = "r"
    """The first part of its addresses: `r` to rate, `u` not to be asked again."""

    @property
    def survey(self) -> Survey:
        return self.asked.survey

    @property
    def link(self) -> Link:
        return self.asked.link

    def path(self) -> str:
        return self.path_in(self.language)

    def path_in(self, language: str) -> str:
        return f"/{self.door}/{self.token}?{urlencode(self.given | {'language': language})}"


def token_of(request: web.Request) -> str:
    """Return the token in the address of a request."""
    return request.match_info["token"]


async def link_visit(request: web.Request) -> LinkVisit:
    """Return the visit that a request is; 404 for a token that is broken, or of a survey that is gone."""
    link = await found_link(request)
    survey = survey_of(link, request.app[CATALOGUE].surveys())
    if survey is None:
        raise _unknown()
    said = _conversation_said(request)
    asked = LinkQuestion(
        link=link,
        survey=survey,
        conversation=link.conversation or said,
        client=request.app[CLIENTS](request),
    )
    given = {"c": said} if said else {}
    return LinkVisit(token_of(request), asked, _language(request, link, survey), given)


async def found_link(request: web.Request) -> Link:
    """Return the link that a token is of; 404 for one that was not made here."""
    try:
        link_id = request.app[LINKS].link_id(token_of(request))
    except BadLink:
        raise _unknown() from None
    link = await request.app[DATABASE].read(links.by_id, link_id)
    if link is None:
        raise _unknown()
    return link


def _unknown() -> Problem:
    return Problem(404, "Unknown link", "this link is not whole, or was not made here")


def _conversation_said(request: web.Request) -> str | None:
    """Return the conversation that a help desk has put into the address, if it has put one."""
    said = "".join(char for char in request.query.get("c", "") if char.isprintable()).strip()
    # A placeholder that nobody filled in names no conversation.
    if not said or said[0] in "{%[<$" or len(said) > LONGEST_CONVERSATION:
        return None
    return said


def _language(request: web.Request, link: Link, survey: Survey) -> str:
    """Return the language that was chosen on the page, else that of the link, else the browser's best."""
    named = [request.query.get("language"), link.language]
    wanted = accepted(request.headers.get("Accept-Language", ""))
    offered = request.app[PLACE].languages_of(survey)
    return negotiate((*filter(None, named), *wanted), offered)
