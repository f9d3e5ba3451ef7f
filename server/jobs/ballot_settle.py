"""The job "settle": judge a ballot again when time alone may have changed what it is judged to be."""

from aiohttp import web

from server.core.jobs import Again, Done, Job, JobResult
from server.intake.link_answer import settle_ballot
from server.keys import CLOCK


async def ballot_settle(app: web.Application, job: Job) -> JobResult:
    """Let the answer of a ballot count, or look again when it was given anew meanwhile."""
    judgement = await settle_ballot(app, job.subject)
    if judgement is None or judgement.look_at is None:
        return Done()
    return Again((judgement.look_at - app[CLOCK]()) / 1000, "answered again; waiting anew")
