"""Reading what was typed after `/scores`, with the names that this install has."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.catalogue import Surveys
from server.core.agents import teams_of
from server.core.aims import baseline_periods
from server.core.instants import Clock, day_of
from server.core.score_question import Asked, parse
from server.store import agents
from server.store.database import Database


@dataclass(frozen=True, slots=True)
class QuestionReader:
    """Reads questions; the grammar is server/core/score_question.py and there is no other."""

    database: Database
    surveys: Surveys
    clock: Clock
    timezone: ZoneInfo

    @property
    def slugs(self) -> list[str]:
        return [survey.slug for survey in self.surveys.surveys()]

    async def read(self, text: str) -> Asked:
        surveys = self.surveys.surveys()
        people = await self.database.read(agents.listing)
        return parse(
            text,
            surveys=[survey.slug for survey in surveys],
            today=day_of(self.clock(), self.timezone),
            timezone=self.timezone.key,
            agents=people,
            teams=teams_of(people),
            baselines=baseline_periods(surveys, self.timezone.key),
        )
