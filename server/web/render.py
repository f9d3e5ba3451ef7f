"""Templates to responses, with the headers that every page carries."""

import secrets
from collections.abc import Mapping

from aiohttp import web
from jinja2 import Environment, PackageLoader, StrictUndefined

from server.keys import TEMPLATES

PAGE_POLICY = (
    "default-src 'self'; style-src 'self' 'nonce-{nonce}'; base-uri 'none'; form-action 'self';"
    " frame-ancestors {ancestors}; object-src 'none'"
)


def render(
    request: web.Request,
    template: str,
    context: Mapping[str, object],
    *,
    status: int = 200,
    framed: bool = False,
) -> web.Response:
    """Render a template of `templates/` as a page. Inline styles carry its `nonce`; there are no inline scripts.

    A `framed` page may stand in a frame of another page of this server, and in no other.
    """
    nonce = secrets.token_urlsafe(12)
    body = request.app[TEMPLATES].get_template(template).render(context, nonce=nonce)
    ancestors = "'self'" if framed else "'none'"
    return web.Response(
        text=body,
        status=status,
        content_type="text/html",
        headers={
            "Content-Security-Policy": PAGE_POLICY.format(nonce=nonce, ancestors=ancestors),
            "Referrer-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
        },
    )


def load_templates() -> Environment:
    """Return the templates; names that a page misses are errors and not blanks."""
    return Environment(
        loader=PackageLoader("server"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
