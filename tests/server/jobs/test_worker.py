import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import asyncpg
import pytest
from structlog.testing import LogCapture

from server.core.jobs import Again, Done, GivenUp, Job, JobResult, Pause
from server.jobs.worker import Worker
from server.store import jobs
from server.store.database import Database, open_database
from tests.clock import TestClock


class Desk:
    """Does jobs as it is told, and keeps what it was given."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.answers: dict[str, list[JobResult | Exception]] = {}
        self.doing: asyncio.Event | None = None
        self.changed = asyncio.Event()

    async def do(self, job: Job) -> JobResult:
        self.seen.append(job.subject)
        self.changed.set()
        if self.doing is not None:
            await self.doing.wait()
        answer = self.answers[job.subject].pop(0) if self.answers.get(job.subject) else Done()
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(5):
            while not holds():
                self.changed.clear()
                await self.changed.wait()


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
async def worker(database: Database, clock: TestClock, desk: Desk) -> AsyncIterator[Worker]:
    worker = Worker(database, {"card": desk.do}, clock)
    worker.start()
    yield worker
    await worker.stop()


async def ask(database: Database, clock: TestClock, lane: str, *subjects: str) -> None:
    for subject in subjects:
        now = clock()
        await database.write(jobs.enqueue, "card", lane, subject, run_at=now, now=now)


async def left(database: Database) -> dict[str, tuple[int, int]]:
    return await database.read(jobs.counts)


async def until_left(database: Database, wanted: dict[str, tuple[int, int]]) -> None:
    async with asyncio.timeout(5):
        while await left(database) != wanted:
            await asyncio.sleep(0.01)


async def test_it_does_jobs_in_their_order_and_removes_them(
    worker: Worker, database: Database, clock: TestClock, desk: Desk
) -> None:
    await ask(database, clock, "a", "1", "2", "3")
    worker.wake(["a"])
    await until_left(database, {})
    assert desk.seen == ["1", "2", "3"]


async def test_it_finds_jobs_that_nobody_woke_it_for(
    worker: Worker, database: Database, clock: TestClock, desk: Desk
) -> None:
    await ask(database, clock, "a", "1")
    await until_left(database, {})
    assert desk.seen == ["1"]


async def test_it_does_again_what_was_asked_again_meanwhile(
    worker: Worker, database: Database, clock: TestClock, desk: Desk
) -> None:
    desk.doing = asyncio.Event()
    await ask(database, clock, "a", "1")
    worker.wake(["a"])
    await desk.until(lambda: desk.seen == ["1"])
    await ask(database, clock, "a", "1")
    desk.doing.set()
    await until_left(database, {})
    assert desk.seen == ["1", "1"]


async def test_it_tries_again_later_and_goes_on_with_the_lane(
    worker: Worker, database: Database, clock: TestClock, desk: Desk
) -> None:
    desk.answers["1"] = [Again(0.05, "busy")]
    await ask(database, clock, "a", "1", "2")
    worker.wake(["a"])
    await until_left(database, {})
    assert desk.seen == ["1", "2", "1"]


async def test_it_pauses_one_lane_and_keeps_its_order(
    worker: Worker, database: Database, clock: TestClock, desk: Desk
) -> None:
    desk.answers["1"] = [Pause(0.2, "slow down")]
    await ask(database, clock, "a", "1", "2")
    await ask(database, clock, "b", "3")
    worker.wake(["a", "b"])
    await until_left(database, {})
    assert desk.seen.index("3") < 3
    assert [subject for subject in desk.seen if subject != "3"] == ["1", "1", "2"]


async def test_it_keeps_what_cannot_be_done_to_be_replayed(
    worker: Worker, database: Database, clock: TestClock, desk: Desk, log: LogCapture
) -> None:
    desk.answers["1"] = [GivenUp("too long")]
    await ask(database, clock, "a", "1")
    worker.wake(["a"])
    await until_left(database, {"a": (0, 1)})
    assert await database.write(jobs.replay, clock()) == ["a"]
    worker.wake(["a"])
    await until_left(database, {})
    assert desk.seen == ["1", "1"]


async def test_it_keeps_what_nobody_here_can_do(
    database: Database, clock: TestClock, desk: Desk, log: LogCapture
) -> None:
    await ask(database, clock, "a", "1")
    without_slack = Worker(database, {}, clock)
    without_slack.start()
    await until_logged(log, "lane_paused")
    await without_slack.stop()
    assert await left(database) == {"a": (1, 0)}


async def test_it_gives_what_was_given_up_another_chance_when_it_starts(
    database: Database, clock: TestClock, desk: Desk, log: LogCapture
) -> None:
    await ask(database, clock, "a", "1")
    job = await database.read(jobs.next_in_lane, "a", clock())
    assert job is not None
    await database.write(jobs.give_up, job, "too long", clock())
    worker = Worker(database, {"card": desk.do}, clock)
    worker.start()
    await until_left(database, {})
    await worker.stop()
    assert desk.seen == ["1"]


@pytest.mark.postgres
@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_it_stops_working_when_its_lock_is_lost(
    any_database: Database, database_url: str, clock: TestClock, desk: Desk, log: LogCapture
) -> None:
    first = Worker(any_database, {"card": desk.do}, clock)
    first.start()
    await until(first, "ok")
    second_database = await open_database(database_url)
    second = Worker(second_database, {"card": desk.do}, clock)
    second.start()
    await until(second, "standing by")
    admin = await asyncpg.connect(database_url)
    await admin.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"
    )
    await admin.close()
    await until_logged(log, "worker_lost")
    working = [worker for worker in (first, second) if worker.health()["state"] == "ok"]
    assert len(working) <= 1
    await first.stop()
    await second.stop()
    await second_database.close()


async def test_it_survives_a_lock_that_cannot_be_tried(
    database: Database, clock: TestClock, desk: Desk, log: LogCapture, tmp_path: Path
) -> None:
    (tmp_path / "test.db.worker").mkdir()
    worker = Worker(database, {"card": desk.do}, clock)
    worker.start()
    await until_logged(log, "worker_not_claimed")
    assert worker.health() == {"state": "standing by"}
    await worker.stop()


async def test_it_survives_a_handler_that_breaks(
    worker: Worker, database: Database, clock: TestClock, desk: Desk, log: LogCapture
) -> None:
    desk.answers["1"] = [ZeroDivisionError("oh")]
    await ask(database, clock, "a", "1", "2")
    worker.wake(["a"])
    await until_left(database, {"a": (1, 0)})
    assert desk.seen == ["1", "2"]
    assert "job_failed" in [entry["event"] for entry in log.entries]


async def test_it_finishes_what_it_has_in_hand_before_it_stops(
    worker: Worker, database: Database, clock: TestClock, desk: Desk
) -> None:
    desk.doing = asyncio.Event()
    await ask(database, clock, "a", "1", "2")
    worker.wake(["a"])
    await desk.until(lambda: desk.seen == ["1"])
    stopping = asyncio.create_task(worker.stop())
    await asyncio.sleep(0)
    desk.doing.set()
    await stopping
    assert desk.seen == ["1"]
    assert await left(database) == {"a": (1, 0)}


async def test_it_stands_by_while_another_process_works(
    worker: Worker, tmp_path: Path, clock: TestClock, desk: Desk
) -> None:
    await until(worker, "ok")
    other_process = await open_database(f"sqlite:///{tmp_path / 'test.db'}")
    second = Worker(other_process, {"card": desk.do}, clock)
    second.start()
    await until(second, "standing by")
    await second.stop()
    await other_process.close()


async def until(worker: Worker, state: str) -> None:
    async with asyncio.timeout(5):
        while worker.health()["state"] != state:
            await asyncio.sleep(0)


async def until_logged(log: LogCapture, event: str) -> None:
    async with asyncio.timeout(5):
        while event not in [entry["event"] for entry in log.entries]:
            await asyncio.sleep(0.01)
