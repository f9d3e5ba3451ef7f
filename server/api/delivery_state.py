"""`GET /api/v1/deliveries`: what waits to be told, what could not be, and why."""

from typing import Final

from aiohttp import web
from msgspec import Struct

from server.api.answer import answer
from server.core.instants import rfc3339
from server.core.rules import destination_of
from server.keys import DATABASE, HEALTH
from server.store import jobs
from server.store.jobs import JobTrouble
from server.store.steps import Steps

MOST_TROUBLES: Final = 50


class TroubleShown(Struct, frozen=True):
    """Messages to one destination that went wrong for the same reason; `reason` has its cure."""

    destination: str
    reason: str
    given_up: bool
    n: int
    at: str


class DeliveriesShown(Struct, frozen=True):
    """How Slack is, how much waits, and how much was given up."""

    slack: dict[str, str] | None
    waiting: int
    given_up: int
    troubles: list[TroubleShown]


async def delivery_state(request: web.Request) -> web.Response:
    """Return how Slack is, how much waits and was given up, and each reason with its cure."""
    waiting, given_up, troubles = await request.app[DATABASE].read(_read)
    slack = request.app[HEALTH].get("slack")
    return answer(
        DeliveriesShown(
            slack.health() if slack is not None else None,
            waiting,
            given_up,
            [_shown(each) for each in troubles],
        )
    )


def _read() -> Steps[tuple[int, int, list[JobTrouble]]]:
    lanes = yield from jobs.counts()
    troubles = yield from jobs.troubles(MOST_TROUBLES)
    waiting = sum(waiting for waiting, _ in lanes.values())
    return waiting, sum(given_up for _, given_up in lanes.values()), troubles


def _shown(trouble: JobTrouble) -> TroubleShown:
    return TroubleShown(
        destination_of(trouble.lane),
        trouble.error,
        trouble.given_up,
        trouble.n,
        rfc3339(trouble.at),
    )
