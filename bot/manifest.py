"""The Slack app manifest of an install: what to paste at api.slack.com/apps, "From a manifest"."""

from typing import Any
from urllib.parse import urlsplit

from bot.surface import BOT_EVENTS, BOT_SCOPES, COMMANDS, SlashCommand

EVENTS_PATH = "/slack/events"

DESCRIPTION = "One-click customer feedback: every rating as a card, every score with /scores."
LONG_DESCRIPTION = (
    "Paldies asks customers for one click and shows each answer here as it comes: the score, who"
    " helped, and what the customer wrote. The card changes in place when a comment is added. Ask"
    " /scores for CSAT, CES or NPS of any period: each figure comes with its number of ratings,"
    " how sure it is, and how it changed."
)


def build_manifest(public_url: str, *, socket_mode: bool) -> dict[str, Any]:
    """Return the manifest; with Socket Mode it names no address, as Slack then needs none."""
    events_url = None if socket_mode else public_url.rstrip("/") + EVENTS_PATH
    return {
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": {
            "name": "Paldies",
            "description": DESCRIPTION,
            "long_description": LONG_DESCRIPTION,
            "background_color": "#23433b",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": False,
                "messages_tab_read_only_enabled": True,
            },
            "bot_user": {"display_name": "Paldies", "always_online": True},
            "slash_commands": [_command(command, events_url) for command in COMMANDS],
            **_unfurled(public_url),
        },
        "oauth_config": {"scopes": {"bot": list(BOT_SCOPES)}},
        "settings": {
            "event_subscriptions": {"bot_events": [str(name) for name in BOT_EVENTS]}
            | _address("request_url", events_url),
            "interactivity": {"is_enabled": True} | _address("request_url", events_url),
            "org_deploy_enabled": False,
            "socket_mode_enabled": socket_mode,
            "token_rotation_enabled": False,
        },
    }


def _command(command: SlashCommand, events_url: str | None) -> dict[str, Any]:
    return {
        "command": str(command.name),
        "description": command.description,
        "usage_hint": command.usage_hint,
        # So that `@mari` arrives with her Slack id, by which agents are known; a word such as
        # `acme.com` then arrives as a link, and is read as it was typed.
        "should_escape": True,
    } | _address("url", events_url)


def _unfurled(public_url: str) -> dict[str, list[str]]:
    """Return whose links Slack tells us of; it takes no name that only this machine knows."""
    host = urlsplit(public_url).hostname or ""
    return {"unfurl_domains": [host]} if "." in host and not host[-1].isdigit() else {}


def _address(name: str, url: str | None) -> dict[str, str]:
    return {name: url} if url else {}
