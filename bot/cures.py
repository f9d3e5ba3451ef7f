"""What to do about an error of Slack, in words for whoever runs the install."""

from types import MappingProxyType
from typing import Final

TRIES_BY_ITSELF: Final = (
    "Paldies tries again by itself. If this stays, check that the machine reaches Slack's API."
)

GOES_ON_BY_ITSELF: Final = "Slack asked for a pause; Paldies goes on after it."

_AUTHORISE: Final = (
    "Copy the bot token (xoxb-…) of your Slack app, under OAuth & Permissions,"
    " to SLACK_BOT_TOKEN and start Paldies again."
)
_CONNECT: Final = (
    "Make an app-level token (xapp-…) with connections:write under Basic Information,"
    " put it into SLACK_APP_TOKEN and start Paldies again."
)
_CHANNEL: Final = (
    "Set PALDIES_SLACK_CHANNEL to the id of the channel (C…, at the end of its details)"
    " and invite the app there: /invite @Paldies."
)
_ALLOW: Final = (
    "The workspace does not let the app write here. Ask an owner of the workspace to allow it."
)
_CARD_STAYS: Final = "The card stays as it was, and what is new is said in its thread."

_CURES: Final = MappingProxyType(
    {
        "invalid_auth": _AUTHORISE,
        "not_authed": _AUTHORISE,
        "account_inactive": _AUTHORISE,
        "token_revoked": _AUTHORISE,
        "token_expired": _AUTHORISE,
        "not_allowed_token_type": _AUTHORISE,
        "channel_not_found": _CHANNEL,
        "not_in_channel": "Invite the app to the channel: /invite @Paldies.",
        "is_archived": "Unarchive the channel, or set PALDIES_SLACK_CHANNEL to another one.",
        "is_inactive": "Unarchive the channel, or set PALDIES_SLACK_CHANNEL to another one.",
        "ekm_access_denied": _ALLOW,
        "team_access_not_granted": _ALLOW,
        "no_permission": _ALLOW,
        "cant_update_message": f"{_CARD_STAYS} Only the app that wrote a message may change it.",
        "edit_window_closed": f"{_CARD_STAYS} The workspace allows edits for a short time only.",
        "block_mismatch": f"{_CARD_STAYS} Another version of Paldies built it of other blocks.",
        "streaming_state_conflict": _CARD_STAYS,
        "msg_too_long": f"{_CARD_STAYS} Please report it: a card should never be too long.",
        "msg_blocks_too_long": f"{_CARD_STAYS} Please report it: a card should never be too long.",
        "message_not_found": (
            "Somebody deleted the card in Slack, so it is left alone; only a low rating that nobody"
            " has resolved is posted once more when something new happens to it."
        ),
        "external_channel_migrating": TRIES_BY_ITSELF,
    }
)


def cure_for(code: str, *, scope: str = "") -> str:
    """Return what to do about an error code of the Web API; `scope` is the one that was missing."""
    if code == "missing_scope":
        wanted = scope or "the scopes of `paldies slack manifest`"
        return f"Add {wanted} to your Slack app, under OAuth & Permissions, and install it again."
    if code.startswith("restricted_action"):
        return _ALLOW
    return _CURES.get(code, f"Slack's documentation of the Web API tells what {code} means.")


def cure_for_socket(code: str) -> str:
    """Return what to do when Socket Mode is refused."""
    return _CONNECT if _CURES.get(code) == _AUTHORISE or code == "missing_scope" else cure_for(code)
