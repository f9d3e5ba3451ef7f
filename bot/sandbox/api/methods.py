"""Every method of the Web API that the stand-in speaks, with the scope it asks for."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from bot.sandbox.api import (
    account_methods,
    chat_methods,
    conversation_methods,
    file_methods,
    view_methods,
)
from bot.sandbox.records import Json, SlackError
from bot.sandbox.workspace import Workspace

Handler: TypeAlias = Callable[[Workspace, Json], Json]


class Token(Enum):
    BOT = "bot"
    APP = "app"


@dataclass(frozen=True, slots=True)
class Method:
    handler: Handler
    scopes: tuple[str, ...] = ()
    """Any one of these is enough."""
    token: Token = Token.BOT


HISTORY = ("channels:history", "groups:history")
READ = ("channels:read", "groups:read")

METHODS = {
    "apps.connections.open": Method(account_methods.open_connection, token=Token.APP),
    "auth.test": Method(account_methods.auth_test),
    "blocks.validate": Method(account_methods.validate_blocks),
    "chat.delete": Method(chat_methods.delete, ("chat:write",)),
    "chat.postEphemeral": Method(chat_methods.post_ephemeral, ("chat:write",)),
    "chat.postMessage": Method(chat_methods.post_message, ("chat:write",)),
    "chat.unfurl": Method(chat_methods.unfurl, ("links:write",)),
    "chat.update": Method(chat_methods.update, ("chat:write",)),
    "conversations.history": Method(conversation_methods.history, HISTORY),
    "conversations.info": Method(conversation_methods.info, READ),
    "conversations.list": Method(conversation_methods.listing, READ),
    "conversations.replies": Method(conversation_methods.replies, HISTORY),
    "files.completeUploadExternal": Method(file_methods.complete_upload, ("files:write",)),
    "files.getUploadURLExternal": Method(file_methods.upload_url, ("files:write",)),
    "team.info": Method(account_methods.team_info),
    "users.info": Method(account_methods.user_info, ("users:read",)),
    "views.open": Method(view_methods.open_view),
    "views.publish": Method(view_methods.publish),
    "views.update": Method(view_methods.update),
}


def perform(workspace: Workspace, name: str, token: str | None, arguments: Json) -> Json:
    """Do what a call asks; raise SlackError with what Slack would answer."""
    method = METHODS.get(name)
    if method is None:
        raise SlackError("unknown_method", req_method=name)
    _check_token(workspace, method, token)
    _check_scope(workspace, method)
    return {"ok": True, **method.handler(workspace, arguments)}


def _check_token(workspace: Workspace, method: Method, token: str | None) -> None:
    if not token:
        raise SlackError("not_authed")
    kinds = {workspace.bot_token: Token.BOT, workspace.app_token: Token.APP}
    if token not in kinds:
        raise SlackError("invalid_auth")
    if kinds[token] is not method.token:
        raise SlackError("not_allowed_token_type")


def _check_scope(workspace: Workspace, method: Method) -> None:
    if method.scopes and not set(method.scopes) & set(workspace.scopes):
        raise SlackError(
            "missing_scope",
            needed=",".join(method.scopes),
            provided=",".join(workspace.scopes),
        )
