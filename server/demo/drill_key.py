"""`/demo/key`: an API key for whoever asks, since everything in the demo is made up and it listens to this machine."""

from typing import Final

from aiohttp import web

DRILL_KEY: Final = web.AppKey("drill_key", str)


async def drill_key(request: web.Request) -> web.Response:
    """Give it to `paldies drill`."""
    return web.json_response({"key": request.app[DRILL_KEY]}, headers={"Cache-Control": "no-store"})
