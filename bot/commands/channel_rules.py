"""The rules of the channel in which a command was typed."""

import html
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from bot.catalogue import Catalogue
from bot.client import SlackClient
from bot.commands.asker import Asker
from bot.troubles import trouble_of
from server.core.instants import Clock
from server.core.rule_text import Known
from server.core.rules import DEFAULT_ID, Rule
from server.store import ratings
from server.store.database import Database
from server.store.rule_book import RuleBook

_PERSON: Final = re.compile(r"<@([^<>|\s]+)(?:\|[^<>]*)?>")
_STRAIGHT: Final = str.maketrans("“”„«»", '"' * 5)


@dataclass(frozen=True, slots=True)
class ChannelRules:
    """Finds and changes rules for the commands."""

    client: SlackClient
    database: Database
    book: RuleBook
    catalogue: Catalogue
    clock: Clock
    timezone: ZoneInfo
    wake: Callable[[Iterable[str]], None]

    async def of(self, asker: Asker) -> tuple[Rule, ...]:
        """Return the rules of a channel, oldest first; their numbers are their places, from 1."""
        await self.book.refresh()
        return self.book.rules.of(asker.destination)

    def known(self) -> Known:
        """Return what there is to name in a rule."""
        return Known(
            surveys=[survey.slug for survey in self.catalogue.surveys()],
            agents=Known.names_of(self.catalogue.agents()),
        )

    def default_channel(self) -> str | None:
        """Return the destination that gets every rating, while no rule was made."""
        return next(
            (rule.destination for rule in self.book.rules.all if rule.id == DEFAULT_ID), None
        )

    async def changed(self) -> None:
        """Follow a change at once, and have what waits under it looked at."""
        await self.book.refresh()
        self.wake([ratings.ROUTES])

    async def is_member(self, channel: str) -> bool:
        """Tell whether the app is in a channel; when nobody knows, it is."""
        try:
            await self.client.web.conversations_history(channel=channel, limit=1)
        except Exception as error:  # whatever the SDK raises, the rule is kept
            return trouble_of(error).code not in {"not_in_channel", "channel_not_found"}
        return True


def typed(text: str) -> str:
    """Return words as they were typed: Slack escapes them and names people, phones turn quotation marks."""
    return _PERSON.sub(r"@\1", html.unescape(text)).translate(_STRAIGHT).strip()
