"""The door for what Slack sends over HTTP: signed, fresh, whole and readable, or refused.

It stands before Bolt, which answers 500 to a timestamp that is no number, to a signature that is
not ASCII, to broken JSON and to broken UTF-8, answers an unsigned `ssl_check`, and loses a command
whose text has the word "payload" in it.
"""

import json
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl

from aiohttp import web
from slack_sdk.signature import Clock as SlackClock
from slack_sdk.signature import SignatureVerifier

from server.core.instants import Clock

LARGEST_BODY: Final = 512 * 1024
"""A pressed button brings its whole message with it."""
LONGEST_TIMESTAMP: Final = 12


class Refused(Exception):
    """A request that is not let in, with the status and the words to answer."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status
        self.why = why


@dataclass(frozen=True, slots=True)
class SlackRequest:
    """A request that is Slack's."""

    signature: str
    body: dict[str, Any]
    retry_headers: dict[str, str]
    """Which attempt it is; of the headers only these mean anything to a listener."""


class RequestGate:
    """Lets in what bears the signature of the app's own secret."""

    def __init__(self, signing_secret: str, clock: Clock) -> None:
        self._verifier = SignatureVerifier(signing_secret, clock=_SecondsClock(clock))

    async def read(self, request: web.Request) -> SlackRequest:
        """Read and verify a request; raise Refused."""
        timestamp = request.headers.get("X-Slack-Request-Timestamp", "")
        signature = request.headers.get("X-Slack-Signature", "")
        if not _is_number(timestamp) or not signature.isascii():
            raise Refused(401, "invalid signature")
        text = _decoded(await _read_body(request))
        if not self._verifier.is_valid(text, timestamp, signature):
            raise Refused(401, "invalid signature")
        body = _parsed(text, request.content_type)
        return SlackRequest(signature, body, _retry_headers(request))


class _SecondsClock(SlackClock):
    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def now(self) -> float:
        return self._clock() / 1000


def _retry_headers(request: web.Request) -> dict[str, str]:
    names = ("X-Slack-Retry-Num", "X-Slack-Retry-Reason")
    return {name: request.headers[name] for name in names if name in request.headers}


def _is_number(timestamp: str) -> bool:
    return timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= LONGEST_TIMESTAMP


async def _read_body(request: web.Request) -> bytes:
    # Not request.read(), whose limit is that of the application and meant for customers.
    body = bytearray()
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise Refused(413, "too large")
    return bytes(body)


def _decoded(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise Refused(400, "not UTF-8") from None


def _parsed(text: str, content_type: str) -> dict[str, Any]:
    """Return the JSON of an event or in the `payload` of a form, or the form of a command."""
    if content_type == "application/json":
        return _json_object(text)
    form = dict(parse_qsl(text, keep_blank_values=True))
    return _json_object(form["payload"]) if "payload" in form else form


def _json_object(text: str) -> dict[str, Any]:
    try:
        parsed = json.loads(text)
    except (ValueError, RecursionError):
        raise Refused(400, "not JSON") from None
    if not isinstance(parsed, dict):
        raise Refused(400, "not a JSON object")
    return parsed
