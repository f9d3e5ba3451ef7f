"""The worker: runs jobs, one after another within a lane and lanes side by side.

One process works on a database at a time; another that starts stands by until the first is gone.
A job is removed only after its handler is done with it, so a crash repeats the job and loses none.
"""

import asyncio
from collections.abc import Iterable, Mapping
from contextlib import suppress

import structlog

from server.core.instants import Clock
from server.core.jobs import Again, Done, GivenUp, Hold, Job, JobHandler, JobResult, Pause
from server.store import jobs
from server.store.database import Database

LOOK_EVERY_SECONDS = 1.0
STAND_BY_SECONDS = 2.0
FINISH_SECONDS = 8.0
LONGEST_BACKOFF_SECONDS = 300

log = structlog.get_logger()


class Worker:
    """Runs the handlers, by kind of job, for what the database says is due."""

    def __init__(
        self, database: Database, handlers: Mapping[str, JobHandler], clock: Clock
    ) -> None:
        self._database = database
        self._handlers = handlers
        self._clock = clock
        self._wake = asyncio.Event()
        self._lanes: dict[str, asyncio.Task[None]] = {}
        self._paused_until: dict[str, int] = {}
        self._asked_again: set[str] = set()
        self._main: asyncio.Task[None] | None = None
        self._stopping = False
        self._working = False

    def start(self) -> None:
        """Begin, or stand by while another process works."""
        self._main = asyncio.create_task(self._run())

    def wake(self, lanes: Iterable[str]) -> None:
        """Look for jobs now: some were written for these lanes a moment ago."""
        for lane in lanes:
            if lane in self._lanes:
                self._asked_again.add(lane)
            else:
                self._wake.set()

    def health(self) -> dict[str, str]:
        """Tell whether jobs are being run."""
        if self._main is None or self._main.done():
            return {"state": "stopped"}
        return {"state": "ok" if self._working else "standing by"}

    async def stop(self) -> None:
        """Take no new job, finish those in hand, and cut off what takes too long."""
        self._stopping = True
        if self._main is not None:
            self._main.cancel()
            with suppress(asyncio.CancelledError):
                await self._main
        if self._lanes:
            _, late = await asyncio.wait(self._lanes.values(), timeout=FINISH_SECONDS)
            await self._cut_off(late)

    async def _cut_off(self, lanes: Iterable[asyncio.Task[None]]) -> None:
        """End lanes at once; a message on its way is found again as one that may have arrived."""
        ending = list(lanes)
        for lane in ending:
            lane.cancel()
        await asyncio.gather(*ending, return_exceptions=True)

    async def _run(self) -> None:
        while not self._stopping:
            await self._become_the_worker()
            await self._work()

    async def _become_the_worker(self) -> None:
        """Stand by until no other process works."""
        while not await self._claimed():
            await asyncio.sleep(STAND_BY_SECONDS)
        self._working = True

    async def _claimed(self) -> bool:
        """Take the work, and give what an earlier worker gave up another chance."""
        try:
            if not await self._database.claim_worker():
                return False
            replayed = await self._database.write(jobs.replay, self._clock())
        except Exception:
            log.exception("worker_not_claimed")
            return False
        if replayed:
            log.info("jobs_replayed", jobs=len(replayed))
        return True

    async def _work(self) -> None:
        """Start what is due, until stopped or until another process may have taken over."""
        while not self._stopping:
            if not await self._database.holds_worker():
                log.warning("worker_lost")
                self._working = False
                await self._cut_off(self._lanes.values())
                return
            self._wake.clear()
            patience = LOOK_EVERY_SECONDS
            try:
                patience = await self._start_lanes()
            except Exception:
                log.exception("jobs_not_read")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), patience)

    async def _start_lanes(self) -> float:
        """Start every lane that can go on; return the seconds until another may."""
        now = self._clock()
        look_at = now + round(LOOK_EVERY_SECONDS * 1000)
        for lane, due, next_at in await self._database.read(jobs.lanes, now):
            paused_until = self._paused_until.get(lane, 0)
            if due and lane not in self._lanes and paused_until <= now:
                self._start_lane(lane)
            look_at = min(at for at in (look_at, next_at, paused_until) if at and at > now)
        return max(0.001, (look_at - now) / 1000)

    def _start_lane(self, lane: str) -> None:
        task = asyncio.create_task(self._run_lane(lane), name=f"lane {lane}")
        self._lanes[lane] = task
        task.add_done_callback(lambda _: self._lane_ended(lane))

    def _lane_ended(self, lane: str) -> None:
        del self._lanes[lane]
        if lane in self._asked_again:
            # A job came between the lane's last look and its end.
            self._asked_again.discard(lane)
            self._wake.set()

    async def _run_lane(self, lane: str) -> None:
        try:
            while not self._stopping and self._paused_until.get(lane, 0) <= self._clock():
                self._asked_again.discard(lane)
                job = await self._database.read(jobs.next_in_lane, lane, self._clock())
                if job is None:
                    return
                await self._settle(job, await self._handle(job))
        except Exception:
            # The database failed, not the job: leave the lane alone for a moment.
            log.exception("lane_stopped", lane=lane)
            self._pause(lane, LOOK_EVERY_SECONDS)

    async def _handle(self, job: Job) -> JobResult:
        handler = self._handlers.get(job.kind)
        if handler is None:
            # Slack is not set up here now; it may be again after the next start.
            return Pause(LONGEST_BACKOFF_SECONDS, f"nothing here does jobs of kind {job.kind}")
        try:
            return await handler(job)
        except Exception as error:
            log.exception("job_failed", kind=job.kind, lane=job.lane, subject=job.subject)
            wait = min(2**job.attempts, LONGEST_BACKOFF_SECONDS)
            return Again(wait, f"{type(error).__name__}: {error}")

    async def _settle(self, job: Job, result: JobResult) -> None:
        now = self._clock()
        match result:
            case Done():
                await self._database.write(jobs.finish, job)
            case Again(seconds, why):
                run_at = now + round(seconds * 1000)
                await self._database.write(jobs.postpone, job, run_at, why)
            case Hold(until):
                await self._database.write(jobs.hold, job, until)
            case Pause(seconds, why):
                log.warning("lane_paused", lane=job.lane, seconds=seconds, why=why)
                self._pause(job.lane, seconds)
                await self._database.write(jobs.note_error, job, why)
            case GivenUp(why):
                log.error("job_given_up", kind=job.kind, subject=job.subject, why=why)
                await self._database.write(jobs.give_up, job, why, now)

    def _pause(self, lane: str, seconds: float) -> None:
        self._paused_until[lane] = self._clock() + round(seconds * 1000)
        # The main loop may be waiting for longer than this.
        self._wake.set()
