"""The arguments of a Web API call, however they came: query, form or JSON."""

import json
from typing import Any

from aiohttp import web

from bot.sandbox.records import Json, SlackError

BEARER = "Bearer "


async def read_arguments(request: web.Request) -> Json:
    """Merge query and body; raise `invalid_json` or `invalid_form_data` as Slack does."""
    arguments: Json = dict(request.query)
    if request.method == "POST":
        arguments |= await _read_body(request)
    return arguments


async def _read_body(request: web.Request) -> Json:
    if request.content_type == "application/json":
        return await _read_json(request)
    try:
        return {key: value for key, value in (await request.post()).items() if key}
    except (ValueError, UnicodeDecodeError):
        raise SlackError("invalid_form_data") from None


async def _read_json(request: web.Request) -> Json:
    try:
        body = json.loads(await request.read() or b"{}")
    except ValueError:
        raise SlackError("invalid_json") from None
    if not isinstance(body, dict):
        raise SlackError("json_not_object")
    return body


def read_token(request: web.Request, arguments: Json) -> str | None:
    header = request.headers.get("Authorization", "")
    if header.startswith(BEARER):
        return header.removeprefix(BEARER)
    token = arguments.get("token")
    return token if isinstance(token, str) else None


def text_of(arguments: Json, name: str) -> str:
    """Return a text argument, empty when absent."""
    value = arguments.get(name)
    return "" if value is None else str(value)


def flag_of(arguments: Json, name: str) -> bool:
    """Return a boolean; forms send words and digits for it."""
    return text_of(arguments, name).lower() in {"1", "true"}


def limit_of(arguments: Json, default: int = 100, most: int = 999) -> int:
    """Return the page size, within what Slack gives."""
    text = text_of(arguments, "limit")
    if not text:
        return default
    if not text.isdecimal():
        raise SlackError("invalid_limit")
    return max(1, min(int(text), most))


def json_of(arguments: Json, name: str, error: str) -> Any:  # noqa: ANN401 - JSON is any of its types
    """Return a structured argument; in a form it is JSON in a string."""
    value = arguments.get(name)
    if not isinstance(value, str):
        return value
    if not value:
        return None
    try:
        return json.loads(value)
    except ValueError:
        raise SlackError(error) from None
