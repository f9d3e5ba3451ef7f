"""The demo as one application: the real one, with a stand-in for Slack and two pages beside it."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from pathlib import Path

from aiohttp import web

from bot.sandbox.app import build_sandbox
from bot.sandbox.sender import SlackSender
from bot.sandbox.workspace import Workspace
from server.app import build_app, slack_settings
from server.demo.charts_page import charts_page
from server.demo.chat_page import chat_page, index_page
from server.demo.company import COMPANY, LANGUAGES, TEAM, TIMEZONE
from server.demo.drill_key import DRILL_KEY, drill_key
from server.demo.gallery_page import gallery_routes
from server.demo.history import ratings_of_a_year
from server.demo.mail_page import mail_routes
from server.keys import CATALOGUE, CLOCK, DATABASE, PLACE, RECORDER
from server.settings import Settings, load_settings
from server.store import agents, api_keys, surveys
from server.surveys import drill_survey

SLACK_PREFIX = "/demo/slack"
CHANNEL = "C0FEEDBACK"


def demo_settings(folder: Path, address: str) -> Settings:
    """Return the settings of a demo that lives in `folder` and is reached at `address`."""
    return load_settings(
        environ={},
        given={
            "PALDIES_DATABASE_URL": f"sqlite:///{folder / 'demo.db'}",
            "PALDIES_PUBLIC_URL": address,
            "PALDIES_COMPANY": COMPANY,
            "PALDIES_TIMEZONE": TIMEZONE,
            "PALDIES_LANGUAGES": ",".join(LANGUAGES),
            "PALDIES_RATE_LIMIT": "off",
            # Long enough to see it wait, short enough for who does.
            "PALDIES_SETTLE_SECONDS": 5,
            "PALDIES_SLACK_CHANNEL": CHANNEL,
            "PALDIES_SLACK_API_URL": f"{address}{SLACK_PREFIX}/api/",
            "SLACK_BOT_TOKEN": f"xoxb-{secrets.token_hex(12)}",
            "SLACK_SIGNING_SECRET": secrets.token_hex(16),
        },
    )


def build_demo(settings: Settings, address: str) -> web.Application:
    """Build the application; the ratings are made when it starts."""
    app = build_app(settings)
    app[DRILL_KEY] = api_keys.new_secret()
    app.cleanup_ctx.append(_history)
    app.cleanup_ctx.append(_drill)
    app.router.add_get("/", _to_the_demo)
    app.router.add_get("/demo", index_page)
    app.router.add_get("/demo/chat", chat_page)
    app.router.add_get("/demo/charts", charts_page)
    app.router.add_get("/demo/key", drill_key)
    app.add_routes(mail_routes())
    app.add_routes(gallery_routes())
    app.add_subapp(SLACK_PREFIX, _slack(settings, address))
    return app


def _slack(settings: Settings, address: str) -> web.Application:
    slack = slack_settings(settings)
    if slack is None:
        raise ValueError("the demo's settings are those of demo_settings")
    workspace = Workspace(f"{address}{SLACK_PREFIX}/", bot_token=slack.bot_token)
    workspace.add_channel(CHANNEL, "feedback", f"What customers of {COMPANY} say")
    for member in TEAM:
        agent = member.agent
        workspace.add_user(agent.slack_id or "", agent.key, agent.name)
    sender = SlackSender(
        workspace,
        events_url=f"{address}/slack/events",
        signing_secret=slack.signing_secret,
        commands=("/scores",),
    )
    return build_sandbox(workspace, sender, home="/demo")


async def _to_the_demo(request: web.Request) -> web.Response:
    raise web.HTTPFound("/demo")


async def _history(app: web.Application) -> AsyncIterator[None]:
    database, now = app[DATABASE], app[CLOCK]()
    for member in TEAM:
        await database.write(agents.put, member.agent, now)
    await app[CATALOGUE].refresh()
    past = ratings_of_a_year(app[CATALOGUE].surveys(), now, app[PLACE].timezone)
    # All at once, so that they are committed in a few large groups.
    await asyncio.gather(*(app[RECORDER].record(rating) for rating in past))
    yield


async def _drill(app: web.Application) -> AsyncIterator[None]:
    """Let `paldies drill` play against the demo without any preparation."""
    database, now = app[DATABASE], app[CLOCK]()
    await database.write(surveys.put, drill_survey(), now)
    await database.write(api_keys.add, "drill", app[DRILL_KEY], "write", now)
    await app[CATALOGUE].refresh()
    yield
