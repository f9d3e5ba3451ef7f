"""Templates to responses, with the headers that every page carries."""

from aiohttp import web
from jinja2 import Environment, PackageLoader, StrictUndefined

from server.keys import TEMPLATES

PAGE_POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"


def render(request: web.Request, template: str, /, **context: object) -> web.Response:
    """Render a template of `templates/` as a page without anything inline."""
    body = request.app[TEMPLATES].get_template(template).render(context)
    return web.Response(
        text=body,
        content_type="text/html",
        headers={
            "Content-Security-Policy": PAGE_POLICY,
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
