"""Answers in JSON, from values whose shape is declared."""

import msgspec
from aiohttp import web

_ENCODER = msgspec.json.Encoder()


def answer(value: msgspec.Struct, status: int = 200) -> web.Response:
    """Return a value as JSON."""
    return web.Response(body=_ENCODER.encode(value), status=status, content_type="application/json")
