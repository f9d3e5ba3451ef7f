"""POST /response/{id}: an app answers a command or a button later."""

from aiohttp import web

from bot.sandbox.answers import take_response
from bot.sandbox.api.method_call import under_faults
from bot.sandbox.arguments import read_arguments
from bot.sandbox.keys import SENDER, WORKSPACE
from bot.sandbox.records import Json, SlackError

METHOD = "response_url"
"""Under this name faults are planned and calls are counted."""


async def response_take(request: web.Request) -> web.Response:
    try:
        said = await read_arguments(request)
    except SlackError as error:
        return web.json_response(error.body(), status=400)
    return await under_faults(request, METHOD, said, lambda: _take(request, said))


def _take(request: web.Request, said: Json) -> web.Response:
    try:
        url = request.app[SENDER].response_urls.use(request.match_info["id"])
    except SlackError as error:
        return web.json_response(error.body(), status=404)
    try:
        take_response(request.app[WORKSPACE], url, said)
    except SlackError as error:
        return web.json_response(error.body(), status=400)
    return web.Response(text="ok")
