"""The button under an answer that only one person sees: show it to the channel, once."""

from dataclasses import dataclass

import structlog
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.actors import presser
from bot.blocks.answer_buttons import shared_by
from bot.chart_follow import ChartFollow
from bot.client import SlackClient
from bot.commands.answers import Answers
from bot.commands.asker import Asker
from bot.once import Once
from bot.safe import response_url_of
from server.store.database import Database

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class AnswerShare:
    """Asks the question anew and answers it for everybody, through the response URL.

    That reaches channels to which the app was not invited too. Of two presses of one button the
    second does nothing.
    """

    client: SlackClient
    database: Database
    answers: Answers
    once: Once
    follow: ChartFollow

    async def press(self, args: AsyncArgs) -> None:
        await args.ack()
        response_url = response_url_of(args.body)
        if response_url is None or not self.once.is_first(_button(args)):
            return
        question = str((args.action or {}).get("value") or "").strip()
        channel = str((args.body.get("channel") or {}).get("id") or "")
        who = await self.database.read(presser, args.body)
        answer = await self.answers.answer(question, Asker(channel, who.actor.id))
        shown = shared_by(answer.message, who.actor.name, question)
        await self.client.respond(response_url, shown, to_all=True)
        await self.client.respond(response_url, answer.message, in_place=True)
        log.info("answer_shared", channel=channel, by=who.actor.id)
        if answer.chart is not None:
            await self.follow.send(response_url, answer.chart, to_all=True)


def _button(args: AsyncArgs) -> str:
    """Name the message whose button was pressed: who sees it, and its time."""
    container = args.body.get("container") or {}
    return (
        f"share {args.context.user_id} {container.get('channel_id')} {container.get('message_ts')}"
    )
