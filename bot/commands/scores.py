"""`/scores`: where we stand, for whoever asks."""

import asyncio
from dataclasses import dataclass, replace

from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.blocks.answer_buttons import with_share
from bot.chart_follow import ChartFollow
from bot.client import SlackClient
from bot.commands.answer import Answer
from bot.commands.answers import Answers
from bot.commands.asker import Asker
from bot.safe import response_url_of


@dataclass(frozen=True, slots=True)
class ScoresCommand:
    """Answers to the asker alone, unless it is told to share."""

    client: SlackClient
    answers: Answers
    follow: ChartFollow
    patience: float
    """Seconds within which the answer is the acknowledgement; a later one follows it."""

    async def listen(self, args: AsyncArgs) -> None:
        answering = asyncio.ensure_future(self._answered(args))
        done, _ = await asyncio.wait({answering}, timeout=self.patience)
        if done:
            answer = answering.result()
            await args.ack(**answer.message.arguments(), response_type=answer.reach)
        else:
            await args.ack()
            answer = await answering
        response_url = response_url_of(args.body)
        if response_url is None:
            return
        if not done:
            await self.client.respond(response_url, answer.message, to_all=answer.is_shared)
        if answer.chart is not None:
            await self.follow.send(response_url, answer.chart, to_all=answer.is_shared)

    async def _answered(self, args: AsyncArgs) -> Answer:
        command = args.command or {}
        question = str(command.get("text") or "").strip()
        asker = Asker(str(command.get("channel_id")), str(command.get("user_id")))
        answer = await self.answers.answer(question, asker)
        if answer.is_shared or not answer.may_be_shared:
            return answer
        return replace(answer, message=with_share(answer.message, question))
