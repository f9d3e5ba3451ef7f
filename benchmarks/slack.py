"""From click to Slack: how long after its acknowledgement a rating is posted, while the channel is free.

    python benchmarks/slack.py --ratings 50

Ratings are spaced so that each finds the channel free: Slack takes about one message a second. The floor is one call
of the stand-in for Slack by a bare client.
"""

import argparse
import asyncio
import random
import time
from statistics import median

from aiohttp import ClientSession

from benchmarks import servers
from benchmarks.tables import percentile, table
from tests.bot.slack import CHANNEL, RunningSlack

AIM_MS = 200
HEAD = ["", "median ms", "p95 ms", f"p95 / {AIM_MS} ms"]
POST = "chat.postMessage"


async def main(ratings: int) -> None:
    clicked, acknowledged, floor = [], [], []
    async with servers.paldies() as (server, slack), ClientSession() as session:
        await _rate(session, server.url, slack)
        for _ in range(ratings):
            floor.append(await _bare_call(session, slack))
            await asyncio.sleep(random.uniform(1.1, 1.4))  # noqa: S311  no secret
            click, answer, post = await _rate(session, server.url, slack)
            clicked.append((post - click) * 1000)
            acknowledged.append((post - answer) * 1000)
    rows = [
        _row("acknowledged → posted", acknowledged),
        _row("sent → posted", clicked),
        _row("one bare call of the stand-in", floor),
    ]
    print(table(HEAD, rows))
    print(f"\n{ratings} ratings, 1.1 to 1.4 s apart.")


async def _rate(
    session: ClientSession, url: str, slack: RunningSlack
) -> tuple[float, float, float]:
    """Return when a rating was sent, acknowledged and received by Slack, on one clock."""
    before = len(slack.workspace.calls_of(POST))
    sent = time.monotonic()
    async with session.post(f"{url}/api/v1/ratings", json={"survey": "csat", "score": 5}) as answer:
        assert answer.status == 201
    acknowledged = time.monotonic()
    await slack.workspace.until(lambda: len(slack.workspace.calls_of(POST)) > before)
    return sent, acknowledged, slack.workspace.calls_of(POST)[-1].at


async def _bare_call(session: ClientSession, slack: RunningSlack) -> float:
    token = {"Authorization": f"Bearer {slack.workspace.bot_token}"}
    began = time.monotonic()
    where = {"channel": CHANNEL}
    url = f"{slack.api_url}conversations.info"
    async with session.post(url, json=where, headers=token) as answer:
        assert (await answer.json())["ok"]
    return (time.monotonic() - began) * 1000


def _row(what: str, ms: list[float]) -> list[str]:
    p95 = percentile(ms, 0.95)
    return [what, f"{median(ms):.1f}", f"{p95:.1f}", f"{p95 / AIM_MS:.2f}"]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--ratings", type=int, default=50)
    asyncio.run(main(parser.parse_args().ratings))
