"""POST /upload/{id}: the bytes of a file, at the address that files.getUploadURLExternal gave."""

from aiohttp import web

from bot.sandbox.keys import WORKSPACE


async def upload_take(request: web.Request) -> web.Response:
    file = request.app[WORKSPACE].files.get(request.match_info["id"])
    # Read past the limit on bodies of the application in which the stand-in may be mounted.
    body = await request.content.read()
    if file is None or len(body) != file.length:
        return web.Response(status=400, text="not what was announced")
    file.content = body
    return web.Response(text=f"OK - {len(body)}")
