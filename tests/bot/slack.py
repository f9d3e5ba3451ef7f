"""A running stand-in for Slack on a free loopback port.

async def test_it_posts(slack: RunningSlack) -> None:
    client = AsyncWebClient(token=slack.workspace.bot_token, base_url=slack.api_url)
    slack.workspace.faults.add("chat.postMessage", CutAfter())
"""

import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from aiohttp import web

from bot.sandbox.app import build_sandbox
from bot.sandbox.sender import SlackSender
from bot.sandbox.workspace import Workspace

CHANNEL = "C0FEEDBACK"
ANA = "U0ANA"
BEN = "U0BEN"
SIGNING_SECRET = "the-signing-secret-of-the-tests"


@dataclass(slots=True)
class RunningSlack:
    """The stand-in, what it holds, and a switch to take it down and bring it back."""

    workspace: Workspace
    sender: SlackSender
    port: int
    _runner: web.AppRunner | None = None

    @property
    def api_url(self) -> str:
        """The base_url for slack_sdk clients and PALDIES_SLACK_API_URL."""
        return f"{self.workspace.address}api/"

    async def start(self) -> None:
        """Listen; what the workspace holds survives a stop and a start."""
        self._runner = web.AppRunner(build_sandbox(self.workspace, self.sender), shutdown_timeout=2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True).start()

    async def stop(self) -> None:
        """Refuse connections from now on, as when Slack cannot be reached."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None


@pytest.fixture
async def slack() -> AsyncIterator[RunningSlack]:
    port = free_port()
    workspace = new_workspace(f"http://127.0.0.1:{port}/")
    sender = SlackSender(workspace, events_url="", signing_secret=SIGNING_SECRET)
    running = RunningSlack(workspace, sender, port)
    await running.start()
    yield running
    await running.stop()


def new_workspace(address: str) -> Workspace:
    """Return a workspace with one channel and two people, Ana first."""
    workspace = Workspace(address)
    workspace.add_channel(CHANNEL, "feedback", "What customers say")
    workspace.add_user(ANA, "ana", "Ana Mets")
    workspace.add_user(BEN, "ben", "Ben Kask")
    return workspace


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
