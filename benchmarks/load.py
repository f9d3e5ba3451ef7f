"""Sends ratings as fast as they are answered: with wrk where it is installed, else from this process."""

import asyncio
import shutil
from dataclasses import dataclass
from pathlib import Path

from benchmarks.small_client import send_ratings

SCRIPT = Path(__file__).with_name("rating.lua")


@dataclass(frozen=True, slots=True)
class Load:
    """What a server made of one burst."""

    answered: int
    per_second: float
    p99_ms: float


def generator() -> str:
    """Name what sends; with the client in Python the ratios are nearer to 1 than they should be."""
    return (
        "wrk, one thread"
        if shutil.which("wrk")
        else "benchmarks/small_client.py (wrk is not installed)"
    )


async def load(url: str, connections: int, seconds: int) -> Load:
    """Send to `url` for so long. Every request must be answered with 2xx."""
    wrk = shutil.which("wrk")
    if wrk is None:
        return _load_of(await send_ratings(url, connections, seconds), seconds)
    process = await asyncio.create_subprocess_exec(
        wrk,
        "-t1",
        f"-c{connections}",
        f"-d{seconds}s",
        f"-s{SCRIPT}",
        url,
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await process.communicate()
    result = next(line for line in said.decode().splitlines() if line.startswith("RESULT"))
    requests, micros, p99, failed = map(int, result.split()[1:])
    assert not failed, f"{failed} requests to {url} failed"
    return Load(requests, requests / (micros / 1e6), p99 / 1000)


def _load_of(seconds_each: list[float], seconds: int) -> Load:
    ordered = sorted(seconds_each)
    p99 = ordered[int(len(ordered) * 0.99)]
    return Load(len(ordered), len(ordered) / seconds, p99 * 1000)
