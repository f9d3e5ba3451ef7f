"""`/healthz`: the process answers. `/readyz`: it can do its work, and Slack's state beside it."""

import asyncio

from aiohttp import web

from server.keys import DATABASE, HEALTH
from server.store import jobs
from server.store.jobs import JobTrouble
from server.store.steps import Steps, query

MOST_TROUBLES = 20
PATIENCE_SECONDS = 2


async def health_show(request: web.Request) -> web.Response:
    """Say that the process is alive."""
    return web.json_response({"state": "ok"})


async def ready_show(request: web.Request) -> web.Response:
    """Return 200 when ratings can be taken and worked on, else 503; Slack being down is not that."""
    parts = {name: part.health() for name, part in request.app[HEALTH].items()}
    parts["database"], deliveries = await _database(request)
    needed = [parts[name]["state"] for name in ("database", "worker") if name in parts]
    ready = all(state in {"ok", "standing by"} for state in needed)
    return web.json_response(
        {"state": "ok" if ready else "not ready", **parts, **deliveries},
        status=200 if ready else 503,
    )


async def _database(request: web.Request) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Return how the database is and, where it answers, what could not be told to anybody."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            given_up = await request.app[DATABASE].write(_touch)
    except Exception as error:
        return {"state": "failing", "error": type(error).__name__}, {}
    return {"state": "ok"}, {"deliveries": _deliveries(given_up)}


def _deliveries(given_up: list[JobTrouble]) -> dict[str, str]:
    if not given_up:
        return {"state": "ok"}
    count = sum(trouble.n for trouble in given_up)
    return {"state": "given up", "given_up": str(count), "error": given_up[0].error}


def _touch() -> Steps[list[JobTrouble]]:
    yield query("meta.put", name="touched", value=0)
    return [trouble for trouble in (yield from jobs.troubles(MOST_TROUBLES)) if trouble.given_up]
