"""The job "count": an answer of a page of its own that showed no sign of a person counts after a while.

Nobody opens all links of a page to find out where they lead, as scanners do with a message: there is nothing to wait
for but somebody who withdraws it.
"""

from aiohttp import web

from server.core.jobs import Done, Job, JobResult
from server.keys import CLOCK, DATABASE, WORKER
from server.store import ratings


async def rating_count(app: web.Application, job: Job) -> JobResult:
    """Let a rating count, unless somebody has decided otherwise."""
    await app[DATABASE].write(ratings.settle, job.subject, app[CLOCK]())
    app[WORKER].wake([ratings.ROUTES])
    return Done()
