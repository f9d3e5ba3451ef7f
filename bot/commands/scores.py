"""`/scores`: where we stand, for whoever asks."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias
from zoneinfo import ZoneInfo

import structlog
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.blocks.literal import escaped
from bot.blocks.message import SlackMessage, text_message
from bot.blocks.score_report import help_answer, not_understood_answer, score_answer
from bot.catalogue import Surveys
from bot.client import SlackClient
from bot.commands.channel_rules import Asked
from bot.ids import CommandName
from bot.safe import response_url_of
from server.core.agents import teams_of
from server.core.aims import baseline_periods
from server.core.instants import Clock, day_of
from server.core.score_question import Help, NotUnderstood, parse
from server.core.score_reach import within_reach
from server.store import agents, reports
from server.store.counts import TooManyRatings
from server.store.database import Database

COMMAND: Final = CommandName.SCORES.value

Verb: TypeAlias = Callable[[Asked], Awaitable[SlackMessage]]

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class ScoresCommand:
    """Answers questions about scores, to the asker alone."""

    client: SlackClient
    database: Database
    surveys: Surveys
    clock: Clock
    timezone: ZoneInfo
    patience: float
    """Seconds within which the answer is the acknowledgement; a later one follows it."""
    verbs: Mapping[str, Verb]
    """What else the first word may ask for, and who answers."""

    async def listen(self, args: AsyncArgs) -> None:
        answering = asyncio.ensure_future(self._answered(args.command or {}))
        done, _ = await asyncio.wait({answering}, timeout=self.patience)
        if done:
            await args.ack(**answering.result().arguments(), response_type="ephemeral")
            return
        await args.ack()
        answer = await answering
        if response_url := response_url_of(args.body):
            await self.client.respond(response_url, answer)

    async def _answered(self, command: Mapping[str, Any]) -> SlackMessage:
        """Answer a verb of its own, else a question about scores."""
        question = str(command.get("text") or "")
        first, _, rest = question.strip().partition(" ")
        verb = self.verbs.get(first.casefold())
        if verb is None:
            return await self.answer(question)
        channel, user = str(command.get("channel_id")), str(command.get("user_id"))
        return await verb(Asked(rest.strip(), channel, user))

    async def answer(self, question: str) -> SlackMessage:
        """Return the answer, or help when the question cannot be understood."""
        surveys = self.surveys.surveys()
        slugs = [survey.slug for survey in surveys]
        today = day_of(self.clock(), self.timezone)
        people = await self.database.read(agents.listing)
        asked = within_reach(
            parse(
                question,
                surveys=slugs,
                today=today,
                timezone=self.timezone.key,
                agents=people,
                teams=teams_of(people),
                baselines=baseline_periods(surveys, self.timezone.key),
            )
        )
        if isinstance(asked, Help):
            return help_answer(slugs, command=COMMAND, verb=asked.verb)
        if isinstance(asked, NotUnderstood):
            return not_understood_answer(asked, command=COMMAND)
        try:
            return score_answer(await self.database.read(reports.answer, asked, surveys))
        except TooManyRatings as error:
            return text_message(escaped(str(error)))
