"""GET /files/{id}: a picture that a message of the page shows."""

from aiohttp import web

from bot.sandbox.keys import WORKSPACE


async def file_show(request: web.Request) -> web.Response:
    file = request.app[WORKSPACE].files.get(request.match_info["id"])
    if file is None or file.content is None:
        raise web.HTTPNotFound
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, max-age=3600"}
    return web.Response(body=file.content, content_type="image/png", headers=headers)
