"""`POST /r/{token}`: an answer on the page of a rating link, from its script or from its form."""

from typing import Final
from uuid import uuid4

from aiohttp import web
from multidict import MultiMapping

from server.core.edit_tokens import BadTokenError
from server.core.hits import Hit, Means, Sign
from server.core.problems import Problem
from server.core.ratings import Said, State
from server.intake.link_answer import take_hit
from server.intake.rating_body import RevisionBody, check_score, said
from server.keys import CLIENTS, CLOCK, TOKENS
from server.store.ballots import Flooded
from server.store.ids import new_id
from server.store.ratings import AlreadyAnswered
from server.web.link_show import refused
from server.web.link_view import LinkPage
from server.web.link_visit import LinkVisit, link_visit
from server.web.page_form import answers_of, body_of, posted, whole

Fields = MultiMapping[object]
_OF_PERSONS: Final = {Sign.DWELL.value, Sign.GESTURE.value, Sign.CHOICE.value}


async def link_send(request: web.Request) -> web.Response:
    """Keep an answer or what is added to it, and show the answer that stands."""
    visit = await link_visit(request)
    fields = await posted(request)
    page = LinkPage.of(request, visit, _ticket(request, fields))
    if refusal := await refused(page):
        return refusal
    if "again" in fields:
        return page.choosing()
    # What is added is about the answer that the page showed, whatever has arrived on the link since.
    score = whole(fields, "chosen" if "chosen" in fields and "score" not in fields else "score")
    check_score(score, visit.survey)
    if "skip" in fields:
        return page.thanked(score, sent=False)
    try:
        stands = await _answer(page, fields, score)
    except AlreadyAnswered:
        return page.over("answered")
    return _answered(page, fields, stands)


async def _answer(page: LinkPage, fields: Fields, score: int) -> int:
    """Keep an answer as a hit; return the score that stands with it, which is never a machine's."""
    app, visit = page.request.app, page.visit
    added = _added(fields, visit)
    hit = Hit(
        id=new_id(),
        at=app[CLOCK](),
        visit=page.ticket["request_id"],
        client=app[CLIENTS](page.request),
        means=Means.SCRIPT if fields.get("by") == "script" else Means.FORM,
        score=score,
        sign=_sign(fields, added),
    )
    try:
        judgement = await take_hit(app, visit.asked, hit, visit.language, added)
    except Flooded:
        detail = "more has come on this link than anybody sends"
        raise Problem(429, "Too many requests", detail) from None
    answer = judgement.answer
    if answer is None or answer.hit.score is None or answer.state is State.MACHINE:
        return score
    return answer.hit.score


def _answered(page: LinkPage, fields: Fields, score: int) -> web.Response:
    """Show what comes after an answer: the second question of a form with two, else thanks."""
    is_first = "score" in fields and fields.get("sign") != Sign.CHOICE
    second = page.form.next
    if second is not None and is_first:
        return page.second_question(second, score)
    return page.thanked(score, sent="score" not in fields)


def _ticket(request: web.Request, fields: Fields) -> dict[str, str]:
    """Return the ticket of the page that sent the form; a new one for whoever posts without a page."""
    request_id, shown = str(fields.get("request_id")), str(fields.get("shown"))
    try:
        request.app[TOKENS].check(shown, request_id, 0)
    except BadTokenError:
        request_id = str(uuid4())
        shown = request.app[TOKENS].issue(request_id, request.app[CLOCK]())
    return {"request_id": request_id, "shown": shown}


def _sign(fields: Fields, added: Said) -> Sign:
    """Return what an answer shows of a person. Only the page's script can have seen a hand."""
    if added.comment:
        return Sign.COMMENT
    if fields.get("by") != "script" or fields.get("sign") not in _OF_PERSONS:
        return Sign.NONE
    sign = Sign(str(fields.get("sign")))
    # Tapping a reason is a hand on the page; it chooses no other score.
    return Sign.GESTURE if sign is Sign.CHOICE and "score" not in fields else sign


def _added(fields: Fields, visit: LinkVisit) -> Said:
    """Return what was said beside the score; what was left empty leaves the rating as it is."""
    survey = visit.survey
    reasons = [text for text in fields.getall("reasons", ()) if isinstance(text, str)]
    given = {
        "comment": fields.get("comment"),
        "reasons": reasons,
        "answers": answers_of(fields, dict(survey.document.questions)),
    }
    filled = {name: value for name, value in given.items() if value}
    return said(body_of({"edit_token": "", **filled}, RevisionBody), survey)
