"""The servers that are compared, each a process of its own on loopback."""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.bot.slack import RunningSlack, free_port
from tests.faults.server_process import ServerProcess, running_slack, settings_for

ECHO = Path(__file__).with_name("echo_server.py")


@asynccontextmanager
async def echo() -> AsyncIterator[str]:
    """Run the bare echo; yields the address it takes ratings at."""
    port = free_port()
    process = await asyncio.create_subprocess_exec(sys.executable, str(ECHO), str(port))
    try:
        await _listens(port)
        yield f"http://127.0.0.1:{port}/api/v1/ratings"
    finally:
        process.terminate()
        await process.wait()


@asynccontextmanager
async def paldies() -> AsyncIterator[tuple[ServerProcess, RunningSlack]]:
    """Run `paldies serve` as shipped, on an empty database, with a stand-in for Slack to tell."""
    with tempfile.TemporaryDirectory(prefix="paldies-benchmark-") as folder:
        async with running_slack() as slack:
            server = ServerProcess(Path(folder), settings_for(slack))
            await server.start()
            try:
                await server.answers()
                yield server, slack
            finally:
                await server.stop()


async def _listens(port: int) -> None:
    async with asyncio.timeout(20):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.01)
                continue
            writer.close()
            await writer.wait_closed()
            return
