"""How long `paldies serve` takes to its first answer, and how much memory it holds at rest. Linux only.

python benchmarks/process.py --starts 10
"""

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from aiohttp import ClientSession

from benchmarks.tables import table
from tests.faults.server_process import ServerProcess, running_slack, settings_for

MOST_SECONDS = 1.5
MOST_MB = 120
REST_SECONDS = 3
HEAD = ["", "median", "limit", "ratio"]


async def main(starts: int) -> None:
    empty, again, bare, memory = [], [], [], []
    async with running_slack() as slack:
        for _ in range(starts):
            with tempfile.TemporaryDirectory(prefix="paldies-benchmark-") as folder:
                server = ServerProcess(Path(folder), settings_for(slack))
                bare.append(await _bare_start())
                empty.append(await _start(server))
                await server.stop()
                again.append(await _start(server))
                memory.append(await _memory_at_rest(server))
                await server.stop()
    rows = [
        _row("start to first answer, empty database, s", empty, MOST_SECONDS),
        _row("start to first answer, made database, s", again, MOST_SECONDS),
        ["`python -c 'import aiohttp, slack_bolt'`, s", f"{median(bare):.2f}", "", ""],
        _row("resident memory at rest, MB", memory, MOST_MB),
    ]
    print(table(HEAD, rows))
    print(f"\n{starts} starts; at rest: {REST_SECONDS} s after a rating was told to Slack.")


async def _start(server: ServerProcess) -> float:
    began = time.perf_counter()
    await server.start()
    await server.answers()
    return time.perf_counter() - began


async def _bare_start() -> float:
    """Return the seconds that Python and the two largest libraries take by themselves."""
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", "import aiohttp.web, slack_bolt.app.async_app"
    )
    assert await process.wait() == 0
    return time.perf_counter() - began


async def _memory_at_rest(server: ServerProcess) -> float:
    """Return the megabytes that are resident once everything has been used."""
    async with ClientSession() as session:
        for path in ("/widget.js", "/api/v1/surveys/csat/widget", "/readyz"):
            async with session.get(f"{server.url}{path}") as answer:
                assert answer.status == 200
        rating = {"survey": "csat", "score": 5}
        async with session.post(f"{server.url}/api/v1/ratings", json=rating) as answer:
            assert answer.status == 201
    await asyncio.sleep(REST_SECONDS)
    return await asyncio.to_thread(_resident_mb, server.pid)


def _resident_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    resident = next(line for line in status if line.startswith("VmRSS:"))
    return int(resident.split()[1]) * 1024 / 1e6


def _row(what: str, values: list[float], limit: float) -> list[str]:
    middle = median(values)
    figure = f"{middle:.2f}" if middle < 10 else f"{middle:.0f}"
    return [what, figure, f"{limit}", f"{middle / limit:.2f}"]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--starts", type=int, default=10)
    asyncio.run(main(parser.parse_args().starts))
