"""`GET /api/v1/surveys/{slug}`: a survey as one document."""

from aiohttp import web

from server.middleware.survey_access import survey_named


async def survey_show(request: web.Request) -> web.Response:
    """Answer with the document, without what it says by default; `PUT` takes it again."""
    document = survey_named(request.app, request.match_info["slug"]).document
    text = document.model_dump_json(exclude_defaults=True)
    return web.Response(text=text, content_type="application/json")
