"""What a failed call of Slack's Web API tells: whether it was done, and whether it may yet be.

The codes are those that Slack documents for chat.postMessage, chat.update, auth.test, views.open,
conversations.history and conversations.replies.
"""

from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Any, Final

from aiohttp import ClientConnectorError, ConnectionTimeoutError
from slack_sdk.errors import SlackApiError

from bot.cures import GOES_ON_BY_ITSELF, TRIES_BY_ITSELF, cure_for


class Kind(Enum):
    """What follows from a trouble."""

    LIMITED = "limited"
    """Not done: too fast."""
    UNREACHED = "unreached"
    """Surely not done: Slack was not reached, or was not able."""
    UNSURE = "unsure"
    """Done or not: the answer was lost."""
    ACCESS = "access"
    """Not done, and nothing will be until somebody mends a token or a channel."""
    MESSAGE = "message"
    """Not done: Slack takes anything but this message."""
    GONE = "gone"
    """The message that was to change cannot change any more."""
    OTHER = "other"
    """Not done, for a reason that this program has never heard of."""


_CODES: Final = MappingProxyType(
    {
        Kind.LIMITED: ("ratelimited", "rate_limited"),
        Kind.UNREACHED: (
            *("service_unavailable", "request_timeout", "team_added_to_org"),
            "external_channel_migrating",
        ),
        Kind.UNSURE: ("fatal_error", "internal_error", "update_failed"),
        Kind.ACCESS: (
            *("invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"),
            *("not_allowed_token_type", "missing_scope", "no_permission", "access_denied"),
            *("accesslimited", "ekm_access_denied", "team_access_not_granted"),
            *("enterprise_is_restricted", "org_login_required", "two_factor_setup_required"),
            *("channel_not_found", "not_in_channel", "is_archived", "messages_tab_disabled"),
            *("is_inactive", "team_not_found"),
        ),
        Kind.MESSAGE: (
            *("invalid_blocks", "invalid_blocks_format", "msg_too_long", "msg_blocks_too_long"),
            *("no_text", "metadata_too_large", "metadata_must_be_sent_from_app"),
            *("invalid_metadata_format", "invalid_metadata_schema", "invalid_arguments"),
            *("invalid_attachments", "too_many_attachments", "markdown_text_conflict"),
            *("slack_connect_blocked_file_type", "slack_connect_canvas_sharing_blocked"),
        ),
        Kind.GONE: (
            *("cant_update_message", "edit_window_closed", "message_not_found", "block_mismatch"),
            *("streaming_state_conflict", "thread_not_found", "cannot_reply_to_message"),
        ),
    }
)
_DEFAULT_RETRY_AFTER: Final = 30.0
_BAD_REQUEST: Final = 400
_REQUEST_TIMEOUT: Final = 408
_TOO_MANY_REQUESTS: Final = 429
_SERVER_ERROR: Final = 500


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a call failed, without anything secret in it."""

    kind: Kind
    code: str
    retry_after: float = 0.0
    """Seconds that Slack wants us to wait."""
    scope: str = ""
    """The scope that was missing."""

    @property
    def cure(self) -> str:
        """What to do about it, a sentence."""
        if self.kind is Kind.LIMITED:
            return GOES_ON_BY_ITSELF
        if self.kind in {Kind.UNREACHED, Kind.UNSURE}:
            return TRIES_BY_ITSELF
        return cure_for(self.code, scope=self.scope)

    def __str__(self) -> str:
        return f"{self.code}: {self.cure}"


def trouble_of(error: Exception) -> Trouble:
    """Judge what an AsyncWebClient raised; what cannot be told apart is `UNSURE`."""
    if isinstance(error, SlackApiError):
        return _answered(error.response)
    if isinstance(error, ClientConnectorError | ConnectionTimeoutError):
        return Trouble(Kind.UNREACHED, "not_reached")
    if isinstance(error, TimeoutError):
        return Trouble(Kind.UNSURE, "no_answer_in_time")
    return Trouble(Kind.UNSURE, "connection_lost")


def _answered(response: Any) -> Trouble:  # noqa: ANN401  the SDK's, or aiohttp's for broken JSON
    status = int(getattr(response, "status_code", 0) or getattr(response, "status", 0))
    data = getattr(response, "data", None)
    body = data if isinstance(data, dict) else {}
    code = str(body.get("error") or "")
    if status == _TOO_MANY_REQUESTS or _kind_of_code(code) is Kind.LIMITED:
        return Trouble(Kind.LIMITED, "ratelimited", retry_after=_retry_after(response.headers))
    if not code or status >= _SERVER_ERROR:
        return Trouble(_kind_of_status(status), f"http_{status}")
    return Trouble(_kind_of_code(code), code, scope=str(body.get("needed") or ""))


def _kind_of_status(status: int) -> Kind:
    refused = _BAD_REQUEST <= status < _SERVER_ERROR and status != _REQUEST_TIMEOUT
    return Kind.UNREACHED if refused else Kind.UNSURE


def _kind_of_code(code: str) -> Kind:
    if code.startswith("restricted_action"):
        return Kind.ACCESS
    return next((kind for kind, codes in _CODES.items() if code in codes), Kind.OTHER)


def _retry_after(headers: Any) -> float:  # noqa: ANN401  a mapping of either library
    text = str(headers.get("Retry-After") or "")
    return float(text) if text.isascii() and text.isdigit() else _DEFAULT_RETRY_AFTER
