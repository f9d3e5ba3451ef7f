"""The real demo in a process of its own, as a newcomer starts it."""

import asyncio
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

START_SECONDS = 60


@asynccontextmanager
async def running_demo() -> AsyncIterator[str]:
    """Run it on a free port; yields its address."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "server", "demo", "--port", "0", stdout=asyncio.subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        async with asyncio.timeout(START_SECONDS):
            line = (await process.stdout.readline()).decode()
        found = re.search(r"http://\S+(?=/demo)", line)
        assert found, line
        yield found[0]
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGINT)
        await process.communicate()
