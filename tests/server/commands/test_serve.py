import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession

from tests.server.commands.running import Terminal


class Serving:
    """`paldies serve` as a process, and where it listens."""

    def __init__(self, process: asyncio.subprocess.Process, address: str) -> None:
        self.process = process
        self.address = address

    async def stop(self) -> tuple[int, str]:
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
        _, err = await asyncio.wait_for(self.process.communicate(), 20)
        return self.process.returncode or 0, err.decode()


@pytest.fixture
async def serving(tmp_path: Path) -> AsyncIterator[Serving]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "server", "serve", "--port", "0"),
        cwd=tmp_path,
        env=Terminal(tmp_path).environment(PYTHONUNBUFFERED="1"),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    line = await asyncio.wait_for(process.stdout.readline(), 20)
    running = Serving(process, line.decode().split()[-1])
    yield running
    await running.stop()


async def test_it_serves_until_it_is_told_to_stop(serving: Serving) -> None:
    async with ClientSession() as session, session.get(f"{serving.address}/readyz") as response:
        assert response.status == 200
    code, _ = await serving.stop()
    assert code == 0


async def test_it_finishes_what_it_has_in_hand(serving: Serving) -> None:
    async with ClientSession() as session:
        body = {"survey": "csat", "score": 5}
        sending = [
            asyncio.create_task(_status(session, f"{serving.address}/api/v1/ratings", body))
            for _ in range(50)
        ]
        await asyncio.wait(sending, return_when=asyncio.FIRST_COMPLETED)
        code, _ = await serving.stop()
        statuses = [status for status in await asyncio.gather(*sending) if status is not None]
    assert code == 0
    assert set(statuses) == {201}


async def test_it_logs_one_line_without_anything_personal(serving: Serving) -> None:
    body = {"survey": "csat", "score": 9, "comment": "hush", "customer": {"email": "k@example.com"}}
    async with ClientSession() as session:
        url = f"{serving.address}/api/v1/ratings?token=hush"
        async with session.post(url, json=body) as response:
            assert response.status == 422
    _, err = await serving.stop()
    (line,) = [line for line in err.splitlines() if "refused" in line]
    entry = json.loads(line)
    assert (entry["route"], entry["status"], entry["field"]) == ("/api/v1/ratings", 422, "score")
    assert not any(word in err for word in ("hush", "k@example.com", "127.0.0.1"))


async def test_it_says_when_the_port_is_taken(serving: Serving, tmp_path: Path) -> None:
    port = serving.address.rpartition(":")[2]
    ran = await asyncio.to_thread(Terminal(tmp_path).run, "serve", "--port", port)
    assert ran.code == 1
    assert "--port" in ran.err


async def _status(session: ClientSession, url: str, body: dict[str, object]) -> int | None:
    try:
        async with session.post(url, json=body) as response:
            await response.read()
            return response.status
    except OSError:
        # Not accepted any more: the customer's widget keeps it and sends it later.
        return None
