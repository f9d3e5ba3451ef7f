"""`GET /s/{slug}`: the survey as a page of its own, for links, printed codes and kiosks."""

from aiohttp import web

from server.core.problems import Problem
from server.keys import CLOCK, DAYS
from server.middleware.survey_access import survey_named
from server.web.asked_form import asked_form
from server.web.page_visit import Visit
from server.web.survey_view import asking, closed


async def survey_page(request: web.Request) -> web.Response:
    """Ask. 409 on days when the survey is closed, 404 where it may only be asked with signed context."""
    survey = survey_named(request.app, request.match_info["slug"])
    visit = Visit.of(request, survey)
    if survey.document.context == "required" and "context" not in visit.about:
        raise Problem(404, "Context required", "this survey is asked with signed context only")
    form = asked_form(request, survey)
    if not survey.is_open(request.app[DAYS].day_on(request.app[CLOCK]())):
        return closed(request, visit, form)
    return asking(request, visit, form)
