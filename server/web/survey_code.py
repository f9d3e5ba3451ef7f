"""`GET /s/{slug}/code.svg` and `.png`: a QR code that leads to the survey's page."""

from io import BytesIO

import segno
from aiohttp import web

from server.core.problems import bad_field
from server.keys import PLACE
from server.middleware.survey_access import survey_named
from server.web.page_visit import Visit

QUIET_MODULES = 4
"""The margin that ISO/IEC 18004 asks for."""
PNG_PIXELS = 12
"""Of one module: sharp in print at the size of a hand."""


def page_address(request: web.Request, visit: Visit) -> str:
    """Return the public address of a visit, in the language of whoever comes."""
    return f"{request.app[PLACE].public_url}/s/{visit.survey.slug}{_query(request, visit)}"


def code_of(address: str) -> segno.QRCode:
    """Return the code of an address; a quarter of it may be dirty or torn. 422 when the address is too long for one."""
    try:
        return segno.make_qr(address, error="q")
    except segno.DataOverflowError:
        raise bad_field("(address)", "is too long for a code") from None


async def survey_code(request: web.Request) -> web.Response:
    """Draw the code. What the query says is in the address that the code holds."""
    survey = survey_named(request.app, request.match_info["slug"])
    code = code_of(page_address(request, Visit.of(request, survey)))
    kind = request.match_info["kind"]
    drawn = BytesIO()
    if kind == "svg":
        code.save(drawn, kind="svg", border=QUIET_MODULES, scale=8, dark="#000", light="#fff")
        return web.Response(body=drawn.getvalue(), content_type="image/svg+xml")
    code.save(drawn, kind="png", border=QUIET_MODULES, scale=PNG_PIXELS)
    return web.Response(body=drawn.getvalue(), content_type="image/png")


def _query(request: web.Request, visit: Visit) -> str:
    return visit.query_in(request.query.get("language"))
