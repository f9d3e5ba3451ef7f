"""No exception leaves a listener.

Bolt 1.30 forgets an acknowledgement when its listener fails within the next ten milliseconds: the
person sees a timeout for something that was done.
"""

import secrets
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

import structlog
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.blocks.apology import apology, apology_in_form
from bot.client import SlackClient
from bot.in_hand import InHand

Listener: TypeAlias = Callable[[AsyncArgs], Awaitable[None]]

log = structlog.get_logger()


def safe(listener: Listener, client: SlackClient, in_hand: InHand) -> Listener:
    """Return the listener with an apology, and a reference to the log, in place of an error.

    It is in hand until it returns, which may be long after it has acknowledged.
    """

    async def guarded(args: AsyncArgs) -> None:
        with in_hand.held():
            try:
                await listener(args)
            except Exception:
                reference = secrets.token_hex(4)
                log.exception("slack_listener_failed", reference=reference)
                await _apologise(args, client, reference)

    return guarded


async def _apologise(args: AsyncArgs, client: SlackClient, reference: str) -> None:
    message = apology(reference)
    is_command = bool(args.command)
    if args.ack.response is None and is_command:
        await args.ack(**message.arguments(), response_type="ephemeral")
        return
    if args.ack.response is None and (field := _first_field(args.body)):
        # Acknowledged with nothing, a form closes as if all were well, and what was typed is gone.
        await args.ack(response_action="errors", errors={field: apology_in_form(reference)})
        return
    if args.ack.response is None:
        await args.ack()
    if response_url := response_url_of(args.body):
        await client.respond(response_url, message)


def response_url_of(body: dict[str, Any]) -> str | None:
    """Return where the person who asked can still be answered."""
    url = body.get("response_url")
    return url if isinstance(url, str) else None


def _first_field(body: dict[str, Any]) -> str | None:
    """Return the first field of a form that was sent off, where what is wrong can be said."""
    if body.get("type") != "view_submission":
        return None
    blocks = (body.get("view") or {}).get("blocks") or ()
    return next((str(block["block_id"]) for block in blocks if block["type"] == "input"), None)
