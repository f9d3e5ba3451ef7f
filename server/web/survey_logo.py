"""`GET /s/{slug}/logo`: the survey's own logo."""

from base64 import b64decode

from aiohttp import web

from server.core.problems import Problem
from server.middleware.survey_access import survey_named

FRESH_SECONDS = 86_400


async def survey_logo(request: web.Request) -> web.Response:
    """Answer with the picture; its address changes with the survey's version."""
    survey = survey_named(request.app, request.match_info["slug"])
    logo = survey.document.theme.logo
    if logo is None:
        raise Problem(404, "No logo", f"the survey {survey.slug} has no logo")
    head, _, data = logo.partition(",")
    return web.Response(
        body=b64decode(data),
        content_type=head.removeprefix("data:").removesuffix(";base64"),
        headers={
            "Cache-Control": f"public, max-age={FRESH_SECONDS}",
            "Cross-Origin-Resource-Policy": "cross-origin",
            # A picture may be opened by itself, and an SVG may hold a script.
            "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
            "X-Content-Type-Options": "nosniff",
        },
    )
