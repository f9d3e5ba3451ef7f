"""Commands that Slack knows of and this version does not."""

import structlog
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.blocks import apology

log = structlog.get_logger()


async def unknown_command(args: AsyncArgs) -> None:
    name = str((args.command or {}).get("command"))
    log.info("slack_command_unknown", command=name)
    message = apology.unknown_command(name)
    await args.ack(**message.arguments(), response_type="ephemeral")
