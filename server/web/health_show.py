"""`/healthz`: the process answers. `/readyz`: it can do its work, and Slack's state beside it."""

import asyncio

from aiohttp import web

from server.keys import DATABASE, HEALTH
from server.store.steps import Steps, query

PATIENCE_SECONDS = 2


async def health_show(request: web.Request) -> web.Response:
    """Say that the process is alive."""
    return web.json_response({"state": "ok"})


async def ready_show(request: web.Request) -> web.Response:
    """Return 200 when ratings can be taken and worked on, else 503; Slack being down is not that."""
    parts = {name: part.health() for name, part in request.app[HEALTH].items()}
    parts["database"] = await _database(request)
    needed = [parts[name]["state"] for name in ("database", "worker") if name in parts]
    ready = all(state in {"ok", "standing by"} for state in needed)
    return web.json_response(
        {"state": "ok" if ready else "not ready", **parts}, status=200 if ready else 503
    )


async def _database(request: web.Request) -> dict[str, str]:
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await request.app[DATABASE].write(_touch)
    except Exception as error:
        return {"state": "failing", "error": type(error).__name__}
    return {"state": "ok"}


def _touch() -> Steps[None]:
    yield query("meta.put", name="touched", value=0)
