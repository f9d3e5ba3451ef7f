"""What Slack sends to an app: the bodies of commands, presses, submissions and events."""

import html
import secrets
import time

from bot.sandbox.records import Channel, Json, Message, SlackError, User, View
from bot.sandbox.workspace import Workspace


def command_payload(
    workspace: Workspace, typed: str, channel: Channel, user: User, response_url: str
) -> dict[str, str]:
    """Return the form of a slash command; its text is escaped as every text from Slack is."""
    command, _, text = typed.strip().partition(" ")
    return {
        "token": "sandbox",
        "team_id": workspace.team_id,
        "team_domain": "paldies",
        "channel_id": channel.id,
        "channel_name": "privategroup" if channel.is_private else channel.name,
        "user_id": user.id,
        "user_name": user.name,
        "command": command,
        "text": html.escape(text.strip(), quote=False),
        "api_app_id": workspace.app_id,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": workspace.new_trigger(user.id),
    }


def press_payload(
    workspace: Workspace, message: Message, action: Json, user: User, response_url: str
) -> Json:
    """Return the block_actions payload of a pressed button."""
    channel = workspace.channel(message.channel)
    return _payload(workspace, "block_actions", user) | {
        "container": {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": channel.id,
            "is_ephemeral": message.is_ephemeral,
        },
        "channel": {"id": channel.id, "name": channel.name},
        "message": _pressed_message(workspace, message),
        "state": {"values": {}},
        "response_url": response_url,
        "actions": [action],
    }


def submission_payload(workspace: Workspace, view: View, values: Json, user: User) -> Json:
    """Return the view_submission payload of a modal; values are `{block_id: {action_id: …}}`."""
    described = view.describe(workspace.team_id) | {"state": {"values": values}}
    return _payload(workspace, "view_submission", user) | {"view": described, "response_urls": []}


def event_payload(workspace: Workspace, event: Json, event_id: str | None) -> Json:
    """Return an event_callback around an event of the Events API."""
    return {
        "token": "sandbox",
        "team_id": workspace.team_id,
        "api_app_id": workspace.app_id,
        "type": "event_callback",
        "event": event,
        "event_id": event_id or f"Ev{secrets.token_hex(5).upper()}",
        "event_time": int(time.time()),
        "authorizations": [
            {"team_id": workspace.team_id, "user_id": workspace.bot.id, "is_bot": True}
        ],
    }


def _payload(workspace: Workspace, kind: str, user: User) -> Json:
    return {
        "type": kind,
        "token": "sandbox",
        "api_app_id": workspace.app_id,
        "team": {"id": workspace.team_id, "domain": "paldies"},
        "enterprise": None,
        "is_enterprise_install": False,
        "user": {
            "id": user.id,
            "username": user.name,
            "name": user.name,
            "team_id": workspace.team_id,
        },
        "trigger_id": workspace.new_trigger(user.id),
    }


def _pressed_message(workspace: Workspace, message: Message) -> Json:
    return {
        "type": "message",
        "user": message.user,
        "bot_id": workspace.bot_id,
        "app_id": workspace.app_id,
        "ts": message.ts,
        "text": message.text,
        "blocks": list(message.blocks),
        "metadata": message.metadata or {},
    }


def press_action(
    workspace: Workspace, message: Message, action_id: str, option: str | None = None
) -> Json:
    """Return what was pressed, as block_actions lists it; raise `action_not_found`."""
    block, element = _element(message, action_id)
    kept: Json = {key: element[key] for key in ("text", "value", "style") if key in element}
    chosen = [other for other in element.get("options", []) if other["value"] == option]
    if option is not None and not chosen:
        raise SlackError("option_not_found")
    if chosen:
        kept["selected_option"] = chosen[0]
    return {
        "type": element["type"],
        "action_id": action_id,
        "block_id": block["block_id"],
        "action_ts": workspace.new_ts(),
        **kept,
    }


def _element(message: Message, action_id: str) -> tuple[Json, Json]:
    for block in message.blocks:
        for element in [*block.get("elements", []), block.get("accessory", {})]:
            if element.get("action_id") == action_id:
                return block, element
    raise SlackError("action_not_found")
