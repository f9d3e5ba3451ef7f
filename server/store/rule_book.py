"""The rules in memory, so that a rating need not ask the database where it goes."""

import asyncio
from typing import Self
from zoneinfo import ZoneInfo

import structlog

from server.core.rules import DEFAULT_ID, RatingFacts, Rule, Rules
from server.store import meta, rules
from server.store.database import Database
from server.store.steps import Steps

LOOK_EVERY_SECONDS = 0.5

log = structlog.get_logger()


class RuleBook:
    """The rules in force. What other processes change is seen within a second.

    While no rule of ratings was made, every rating goes to `default`, a destination, if there is one.
    """

    def __init__(self, database: Database, timezone: ZoneInfo, default: str | None) -> None:
        self._database = database
        self._timezone = timezone
        self._default = () if default is None else (Rule(id=DEFAULT_ID, destination=default),)
        self._version: int | None = None
        self.rules = Rules(timezone=timezone)

    @classmethod
    async def load(cls, database: Database, timezone: ZoneInfo, default: str | None) -> Self:
        """Read everything once."""
        book = cls(database, timezone, default)
        await book.refresh()
        return book

    def destinations(self, facts: RatingFacts) -> tuple[str, ...]:
        """Return the lanes that a rating goes to now."""
        return self.rules.destinations(facts)

    async def refresh(self) -> None:
        """Read everything again if it has changed since it was read."""
        version = await self._database.read(meta.value, "rules_version")
        if version == self._version:
            return
        self._version, found = await self._database.read(_everything)
        # A rule of scores says nothing of where ratings go.
        of_ratings = [rule for rule in found if not rule.tells_scores]
        default = () if of_ratings else self._default
        self.rules = Rules((*default, *found), timezone=self._timezone)

    async def follow(self) -> None:
        """Keep up with what other processes change, until cancelled."""
        while True:
            await asyncio.sleep(LOOK_EVERY_SECONDS)
            try:
                await self.refresh()
            except Exception:
                log.exception("rules_not_refreshed")


def _everything() -> Steps[tuple[int | None, list[Rule]]]:
    version = yield from meta.value("rules_version")
    found = yield from rules.listing()
    return version, found
