"""`GET /api/v1/openapi.json`: the API as a document for programs (OpenAPI 3.1)."""

from functools import lru_cache

import msgspec
from aiohttp import web

from server.api.operation import openapi
from server.api.operations import OPERATIONS
from server.keys import PLACE


async def openapi_show(request: web.Request) -> web.Response:
    """Answer with the document; it needs no key."""
    body = _document(request.app[PLACE].public_url)
    return web.Response(body=body, content_type="application/json")


@lru_cache(maxsize=1)
def _document(server: str) -> bytes:
    return msgspec.json.encode(openapi(OPERATIONS, server))
