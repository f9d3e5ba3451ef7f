"""A load generator for machines without wrk: keep-alive connections of which only the length is parsed."""

import asyncio
import json
import random
import time
import uuid
from urllib.parse import urlsplit


async def send_ratings(url: str, connections: int, seconds: float) -> list[float]:
    """Return the seconds that each answer took."""
    until = time.perf_counter() + seconds
    taken: list[float] = []
    await asyncio.gather(*(_connection(url, until, taken) for _ in range(connections)))
    return taken


async def _connection(url: str, until: float, taken: list[float]) -> None:
    where = urlsplit(url)
    reader, writer = await asyncio.open_connection(where.hostname, where.port)
    head = (
        f"POST {where.path} HTTP/1.1\r\nHost: {where.netloc}\r\nOrigin: https://shop.example\r\n"
        "Content-Type: text/plain\r\nContent-Length: "
    )
    while (began := time.perf_counter()) < until:
        body = _rating()
        writer.write(f"{head}{len(body)}\r\n\r\n{body}".encode())
        await _read_answer(reader)
        taken.append(time.perf_counter() - began)
    writer.close()
    await writer.wait_closed()


async def _read_answer(reader: asyncio.StreamReader) -> None:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    assert head.startswith(b"http/1.1 20"), head
    length = head.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0]
    await reader.readexactly(int(length))


def _rating() -> str:
    return json.dumps(
        {
            "survey": "csat",
            "score": random.randint(1, 5),  # noqa: S311  a score is no secret
            "request_id": str(uuid.uuid4()),
            "agent": "mari",
            "conversation": str(uuid.uuid4()),
            "language": "et",
            "customer": {"name": "Kadri"},
        }
    )
