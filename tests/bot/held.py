"""Something slow, for as long as a test wants."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
Result = TypeVar("Result")


class Held:
    """Holds calls back until `released` is set; `reached` is set by the first of them."""

    def __init__(self) -> None:
        self.reached = asyncio.Event()
        self.released = asyncio.Event()

    def before(self, call: Callable[P, Awaitable[Result]]) -> Callable[P, Awaitable[Result]]:
        """Return the call as it is when what it calls is slow."""

        async def slow(*args: P.args, **kwargs: P.kwargs) -> Result:
            self.reached.set()
            await self.released.wait()
            return await call(*args, **kwargs)

        return slow
