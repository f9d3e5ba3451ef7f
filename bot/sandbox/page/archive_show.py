"""GET /archives/{channel}/{message}: where links to messages lead, which is the channel's page."""

from urllib.parse import urlencode

from aiohttp import web


async def archive_show(request: web.Request) -> web.Response:
    channel = request.match_info["channel"]
    raise web.HTTPFound(f"../../?{urlencode({'channel': channel})}")
