"""Runs an application until it is told to stop, and then lets it finish what it has in hand."""

import asyncio
import gc
import signal
import socket
from collections.abc import Callable

import structlog
from aiohttp import web

FINISH_SECONDS = 10.0
BACKLOG = 1024

log = structlog.get_logger()


class CannotListenError(OSError):
    """The address is taken or not ours; the message says what to do."""


def open_socket(host: str, port: int) -> socket.socket:
    """Take an address to listen on; port 0 chooses a free one. Raises `CannotListenError`."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _, address = found[0]
        opened = socket.socket(family, kind, protocol)
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind(address)
        # From now on connections wait instead of being refused, even while the rest is being opened.
        opened.listen(BACKLOG)
    except OSError as error:
        raise CannotListenError(
            f"cannot listen on {host}:{port}: {error.strerror}; choose another with --port"
        ) from None
    return opened


def address_of(listening: socket.socket) -> str:
    """Return what a browser on this machine would open."""
    host, port = listening.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}"


async def serve(
    app: web.Application, listening: socket.socket, when_ready: Callable[[], None]
) -> None:
    """Serve until SIGINT or SIGTERM: stop accepting, finish the requests that have arrived, flush, close."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=FINISH_SECONDS)
    try:
        await runner.setup()
        # What has been made by now stays to the end: a look through all of it for garbage would hold up
        # every answer that is under way for tens of milliseconds.
        gc.freeze()
        # And what a request makes has no cycles, so there is little to be found in looking often.
        gc.set_threshold(10_000)
        await web.SockSite(runner, listening, backlog=BACKLOG).start()
        when_ready()
        await stop.wait()
        log.info("stopping")
    finally:
        await runner.cleanup()
