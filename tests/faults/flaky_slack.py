"""A Slack that now and then limits, fails, hangs or cuts the connection, before or after it did what was asked."""

from collections import Counter
from dataclasses import dataclass, field
from random import Random

from aiohttp import web

from bot.sandbox.faults import (
    Cut,
    CutAfter,
    Exchange,
    Fault,
    Hang,
    HangAfter,
    RateLimited,
    Refused,
    ServerError,
    ServerErrorAfter,
)

TROUBLES: tuple[Fault, ...] = (
    RateLimited(1),
    ServerError(503),
    ServerErrorAfter(500),
    Hang(),
    HangAfter(),
    Cut(),
    CutAfter(),
    Refused("service_unavailable"),
)


@dataclass(frozen=True, slots=True)
class Flaky:
    """A fault for the stand-in: one of the troubles for some of the calls, and an answer for the others."""

    random: Random
    share: float
    made: Counter[str] = field(default_factory=Counter)
    """How often each trouble was made."""

    async def answer(self, exchange: Exchange) -> web.Response:
        if self.random.random() >= self.share:
            return exchange.perform()
        trouble = self.random.choice(TROUBLES)
        self.made[type(trouble).__name__] += 1
        return await trouble.answer(exchange)
