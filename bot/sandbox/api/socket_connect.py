"""GET /socket: the WebSocket that apps.connections.open gave out."""

from aiohttp import web

from bot.sandbox.keys import SENDER, WORKSPACE


async def socket_connect(request: web.Request) -> web.WebSocketResponse:
    tickets = request.app[WORKSPACE].tickets
    ticket = request.query.get("ticket", "")
    if ticket not in tickets:
        raise web.HTTPForbidden(text="This address was used before, or never given out.")
    tickets.remove(ticket)
    return await request.app[SENDER].sockets.serve(request)
