"""What the stand-in's handlers share."""

import asyncio

from aiohttp import web

from bot.sandbox.page.channel_page import ChannelPage
from bot.sandbox.sender import SlackSender
from bot.sandbox.workspace import Workspace

WORKSPACE = web.AppKey("sandbox_workspace", Workspace)
SENDER = web.AppKey("sandbox_sender", SlackSender)
PAGE = web.AppKey("sandbox_page", ChannelPage)
RUN = web.AppKey("sandbox_run", str)
"""Differs from one start to the next, so that a page left open notices."""
CLOSING = web.AppKey("sandbox_closing", asyncio.Event)
