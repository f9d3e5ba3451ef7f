"""`paldies serve` as a process of its own, to be killed and started again on the same database."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.sandbox.sender import SlackSender
from tests.bot.slack import CHANNEL, SIGNING_SECRET, RunningSlack, free_port, new_workspace

CHECKOUT = Path(__file__).parents[2]
AS_SHIPPED = (str(Path(sys.executable).with_name("paldies")),)


@dataclass(slots=True)
class ServerProcess:
    """One install: its database and log are files in `folder`, its port stays over restarts."""

    folder: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    command: Sequence[str] = AS_SHIPPED
    port: int = field(default_factory=free_port)
    _process: Process | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def database(self) -> Path:
        return self.folder / "paldies.db"

    @property
    def log(self) -> Path:
        return self.folder / "serve.log"

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    async def start(self) -> None:
        """Start it and return at once; `answers` waits until it is there."""
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *self.command,
                "serve",
                "--port",
                str(self.port),
                env=self._environment(),
                cwd=self.folder,
                stdout=log,
                stderr=log,
            )

    async def answers(self, within: float = 30) -> None:
        """Return with the first answer; raise TimeoutError, or say that it has ended."""
        timeout = ClientTimeout(total=within)
        async with asyncio.timeout(within), ClientSession(timeout=timeout) as session:
            while not await _answers(session, f"{self.url}/healthz"):
                if self._process is None or self._process.returncode is not None:
                    raise RuntimeError(f"paldies serve has ended:\n{self.log.read_text()}")
                await asyncio.sleep(0.005)

    async def kill(self) -> None:
        """End it as `kill -9` does: it learns nothing of it."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> int:
        """Ask it to end, as an init system does; return its exit code."""
        return await self._end(signal.SIGTERM)

    async def _end(self, how: signal.Signals) -> int:
        process = self._process
        if process is None:
            return 0
        if process.returncode is None:
            process.send_signal(how)
        self._process = None
        return await process.wait()

    def _environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            # The program beside these tests, whichever is installed.
            "PYTHONPATH": str(CHECKOUT),
            "PALDIES_DATABASE_URL": f"sqlite:///{self.database}",
            "PALDIES_RATE_LIMIT": "off",
            **self.settings,
        }


async def _answers(session: ClientSession, url: str) -> bool:
    try:
        async with session.get(url) as response:
            return response.status == 200
    except ClientError:
        return False


@asynccontextmanager
async def running_slack() -> AsyncIterator[RunningSlack]:
    """Run the stand-in for Slack in this process, on a port of its own."""
    port = free_port()
    workspace = new_workspace(f"http://127.0.0.1:{port}/")
    sender = SlackSender(workspace, events_url="", signing_secret=SIGNING_SECRET)
    running = RunningSlack(workspace, sender, port)
    await running.start()
    try:
        yield running
    finally:
        await running.stop()


def settings_for(slack: RunningSlack) -> dict[str, str]:
    """Return what an install must be told to speak to this Slack."""
    return {
        "SLACK_BOT_TOKEN": slack.workspace.bot_token,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "PALDIES_SLACK_CHANNEL": CHANNEL,
        "PALDIES_SLACK_API_URL": slack.api_url,
    }
