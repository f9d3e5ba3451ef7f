"""A Slack that takes its time, so that kills fall before, between and after what it does."""

import asyncio
from dataclasses import dataclass
from random import Random

from aiohttp import web

from bot.sandbox.faults import Exchange


@dataclass(frozen=True, slots=True)
class Slow:
    """A fault for the stand-in: waits before it does what was asked, and again before it says so."""

    random: Random
    longest: float
    """Of either wait, in seconds."""

    async def answer(self, exchange: Exchange) -> web.Response:
        await asyncio.sleep(self.random.uniform(0, self.longest))
        answer = exchange.perform()
        await asyncio.sleep(self.random.uniform(0, self.longest))
        return answer
