"""`GET /api/v1/deliveries`: what waits to be told, what could not be, and why."""

from aiohttp import web

from server.core.instants import rfc3339
from server.core.rules import destination_of
from server.keys import DATABASE, HEALTH
from server.store import jobs
from server.store.jobs import JobTrouble
from server.store.steps import Steps

MOST_TROUBLES = 50


async def delivery_state(request: web.Request) -> web.Response:
    """Return how Slack is, how much waits and was given up, and each reason with its cure."""
    waiting, given_up, troubles = await request.app[DATABASE].read(_read)
    slack = request.app[HEALTH].get("slack")
    return web.json_response(
        {
            "slack": slack.health() if slack is not None else None,
            "waiting": waiting,
            "given_up": given_up,
            "troubles": [_json(each) for each in troubles],
        }
    )


def _read() -> Steps[tuple[int, int, list[JobTrouble]]]:
    lanes = yield from jobs.counts()
    troubles = yield from jobs.troubles(MOST_TROUBLES)
    waiting = sum(waiting for waiting, _ in lanes.values())
    return waiting, sum(given_up for _, given_up in lanes.values()), troubles


def _json(trouble: JobTrouble) -> dict[str, object]:
    return {
        "destination": destination_of(trouble.lane),
        "reason": trouble.error,
        "given_up": trouble.given_up,
        "n": trouble.n,
        "at": rfc3339(trouble.at),
    }
