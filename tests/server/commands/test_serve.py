import asyncio
import json
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp import ClientSession

from tests.server.commands.running import Terminal

BODY = b'{"survey": "csat", "score": 5}'
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


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


async def test_it_finishes_what_it_has_in_hand(serving: Serving, tmp_path: Path) -> None:
    with _held_up(tmp_path):
        held = [await _begin_a_rating(serving) for _ in range(5)]
        for rating in held:
            rating.writer.write(BODY[10:])
        await _until_it_has_read(serving)
        serving.process.send_signal(signal.SIGTERM)
        await _until_it_logs(serving, "stopping")
        assert _kept(tmp_path) == 0
    statuses = [await rating.status() for rating in held]
    code, _ = await serving.stop()
    assert (code, statuses) == (0, [201] * 5)
    assert _kept(tmp_path) == 5


async def test_it_keeps_nothing_of_a_request_that_never_ends(
    serving: Serving, tmp_path: Path
) -> None:
    rating = await _begin_a_rating(serving)
    rating.writer.close()
    await rating.writer.wait_closed()
    code, _ = await serving.stop()
    assert (code, _kept(tmp_path)) == (0, 0)


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


@pytest.mark.parametrize(
    "request_bytes",
    [
        pytest.param(
            b"GET / HTTP/1.1\r\nHost: x\r\nAuthorization : Bearer hush\r\n\r\n",
            id="space before a colon",
        ),
        pytest.param(
            b"POST /api/v1/ratings HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nhush\r\n",
            id="bad chunk size",
        ),
        pytest.param(b"GET /?hush=\xff HTTP/1.1\r\nHost: x\r\n\r\n", id="bad address"),
    ],
)
async def test_it_logs_what_is_not_http_in_one_line(serving: Serving, request_bytes: bytes) -> None:
    reader, writer = await _connect(serving)
    writer.write(request_bytes)
    answer = await asyncio.wait_for(reader.read(), 20)
    writer.close()
    _, err = await serving.stop()
    bad, stopping = (json.loads(line) for line in err.splitlines())
    assert answer.split()[1] == b"400"
    assert (bad["event"], stopping["event"]) == ("bad_request", "stopping")
    assert not any(word in err for word in ("hush", "127.0.0.1", "Traceback"))


async def test_it_logs_nothing_of_a_body_that_does_not_unpack(serving: Serving) -> None:
    headers = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
    async with ClientSession() as session:
        url = f"{serving.address}/api/v1/ratings"
        async with session.post(url, data=b"hush, not gzip", headers=headers) as response:
            assert response.status == 400
    _, err = await serving.stop()
    assert not any(word in err for word in ("hush", "127.0.0.1", "Traceback"))


async def test_it_says_when_the_port_is_taken(serving: Serving, tmp_path: Path) -> None:
    port = serving.address.rpartition(":")[2]
    ran = await asyncio.to_thread(Terminal(tmp_path).run, "serve", "--port", port)
    assert ran.code == 1
    assert "--port" in ran.err


@dataclass(frozen=True, slots=True)
class Begun:
    """A rating of which the server has the beginning."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def status(self) -> int:
        line = await asyncio.wait_for(self.reader.readline(), 20)
        self.writer.close()
        return int(line.split()[1])


async def _connect(serving: Serving) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    host, port = serving.address.removeprefix("http://").split(":")
    return await asyncio.open_connection(host, int(port))


async def _begin_a_rating(serving: Serving) -> Begun:
    reader, writer = await _connect(serving)
    head = (
        "POST /api/v1/ratings HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(BODY)}\r\nExpect: 100-continue\r\n\r\n"
    )
    writer.write(head.encode() + BODY[:10])
    # This answer says that the request has reached its handler.
    assert await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 20) == CONTINUE
    return Begun(reader, writer)


async def _until_it_has_read(serving: Serving) -> None:
    # What is sent first is read first, so an answer to this says that all before it is there.
    async with ClientSession() as session, session.get(f"{serving.address}/healthz") as response:
        assert response.status == 200


@contextmanager
def _held_up(folder: Path) -> Iterator[None]:
    """Let nobody else write to the database."""
    with closing(sqlite3.connect(folder / "paldies.db", isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")


async def _until_it_logs(serving: Serving, event: str) -> None:
    assert serving.process.stderr is not None
    while (
        json.loads(await asyncio.wait_for(serving.process.stderr.readline(), 20))["event"] != event
    ):
        pass


def _kept(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "paldies.db")) as connection:
        count: int = connection.execute("SELECT count(*) FROM rating").fetchone()[0]
    return count
