"""`GET /s/{slug}/poster`: a sheet to print, with the question and a code that leads to the survey's page."""

import io

from aiohttp import web

from server.intake.asked_form import asked_form
from server.keys import PHRASES, PLACE
from server.middleware.survey_access import survey_named
from server.web.page_visit import Visit
from server.web.render import render
from server.web.survey_code import code_of, page_address


async def survey_poster(request: web.Request) -> web.Response:
    """Show the sheet."""
    survey = survey_named(request.app, request.match_info["slug"])
    visit = Visit.of(request, survey)
    address = page_address(request, visit)
    drawn = io.BytesIO()
    code_of(address).save(
        drawn, kind="svg", border=0, xmldecl=False, svgns=False, omitsize=True, svgclass="code"
    )
    return render(
        request,
        "survey_poster.html",
        {
            "form": asked_form(request, survey),
            "page": request.app[PHRASES].page(visit.language),
            "company": request.app[PLACE].company,
            "address": address.removeprefix("https://").removeprefix("http://"),
            "code": drawn.getvalue().decode(),
        },
    )
