"""Group commit: what is waiting together is committed, and synced to disk, together.

While one group is being committed the next one gathers by itself, so nobody lingers: alone, a
rating is written at once; under load one sync serves hundreds.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeAlias, TypeVar

from server.store.unavailable import Unavailable

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")

LARGEST_GROUP = 512


class Closed(RuntimeError):
    """Something came after the recorder was closed."""


class Recorder(Generic[Item, Outcome]):
    """Takes items one by one and hands them to `commit` in groups.

    `commit` answers with an outcome for each, in order, or raises and has changed nothing. Then the
    members of the group are committed singly, so that only the guilty one is refused.
    """

    def __init__(self, commit: Callable[[Sequence[Item]], Awaitable[Sequence[Outcome]]]) -> None:
        self._commit = commit
        self._waiting: list[_Waiting[Item, Outcome]] = []
        self._committing: asyncio.Task[None] | None = None
        self._closed = False

    async def record(self, item: Item) -> Outcome:
        """Return what came of the item after its commit was synced, or raise what it raised."""
        if self._closed:
            raise Closed("the database is being closed")
        done: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, done))
        if self._committing is None:
            self._committing = asyncio.create_task(self._commit_all())
        return await done

    async def close(self) -> None:
        """Refuse what comes from now on and return when all that was taken is committed."""
        self._closed = True
        if self._committing is not None:
            await self._committing

    async def _commit_all(self) -> None:
        while self._waiting:
            group = self._waiting[:LARGEST_GROUP]
            del self._waiting[:LARGEST_GROUP]
            await self._commit_group(group)
        self._committing = None

    async def _commit_group(self, group: "Sequence[_Waiting[Item, Outcome]]") -> None:
        try:
            outcomes = await self._commit([item for item, _ in group])
        except Unavailable as error:
            # It is nobody's fault, and every further try would keep all of them waiting as long.
            _refuse(group, error)
            return
        except Exception as error:
            await self._commit_singly(group, error)
            return
        for (_, done), outcome in zip(group, outcomes, strict=True):
            if not done.done():
                done.set_result(outcome)

    async def _commit_singly(
        self, group: "Sequence[_Waiting[Item, Outcome]]", error: Exception
    ) -> None:
        if len(group) == 1:
            _refuse(group, error)
            return
        for member in group:
            await self._commit_group([member])


def _refuse(group: "Sequence[_Waiting[Item, Outcome]]", error: Exception) -> None:
    for _, done in group:
        if not done.done():
            done.set_exception(error)


_Waiting: TypeAlias = tuple[Item, "asyncio.Future[Outcome]"]
