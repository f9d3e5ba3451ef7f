"""GET /events: what changes in a channel, as server-sent events.

The id of an event is `run-revision`. A browser that reconnects gives the last one, so it misses
nothing; after a restart the run differs and it is told to load the page again.
"""

import asyncio
import json
from contextlib import suppress

from aiohttp import web

from bot.sandbox.keys import CLOSING, PAGE, RUN, WORKSPACE
from bot.sandbox.page.page_show import channel_and_viewer

STILL_HERE_S = 15
RETRY_MS = 1000


async def page_follow(request: web.Request) -> web.StreamResponse:
    channel_and_viewer(request)
    response = web.StreamResponse(
        headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
    )
    with suppress(ConnectionError):
        await response.prepare(request)
        await response.write(f"retry: {RETRY_MS}\n".encode())
        await _follow(request, response)
    return response


async def _follow(request: web.Request, response: web.StreamResponse) -> None:
    workspace, closing = request.app[WORKSPACE], request.app[CLOSING]
    revision = _known_revision(request)
    if revision is None:
        await response.write(b'data: {"kind": "reload"}\n\n')
        return
    while not closing.is_set():
        revision = await _catch_up(request, response, revision)
        try:
            async with asyncio.timeout(STILL_HERE_S):
                await workspace.change_after(revision)
        except TimeoutError:
            await response.write(b": still here\n\n")


async def _catch_up(request: web.Request, response: web.StreamResponse, revision: int) -> int:
    """Send what happened since a revision, and return the revision reached."""
    channel, viewer = channel_and_viewer(request)
    reached = request.app[WORKSPACE].revision
    for at, change in request.app[PAGE].changes(channel, viewer, revision):
        event_id = f"{request.app[RUN]}-{at}"
        await response.write(f"id: {event_id}\ndata: {json.dumps(change)}\n\n".encode())
    return reached


def _known_revision(request: web.Request) -> int | None:
    """Return up to where the browser knows this run's channel; None when it knows another's."""
    known = request.headers.get("Last-Event-ID") or request.query.get("after", "")
    run, _, revision = known.rpartition("-")
    return int(revision) if run == request.app[RUN] and revision.isdecimal() else None
