"""What can go wrong between an app and Slack, on request.

    workspace.faults.add("chat.postMessage", CutAfter(), times=2)
    workspace.faults.add("*", ServerError(503), times=None)
    workspace.faults.clear()

"After" means that Slack did what was asked and only the answer was lost.
"""

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from aiohttp import web

from bot.sandbox.records import Json

EVERY_METHOD = "*"


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request on its way: how to do what it asks, and how to hold it."""

    request: web.Request
    perform: Callable[[], web.Response]
    released: asyncio.Event

    def cut(self) -> web.Response:
        """Close the connection; what is returned reaches nobody."""
        if self.request.transport is not None:
            self.request.transport.close()
        return web.Response()

    async def hold(self) -> web.Response:
        """Keep the caller waiting until the faults are cleared or the server stops."""
        await self.released.wait()
        return self.cut()


class Fault(Protocol):
    async def answer(self, exchange: Exchange) -> web.Response: ...


@dataclass(frozen=True, slots=True)
class RateLimited:
    retry_after: int = 1
    """Whole seconds, as Slack sends them."""

    async def answer(self, exchange: Exchange) -> web.Response:
        del exchange
        return rate_limited(self.retry_after)


@dataclass(frozen=True, slots=True)
class Refused:
    """The token, the channel or the app is refused: any code of Slack's with `ok: false`."""

    error: str = "invalid_auth"

    async def answer(self, exchange: Exchange) -> web.Response:
        del exchange
        return web.json_response({"ok": False, "error": self.error})


@dataclass(frozen=True, slots=True)
class ServerError:
    """An HTML page instead of JSON, as a proxy in front of Slack gives it."""

    status: int = 500

    async def answer(self, exchange: Exchange) -> web.Response:
        del exchange
        return server_error(self.status)


@dataclass(frozen=True, slots=True)
class ServerErrorAfter:
    status: int = 500

    async def answer(self, exchange: Exchange) -> web.Response:
        exchange.perform()
        return server_error(self.status)


@dataclass(frozen=True, slots=True)
class Hang:
    async def answer(self, exchange: Exchange) -> web.Response:
        return await exchange.hold()


@dataclass(frozen=True, slots=True)
class HangAfter:
    async def answer(self, exchange: Exchange) -> web.Response:
        exchange.perform()
        return await exchange.hold()


@dataclass(frozen=True, slots=True)
class Cut:
    async def answer(self, exchange: Exchange) -> web.Response:
        return exchange.cut()


@dataclass(frozen=True, slots=True)
class CutAfter:
    async def answer(self, exchange: Exchange) -> web.Response:
        exchange.perform()
        return exchange.cut()


@dataclass(slots=True)
class Plan:
    """A fault that waits for its calls."""

    method: str
    fault: Fault
    left: int | None
    condition: Callable[[Json], bool] | None

    def takes(self, method: str, arguments: Json) -> bool:
        if self.left == 0 or self.method not in {EVERY_METHOD, method}:
            return False
        return self.condition is None or self.condition(arguments)


class Faults:
    """The faults to come, in the order they were added."""

    def __init__(self) -> None:
        self._plans: list[Plan] = []
        self.released = asyncio.Event()

    def add(
        self,
        method: str,
        fault: Fault,
        *,
        times: int | None = 1,
        when: Callable[[Json], bool] | None = None,
    ) -> Plan:
        """Answer the next calls of a method (or "*") with a fault.

        `times=None` means until cleared or removed; `when` sees the call's arguments and is
        asked at every call, so it also serves as a "while".
        """
        plan = Plan(method, fault, times, when)
        self._plans.append(plan)
        return plan

    def remove(self, plan: Plan) -> None:
        self._plans = [other for other in self._plans if other is not plan]

    @contextlib.contextmanager
    def during(self, method: str, fault: Fault) -> Iterator[None]:
        """Answer every call of a method with a fault until the block ends."""
        plan = self.add(method, fault, times=None)
        try:
            yield
        finally:
            self.remove(plan)

    def clear(self) -> None:
        """Let Slack be well again, and drop whoever is kept waiting."""
        self._plans.clear()
        self.release()

    def release(self) -> None:
        self.released.set()
        self.released = asyncio.Event()

    def take(self, method: str, arguments: Json) -> Fault | None:
        """Return the fault for this call, used up by one, or None when all is well."""
        for plan in self._plans:
            if plan.takes(method, arguments):
                if plan.left is not None:
                    plan.left -= 1
                return plan.fault
        return None


def rate_limited(retry_after: int) -> web.Response:
    return web.json_response(
        {"ok": False, "error": "ratelimited"},
        status=429,
        headers={"Retry-After": str(retry_after)},
    )


def server_error(status: int) -> web.Response:
    return web.Response(
        status=status,
        text="<!DOCTYPE html><title>Server Error | Slack</title><p>Something went wrong.</p>",
        content_type="text/html",
    )
