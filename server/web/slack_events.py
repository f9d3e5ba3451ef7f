"""`POST /slack/events`: commands, buttons and events, handed to the bot when there is one."""

from aiohttp import web

from server.core.problems import Problem
from server.keys import SLACK


async def slack_events(request: web.Request) -> web.StreamResponse:
    """Let the bot answer. 404 while Slack is not set up."""
    bot = request.app.get(SLACK)
    if bot is None:
        raise Problem(
            404, "Slack is not set up", "set SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET, then restart"
        )
    return await bot.handle(request)
