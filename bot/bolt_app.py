"""The Bolt app: which listener answers what. HTTP and Socket Mode bring requests to the same one."""

import re
from collections.abc import Awaitable, Callable, Mapping

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.kwargs_injection.async_args import AsyncArgs
from slack_bolt.response import BoltResponse

from bot.actions.unknown_action import unknown_action
from bot.client import SlackClient, quiet_logger
from bot.commands.unknown_command import unknown_command
from bot.ids import ActionId, CommandName, EventName, ViewId
from bot.in_hand import InHand
from bot.once import Once
from bot.safe import Listener, safe
from bot.surface import COMMANDS

ANYTHING = re.compile(".*", re.DOTALL)

log = structlog.get_logger()


def build_bolt(
    client: SlackClient,
    *,
    commands: Mapping[CommandName, Listener],
    actions: Mapping[ActionId, Listener],
    views: Mapping[ViewId, Listener],
    events: Mapping[EventName, Listener],
    once: Once,
    in_hand: InHand,
) -> AsyncApp:
    """Register a listener for every command, action, form and event of the surface, and for all others.

    The gate in front has verified each request. `authorize` keeps Bolt from calling auth.test
    before it answers, so that /scores works while Slack's API does not, and from turning OAuth on
    by itself when SLACK_CLIENT_ID happens to be set.
    """
    bolt = AsyncApp(
        name="paldies",
        client=client.web,
        signing_secret="",
        authorize=_authorizer(client),
        raise_error_for_unhandled_request=True,
        request_verification_enabled=False,
        ssl_check_enabled=False,
        attaching_conversation_kwargs_enabled=False,
        logger=quiet_logger(),
    )
    for command in COMMANDS:
        bolt.command(command.name.value)(safe(commands[command.name], client, in_hand))
    for action_id in ActionId:
        bolt.action(action_id.value)(safe(actions[action_id], client, in_hand))
    for view_id in ViewId:
        bolt.view(view_id.value)(safe(views[view_id], client, in_hand))
    for name in EventName:
        bolt.event(name.value)(safe(_told_once(events[name], once), client, in_hand))
    bolt.command(ANYTHING)(safe(unknown_command, client, in_hand))
    bolt.action(ANYTHING)(safe(unknown_action(client), client, in_hand))
    bolt.error(_answer_for_error)
    return bolt


def _told_once(listener: Listener, once: Once) -> Listener:
    """Return a listener that hears an event once, however often Slack repeats it."""

    async def listen(args: AsyncArgs) -> None:
        event_id = args.body.get("event_id")
        if event_id is None or once.is_first(f"event {event_id}"):
            await listener(args)

    return listen


def _authorizer(client: SlackClient) -> Callable[..., Awaitable[AuthorizeResult]]:
    async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=enterprise_id, team_id=team_id, bot_token=client.web.token
        )

    return authorize


async def _answer_for_error(error: Exception) -> BoltResponse | None:
    """Answer 200 to what nobody listens for: Slack repeats an event that was answered otherwise."""
    if isinstance(error, BoltUnhandledRequestError):
        log.info("slack_request_unheard")
        return BoltResponse(status=200, body="")
    log.error("slack_request_failed", exc_info=error)
    return None
