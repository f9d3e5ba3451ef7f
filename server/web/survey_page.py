"""`GET /s/{slug}`: the survey as a page of its own, for links, printed codes and kiosks."""

from dataclasses import replace

from aiohttp import web

from server.core.problems import Problem
from server.intake.asked_form import form_in
from server.intake.rating_take import signed_context
from server.middleware.survey_access import is_open_today, survey_named
from server.web.page_visit import Visit
from server.web.survey_view import asking, closed


async def survey_page(request: web.Request) -> web.Response:
    """Ask. 409 on days when the survey is closed, 404 where it may only be asked with signed context."""
    survey = survey_named(request.app, request.match_info["slug"])
    visit = _as_signed(request, Visit.of(request, survey))
    form = form_in(request, survey, visit.language, visit.about.get("agent", ""))
    if not is_open_today(request.app, survey):
        return closed(request, visit, form)
    return asking(request, visit, form)


def _as_signed(request: web.Request, visit: Visit) -> Visit:
    """Return the visit about the agent that is signed, if any is; so are the widget's question and all that follows.

    What would be refused with the answer is better refused before it.
    """
    token = visit.about.get("context")
    if token is not None:
        agent = signed_context(request.app, token, visit.survey).agent
        return replace(visit, about=visit.about | {"agent": agent}) if agent else visit
    if visit.survey.document.context == "required":
        raise Problem(404, "Context required", "this survey is asked with signed context only")
    return visit
