"""auth.*, team.*, users.*, apps.*, blocks.*: who is asking, and what is allowed."""

import secrets

from bot.sandbox.arguments import json_of, text_of
from bot.sandbox.block_rules import block_problems
from bot.sandbox.records import Json, SlackError
from bot.sandbox.workspace import Workspace


def auth_test(workspace: Workspace, arguments: Json) -> Json:
    del arguments
    return {
        "url": workspace.address,
        "team": workspace.team_name,
        "user": workspace.bot.name,
        "team_id": workspace.team_id,
        "user_id": workspace.bot.id,
        "bot_id": workspace.bot_id,
        "is_enterprise_install": False,
    }


def team_info(workspace: Workspace, arguments: Json) -> Json:
    del arguments
    return {"team": {"id": workspace.team_id, "name": workspace.team_name, "domain": "paldies"}}


def user_info(workspace: Workspace, arguments: Json) -> Json:
    return {"user": workspace.user(text_of(arguments, "user")).describe(workspace.team_id)}


def open_connection(workspace: Workspace, arguments: Json) -> Json:
    """Return where an app in Socket Mode shall connect; each address works once."""
    del arguments
    ticket = secrets.token_urlsafe(16)
    workspace.tickets.add(ticket)
    return {"url": f"{workspace.address.replace('http', 'ws', 1)}socket?ticket={ticket}"}


def validate_blocks(workspace: Workspace, arguments: Json) -> Json:
    del workspace
    blocks = json_of(arguments, "blocks", "invalid_blocks_format")
    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    found = [str(problem) for problem in block_problems(blocks)]
    if found:
        raise SlackError("invalid_blocks", errors=found, response_metadata={"messages": found})
    return {}
