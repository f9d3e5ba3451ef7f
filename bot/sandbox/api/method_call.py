"""Slack's Web API over HTTP: `POST|GET /api/{method}`, with the faults that were asked for."""

import secrets
from collections.abc import Callable

from aiohttp import web

from bot.sandbox.api.methods import METHODS, perform
from bot.sandbox.arguments import read_arguments, read_token
from bot.sandbox.faults import Exchange
from bot.sandbox.keys import WORKSPACE
from bot.sandbox.records import Json, SlackError
from bot.sandbox.workspace import Workspace


async def call_method(request: web.Request) -> web.Response:
    workspace = request.app[WORKSPACE]
    name = request.match_info["method"]
    try:
        arguments = await read_arguments(request)
    except SlackError as error:
        return web.json_response(error.body())
    token = read_token(request, arguments)
    arguments.pop("token", None)
    return await under_faults(
        request, name, arguments, lambda: _answer(workspace, name, token, arguments)
    )


async def under_faults(
    request: web.Request, name: str, arguments: Json, do: Callable[[], web.Response]
) -> web.Response:
    """Note the call, and let the next planned fault decide how it goes."""
    workspace = request.app[WORKSPACE]
    fault = workspace.faults.take(name, arguments)
    workspace.note_call(name, arguments, type(fault).__name__ if fault else None)
    if fault is None:
        return do()
    return await fault.answer(Exchange(request, do, workspace.faults.released))


def _answer(workspace: Workspace, name: str, token: str | None, arguments: Json) -> web.Response:
    try:
        body = perform(workspace, name, token, arguments)
    except SlackError as error:
        body = error.body()
    return web.json_response(body, headers=_headers(workspace, name))


def _headers(workspace: Workspace, name: str) -> dict[str, str]:
    headers = {
        "X-Slack-Req-Id": secrets.token_hex(16),
        "X-OAuth-Scopes": ",".join(workspace.scopes),
    }
    method = METHODS.get(name)
    if method is not None and method.scopes:
        headers["X-Accepted-OAuth-Scopes"] = ",".join(method.scopes)
    return headers
