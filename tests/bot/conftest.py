from collections.abc import AsyncIterator

import pytest

from server.core.agents import Agent
from server.store import agents
from server.store.database import Database
from tests.bot.slack import RunningSlack
from tests.bot.stage import Stage, set_stage
from tests.clock import TestClock


@pytest.fixture(autouse=True)
def _watchful_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    # It looks for due jobs once a second, which is long for a test of many pauses.
    monkeypatch.setattr("server.jobs.worker.LOOK_EVERY_SECONDS", 0.02)


@pytest.fixture
async def stage(slack: RunningSlack, database: Database, clock: TestClock) -> AsyncIterator[Stage]:
    """An install whose agent is Mari Tamm, with its Slack."""
    await database.write(agents.put, Agent("mari", "Mari Tamm"), clock())
    async with set_stage(slack, database, clock) as running:
        yield running
