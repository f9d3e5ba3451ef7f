"""`/scores low`, `/scores find refund`: the latest ratings of a kind, each with its card."""

from dataclasses import dataclass, replace
from typing import Final
from zoneinfo import ZoneInfo

from bot.blocks.rating_list import rating_list
from bot.catalogue import Surveys
from bot.commands.answer import Answer
from bot.commands.asker import Asker
from bot.permalinks import Permalinks
from server.core.ratings import State
from server.core.score_question import Find, Low
from server.store import rating_lists
from server.store.database import Database
from server.store.rating_pages import MOST_ATTRIBUTES, RatingFilter

MOST_FOUND: Final = 20


@dataclass(frozen=True, slots=True)
class RatingLists:
    """Lists ratings for who asks, with links to the cards that the channel has."""

    database: Database
    surveys: Surveys
    timezone: ZoneInfo
    permalinks: Permalinks

    async def low(self, asked: Low, asker: Asker) -> Answer:
        band = asked.only.band
        kind = f"{band} ratings" if band else "ratings"
        return await self._list(asked, asker, f"Latest {kind}, {asked.period.label}", most=asked.n)

    async def find(self, asked: Find, asker: Asker) -> Answer:
        title = f"Latest ratings with “{asked.text}”, {asked.period.label}"
        return await self._list(asked, asker, title, most=MOST_FOUND)

    async def _list(self, asked: Low | Find, asker: Asker, title: str, *, most: int) -> Answer:
        if len(asked.only.attributes) > MOST_ATTRIBUTES:
            return Answer(
                rating_list(
                    f"I can look for {MOST_ATTRIBUTES} attributes at once, not more.",
                    (),
                    timezone=self.timezone,
                    address=lambda _: None,
                )
            )
        listed = await self.database.read(
            rating_lists.newest, self._filters(asked), asker.destination, most=most
        )
        return Answer(
            rating_list(
                title if listed else f"{title}: none",
                listed,
                timezone=self.timezone,
                address=lambda message: self.permalinks.of(asker.channel, message),
            ),
            is_shared=asked.share,
            may_be_shared=bool(listed),
        )

    def _filters(self, asked: Low | Find) -> list[RatingFilter]:
        """Return one filter for each survey that is asked about, or one for all."""
        only = asked.only
        wanted = RatingFilter(
            agent_key=only.agent,
            team=only.team,
            source=only.source,
            language=only.language,
            band=only.band,
            state=State.COUNTED,
            text=asked.text if isinstance(asked, Find) else None,
            attributes=only.attributes,
            since=asked.period.starts_at,
            until=asked.period.ends_at,
        )
        if asked.survey is None and asked.metric is None:
            return [wanted]
        return [
            replace(wanted, survey_id=survey.id)
            for survey in self.surveys.surveys()
            if asked.survey in {None, survey.slug} and asked.metric in {None, survey.metric}
        ]
