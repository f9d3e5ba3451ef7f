"""Reads JSON bodies; what does not fit is refused with the path of the field to blame."""

import re
from typing import TypeVar

import msgspec
from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from server.core.problems import Problem, bad_field

Shape = TypeVar("Shape")

JSON_TYPES = frozenset({"application/json", "text/plain"})

_AT = re.compile(r" - at `(?:key in )?\$\.?([^`]*)`$")
_MISSING = re.compile(r"Object missing required field `(\w+)`")
_UNKNOWN = re.compile(r"Object contains unknown field `(.*)`", re.DOTALL)
_OTHER_TYPE = re.compile(r"Expected `([\w |]+)`, got `(\w+)`")

# What msgspec calls the types of JSON, in words for whoever sent the wrong one.
_TYPES = {
    "int": "a whole number",
    "float": "a decimal number",
    "str": "a text",
    "bool": "true or false",
    "array": "a list",
    "object": "an object",
}


async def read_body(request: web.Request, decoder: msgspec.json.Decoder[Shape]) -> Shape:
    """Return the body as its shape. 413 over the limit, 415, 400 for broken JSON, 422 for a field.

    `text/plain` is taken for JSON too: it spares browsers a preflight.
    """
    if request.content_type not in JSON_TYPES:
        raise Problem(
            415, "Not JSON", f"send application/json or text/plain, not {request.content_type}"
        )
    data = await _whole(request)
    try:
        return decoder.decode(data)
    except msgspec.ValidationError as error:
        raise _blame(str(error)) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Problem(400, "Broken JSON", f"the body is not JSON in UTF-8: {error}") from None


async def _whole(request: web.Request) -> bytes:
    try:
        return await request.read()
    except web.HTTPRequestEntityTooLarge:
        most = request.client_max_size // 1024
        raise Problem(413, "Too large", f"send at most {most} kB") from None
    except (web.RequestPayloadError, ConnectionError, HttpProcessingError):
        raise Problem(400, "Broken body", "the body did not arrive whole, or is packed") from None


def _blame(complaint: str) -> Problem:
    at = _AT.search(complaint)
    path = at[1] if at else ""
    what = complaint[: at.start()] if at else complaint
    if missing := _MISSING.fullmatch(what):
        return bad_field(_join(path, missing[1]), "is missing")
    if unknown := _UNKNOWN.fullmatch(what):
        return bad_field(_join(path, unknown[1][:100]), "is not a field that is known here")
    if other := _OTHER_TYPE.fullmatch(what):
        wanted = " or ".join(_plain(name) for name in other[1].split(" | ") if name != "null")
        return bad_field(path or "(body)", f"must be {wanted}, not {_plain(other[2])}")
    return bad_field(path or "(body)", what.replace("`", ""))


def _plain(name: str) -> str:
    return _TYPES.get(name, name)


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
