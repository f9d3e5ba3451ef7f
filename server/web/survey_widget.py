"""`GET /api/v1/surveys/{slug}/widget`: everything the widget shows, in one answer."""

from hashlib import blake2b

import msgspec
from aiohttp import web

from server.intake.asked_form import asked_form
from server.middleware.survey_access import check_open, check_origin, survey_named

FRESH_SECONDS = 60
VARY = "Accept-Language"


async def survey_widget(request: web.Request) -> web.Response:
    """Answer with the question, the choices and the texts in the best language that is offered."""
    survey = survey_named(request.app, request.match_info["slug"])
    check_origin(request, survey)
    check_open(request.app, survey)
    body = msgspec.json.encode(asked_form(request, survey))
    etag = blake2b(body, digest_size=12).hexdigest()
    if request.if_none_match and any(seen.value == etag for seen in request.if_none_match):
        return web.Response(status=304, headers={"ETag": f'"{etag}"', "Vary": VARY})
    response = web.Response(body=body, content_type="application/json", charset="utf-8")
    response.etag = etag
    response.headers["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    response.headers["Vary"] = VARY
    return response
