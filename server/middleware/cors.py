"""Lets pages of the allowed sites ask and rate from the browser, without cookies."""

from aiohttp import web

from server.core.origins import AllowedOrigins
from server.core.problems import Problem
from server.keys import CORS_HEADERS, Handler

PREFLIGHT_SECONDS = "86400"
VARY = {"Vary": "Origin"}
# A page may read no header of another site's answer but the ones named here.
READABLE = {"Access-Control-Expose-Headers": "Retry-After"}
FOR_EVERYONE = {"Access-Control-Allow-Origin": "*"} | READABLE


def cors(origins: AllowedOrigins, handler: Handler) -> Handler:
    """Wrap a handler so that its answer may be read by the allowed sites, and by no other.

    A page elsewhere is refused before anything is stored: browsers send simple requests without asking.
    """

    async def with_cors(request: web.Request) -> web.StreamResponse:
        origin = request.headers.get("Origin")
        if origin is None:
            response = await handler(request)
            # Caches between may give this answer to a page, which must be able to read it too.
            response.headers.extend(_headers(origins, "") if origins.everyone else VARY)
            return response
        if not origins.allow(origin):
            raise Problem(
                403,
                "Origin not allowed",
                f"add {origin} to PALDIES_ALLOWED_ORIGINS to rate from it",
            )
        request[CORS_HEADERS] = _headers(origins, origin)
        response = await handler(request)
        response.headers.extend(request[CORS_HEADERS])
        return response

    return with_cors


def preflight(origins: AllowedOrigins) -> Handler:
    """Answer OPTIONS for the wrapped handlers."""

    async def answer(request: web.Request) -> web.Response:
        origin = request.headers.get("Origin", "")
        if not origins.allow(origin):
            raise Problem(403, "Origin not allowed", "this site may not rate here")
        return web.Response(
            status=204,
            headers=_headers(origins, origin)
            | {
                "Access-Control-Allow-Methods": "GET, POST",
                "Access-Control-Allow-Headers": "Content-Type",
                "Access-Control-Max-Age": PREFLIGHT_SECONDS,
            },
        )

    return answer


def _headers(origins: AllowedOrigins, origin: str) -> dict[str, str]:
    if origins.everyone:
        return FOR_EVERYONE
    return {"Access-Control-Allow-Origin": origin} | VARY | READABLE
