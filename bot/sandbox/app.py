"""The stand-in as an aiohttp application, on its own port or mounted under a prefix."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from pathlib import Path

from aiohttp import ClientSession, ClientTimeout, web

from bot.sandbox.api.method_call import call_method
from bot.sandbox.api.response_take import response_take
from bot.sandbox.api.socket_connect import socket_connect
from bot.sandbox.api.upload_take import upload_take
from bot.sandbox.keys import CLOSING, PAGE, RUN, SENDER, WORKSPACE
from bot.sandbox.page.archive_show import archive_show
from bot.sandbox.page.channel_page import ChannelPage
from bot.sandbox.page.file_show import file_show
from bot.sandbox.page.page_act import button_press, command_send, view_send
from bot.sandbox.page.page_follow import page_follow
from bot.sandbox.page.page_show import page_show
from bot.sandbox.sender import SlackSender
from bot.sandbox.workspace import Workspace

MAX_BODY = 1024 * 1024
STATIC = Path(__file__).parent / "page" / "static"
EXAMPLES = ("/scores", "/scores csat 30d by agent", "/scores nps 90d", "/scores help")


def build_sandbox(
    workspace: Workspace,
    sender: SlackSender,
    *,
    home: str | None = None,
    examples: tuple[str, ...] = EXAMPLES,
) -> web.Application:
    """Return the application; `workspace.address` must be where it will be reached.

    `home` is an address to lead back to, `examples` are commands offered above the composer.
    """
    app = web.Application(client_max_size=MAX_BODY)
    app[WORKSPACE] = workspace
    app[SENDER] = sender
    app[PAGE] = ChannelPage(workspace, home, examples)
    app[RUN] = secrets.token_hex(4)
    app[CLOSING] = asyncio.Event()
    app.add_routes(_routes())
    app.cleanup_ctx.append(_session)
    app.on_shutdown.append(_let_go)
    return app


def _routes() -> list[web.AbstractRouteDef]:
    return [
        # For people
        web.get("", page_show),
        web.get("/", page_show),
        web.get("/events", page_follow),
        web.post("/command", command_send),
        web.post("/press", button_press),
        web.post("/view", view_send),
        web.get("/files/{id}", file_show),
        web.get("/archives/{channel}/{message}", archive_show),
        web.static("/static", STATIC),
        # For the app
        web.route("*", "/api/{method}", call_method),
        web.post("/response/{id}", response_take),
        web.post("/upload/{id}", upload_take),
        web.get("/socket", socket_connect),
    ]


async def _session(app: web.Application) -> AsyncIterator[None]:
    sender = app[SENDER]
    timeout = ClientTimeout(total=sender.ack_timeout)
    async with ClientSession(timeout=timeout, trust_env=False) as session:
        sender.session = session
        yield
        sender.session = None


async def _let_go(app: web.Application) -> None:
    """End what would keep the server waiting: followers, held calls and sockets."""
    app[CLOSING].set()
    app[WORKSPACE].announce()
    app[WORKSPACE].faults.release()
    await app[SENDER].sockets.close()
