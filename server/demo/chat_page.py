"""`/demo` and `/demo/chat`: the way in, and a support chat whose session ends with the widget."""

from aiohttp import web

from server.demo.company import COMPANY, TEAM
from server.keys import PLACE
from server.web.render import render


async def index_page(request: web.Request) -> web.Response:
    """Say what there is to try."""
    address = request.app[PLACE].public_url
    return render(request, "demo_index.html", {"company": COMPANY, "address": address})


async def chat_page(request: web.Request) -> web.Response:
    """Show the chat."""
    agents = [{"key": member.agent.key, "name": member.agent.name} for member in TEAM]
    return render(request, "demo_chat.html", {"company": COMPANY, "agents": agents})
