"""What people do on the page: write, press, and send a modal off.

Answered with 204, or with 502 and Slack's code when the app did not take it.
"""

from collections.abc import Awaitable, Callable
from html import escape

from aiohttp import web

from bot.sandbox.answers import Answer
from bot.sandbox.keys import SENDER, WORKSPACE
from bot.sandbox.page.same_origin import require_same_origin
from bot.sandbox.records import Draft, Json, SlackError


async def command_send(request: web.Request) -> web.Response:
    """POST /command `{channel, user, text}`: a slash command, or a message to everybody."""
    return await _act(request, _write)


async def button_press(request: web.Request) -> web.Response:
    """POST /press `{channel, user, ts, action_id, option?}`."""
    return await _act(request, _press)


async def view_send(request: web.Request) -> web.Response:
    """POST /view `{view, user, values}`; without values the modal is closed."""
    return await _act(request, _submit)


async def _act(
    request: web.Request, do: Callable[[web.Request, Json], Awaitable[Answer | None]]
) -> web.Response:
    require_same_origin(request)
    try:
        said = await request.json()
        answer = await do(request, said)
    except SlackError as error:
        return web.json_response(error.body(), status=404)
    except (ValueError, KeyError, TypeError):
        raise web.HTTPBadRequest(text="This is not what the page sends.") from None
    if answer is not None and answer.status != 200:
        return web.json_response({"error": answer.failure or "dispatch_failed"}, status=502)
    return web.Response(status=204)


async def _write(request: web.Request, said: Json) -> Answer | None:
    text = str(said["text"]).strip()
    if text.startswith("/"):
        sender = request.app[SENDER]
        # What went wrong is shown in the channel, as Slack does.
        await sender.command(text, channel=said["channel"], user=said["user"])
    elif text:
        draft = Draft(escape(text, quote=False))
        user = request.app[WORKSPACE].user(said["user"])
        message = request.app[WORKSPACE].post(said["channel"], draft, user=user.id)
        await request.app[SENDER].tell_of_links(message, text)
    return None


async def _press(request: web.Request, said: Json) -> Answer:
    return await request.app[SENDER].press(
        said["channel"],
        said["ts"],
        said["action_id"],
        option=said.get("option"),
        user=said["user"],
    )


async def _submit(request: web.Request, said: Json) -> Answer | None:
    workspace = request.app[WORKSPACE]
    view = workspace.views.get(said["view"])
    if view is None or view.user != said["user"]:
        raise SlackError("not_found")
    if said.get("values") is not None:
        return await request.app[SENDER].submit(view, said["values"])
    view.is_open = False
    workspace.keep_view(view)
    return None
