"""GET /: the channel page."""

from aiohttp import web

from bot.sandbox.keys import PAGE, RUN, SENDER, WORKSPACE
from bot.sandbox.records import Channel, SlackError, User

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'; "
    "object-src 'none'"
)


async def page_show(request: web.Request) -> web.Response:
    if not request.path.endswith("/"):
        # Relative addresses in the page need the slash, and a mounted root comes without it.
        raise web.HTTPFound(request.rel_url.with_path(f"{request.path}/", keep_query=True))
    channel, viewer = channel_and_viewer(request)
    at_home = request.query.get("tab") == "home"
    if at_home:
        await request.app[SENDER].open_home(viewer.id)
    after = f"{request.app[RUN]}-{request.app[WORKSPACE].revision}"
    page = request.app[PAGE]
    show = page.home_html if at_home else page.html
    return web.Response(
        text=show(channel, viewer, after),
        content_type="text/html",
        headers={
            "Content-Security-Policy": CONTENT_SECURITY_POLICY,
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
        },
    )


def channel_and_viewer(request: web.Request) -> tuple[Channel, User]:
    """Return what the address names, or the workspace's first of each."""
    workspace = request.app[WORKSPACE]
    try:
        channel_id = request.query.get("channel") or next(iter(workspace.channels))
        user_id = request.query.get("user") or workspace.people[0].id
        return workspace.channel(channel_id), workspace.user(user_id)
    except (SlackError, StopIteration, IndexError):
        raise web.HTTPNotFound(text="There is no such channel or person here.") from None
