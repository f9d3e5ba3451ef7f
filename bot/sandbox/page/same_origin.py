"""Only the page itself may act for a person in the workspace."""

from aiohttp import web

WELCOME = {None, "same-origin", "none"}


def require_same_origin(request: web.Request) -> None:
    """Refuse what another site made the browser send; programs send no such header."""
    if request.headers.get("Sec-Fetch-Site") not in WELCOME:
        raise web.HTTPForbidden(text="Only the page itself may do this.")
