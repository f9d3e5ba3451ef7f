"""The Home tabs of people: shown when they open it, and again when they have done something."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final
from zoneinfo import ZoneInfo

import structlog

from bot.blocks.home import home_view
from bot.catalogue import Surveys
from bot.client import SlackClient
from bot.health import SlackHealth
from bot.permalinks import Permalinks
from bot.troubles import trouble_of
from server.core.instants import Clock, day_of
from server.core.periods import last_days
from server.store import desks
from server.store.database import Database
from server.store.rule_book import RuleBook

DAYS: Final = 30
OPEN_DAYS: Final = 90
"""What waits for longer than this is not shown any more."""
A_DAY_MS: Final = 86_400_000
CONFLICT: Final = "hash_conflict"

log = structlog.get_logger()


@dataclass(slots=True)
class Home:
    """Publishes Home tabs. A newer one is never covered by an older one that comes later."""

    client: SlackClient
    database: Database
    surveys: Surveys
    rules: RuleBook
    clock: Clock
    timezone: ZoneInfo
    health: SlackHealth
    permalinks: Permalinks
    _shown: dict[str, str] = field(default_factory=dict)
    """By person, the hash of what was shown last."""

    async def open(self, user: str) -> None:
        """Show somebody's tab as things are now."""
        await self._publish(user, await self._view(user), self._shown.get(user))

    async def refresh(self, user: str) -> None:
        """Show it again, to somebody who has opened it."""
        if user in self._shown:
            await self.open(user)

    async def _publish(self, user: str, view: dict[str, Any], known: str | None) -> None:
        # Not sent where there is none: an empty hash would be compared like any other.
        against = {"hash": known} if known else {}
        try:
            answer = await self.client.web.views_publish(user_id=user, view=view, **against)
        except Exception as error:  # nothing is lost: it is made anew when it is opened next
            trouble = trouble_of(error)
            if known and trouble.code == CONFLICT:
                await self._publish(user, await self._view(user), None)
                return
            log.warning("home_not_shown", user=user, error=trouble.code)
            return
        self._shown[user] = str((answer.get("view") or {}).get("hash") or "")

    async def _view(self, user: str) -> dict[str, Any]:
        now = self.clock()
        period = last_days(DAYS, today=day_of(now, self.timezone), timezone=self.timezone.key)
        since = now - OPEN_DAYS * A_DAY_MS
        desk = await self.database.read(desks.desk, user, self.surveys.surveys(), period, since)
        await self.rules.refresh()
        address: Callable[[str, str], str | None] = self.permalinks.of
        return home_view(desk, self.rules.rules.all, self.health.state(), address=address)
