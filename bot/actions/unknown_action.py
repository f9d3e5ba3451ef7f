"""Buttons of another version of this app."""

import structlog
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.blocks.apology import unknown_button
from bot.client import SlackClient
from bot.safe import Listener, response_url_of

log = structlog.get_logger()


def unknown_action(client: SlackClient) -> Listener:
    async def answer(args: AsyncArgs) -> None:
        await args.ack()
        log.info("slack_action_unknown", action=str((args.action or {}).get("action_id")))
        if response_url := response_url_of(args.body):
            await client.respond(response_url, unknown_button())

    return answer
