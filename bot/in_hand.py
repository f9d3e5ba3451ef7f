"""What is being done for somebody right now, so that closing can wait for it."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

log = structlog.get_logger()


class InHand:
    """The tasks that answer somebody. Slack hears of most of them before they are done."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[object]] = set()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Count the running task as in hand, until the block ends."""
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("only a task can be waited for")
        self._tasks.add(task)
        try:
            yield
        finally:
            self._tasks.discard(task)

    async def finish(self, within: float) -> None:
        """Wait until nothing is in hand; cut off what takes longer than so many seconds."""
        loop = asyncio.get_running_loop()
        until = loop.time() + within
        # What is waited for may itself begin something, as a request does its listener.
        while self._tasks and loop.time() < until:
            await asyncio.wait(self._tasks, timeout=until - loop.time())
        late = tuple(self._tasks)
        if late:
            log.warning("slack_answers_cut_off", count=len(late))
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
