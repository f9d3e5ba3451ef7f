"""Surveys and agents in memory, so that a rating need not ask the database who and what it is about."""

import asyncio
from collections.abc import Sequence
from typing import Self

import structlog

from server.core.agents import Agent
from server.core.surveys import Survey
from server.store import agents, meta, surveys
from server.store.database import Database
from server.store.steps import Steps

LOOK_EVERY_SECONDS = 0.5

log = structlog.get_logger()


class Catalogue:
    """What surveys and agents there are. Commands of other processes are seen within a second."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._version: int | None = None
        self._surveys: dict[str, Survey] = {}
        self._agents: dict[str, Agent] = {}

    @classmethod
    async def load(cls, database: Database) -> Self:
        """Read everything once."""
        catalogue = cls(database)
        await catalogue.refresh()
        return catalogue

    def survey(self, slug: str) -> Survey | None:
        return self._surveys.get(slug)

    def surveys(self) -> Sequence[Survey]:
        return tuple(self._surveys.values())

    def agent(self, key: str) -> Agent | None:
        return self._agents.get(key)

    def agents(self) -> Sequence[Agent]:
        return tuple(self._agents.values())

    async def refresh(self) -> None:
        """Read everything again if it has changed since it was read."""
        version = await self._database.read(meta.value, "catalogue_version")
        if version == self._version:
            return
        self._version, found_surveys, found_agents = await self._database.read(_everything)
        self._surveys = {survey.slug: survey for survey in found_surveys}
        self._agents = {agent.key: agent for agent in found_agents}

    async def follow(self) -> None:
        """Keep up with what other processes change, until cancelled."""
        while True:
            await asyncio.sleep(LOOK_EVERY_SECONDS)
            try:
                await self.refresh()
            except Exception:
                log.exception("catalogue_not_refreshed")


def _everything() -> Steps[tuple[int | None, list[Survey], list[Agent]]]:
    version = yield from meta.value("catalogue_version")
    found_surveys = yield from surveys.current()
    found_agents = yield from agents.listing()
    return version, found_surveys, found_agents
