"""A thousand ratings in a minute, while Slack limits, fails, hangs and cuts, and the server is killed.

    python -m tests.faults.burst [--as-shipped]

After it every rating must have come to the channel once, by a card or in a digest; negative ones each by a card, and
before the others; and no faster than a channel takes messages. Exits with 1 and a line for each breach.
A message takes a twentieth of a second in place of a second, and the minute three seconds; `--as-shipped` takes the
real ones, some minutes.
"""

import asyncio
import contextlib
import shutil
import sqlite3
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import click
from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector

from bot.sandbox.faults import RateLimited
from bot.sandbox.pace import OverPace
from bot.sandbox.records import Message
from bot.sandbox.workspace import Call
from tests.bot.slack import CHANNEL, RunningSlack
from tests.faults import paced_server
from tests.faults.audit import jobs_waiting
from tests.faults.flaky_slack import Flaky
from tests.faults.server_process import AS_SHIPPED, ServerProcess, running_slack, settings_for

RATINGS = 1_000
SCORES = (5, 5, 5, 5, 4, 4, 4, 3, 2, 1)
LOW = 2
SHARE_OF_TROUBLE = 0.08
BURST = 3
"""Messages that a channel takes at once; Slack allows for some unevenness too."""
MOST_ON_THE_WAY = 1.0
"""Seconds for which a message has been chosen before Slack hears of it."""
PATIENCE = ClientTimeout(total=5)
DELIVERIES = "SELECT rating_id, state, message, digest_id FROM delivery"
COUNTED = "SELECT id, score FROM rating WHERE state = 'counted'"


@dataclass(frozen=True, slots=True)
class Speed:
    """How fast everything goes."""

    command: Sequence[str]
    a_message: float
    """Seconds from one message in a channel to the next."""
    minute: float
    """Seconds within which the ratings come."""


SCALED = Speed(paced_server.COMMAND, paced_server.SECONDS_A_MESSAGE, 3.0)
SHIPPED = Speed(AS_SHIPPED, 1.0, 60.0)


@dataclass(slots=True)
class Outcome:
    """What happened, and what should not have."""

    seed: int
    seconds: float
    ratings: int
    cards: int
    digests: int
    troubles: Counter[str]
    kills: int
    breaches: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        troubles = ", ".join(f"{count} {name}" for name, count in sorted(self.troubles.items()))
        return (
            f"seed {self.seed}: {self.ratings} ratings, {self.kills} kills, in {self.seconds:.0f} s; "
            f"{self.cards} cards and {self.digests} digests through {troubles}; "
            f"{len(self.breaches) or 'no'} breaches"
        )


@dataclass(slots=True)
class Crowd:
    """Customers who rate once each and repeat themselves until they are heard."""

    url: str
    random: Random
    scores: dict[str, int] = field(default_factory=dict)
    """By the id of the rating."""
    heard_at: dict[str, float] = field(default_factory=dict)
    """When its rating was acknowledged, on the monotonic clock."""

    async def rate(self, seconds: float) -> None:
        """Send all ratings within so many seconds, or as soon after as they are taken."""
        began = time.monotonic()
        moments = sorted(self.random.uniform(0, seconds) for _ in range(RATINGS))
        connector = TCPConnector(limit=32)
        async with ClientSession(connector=connector, timeout=PATIENCE) as session:
            await asyncio.gather(*(self._visit(session, began + moment) for moment in moments))

    async def _visit(self, session: ClientSession, at: float) -> None:
        score = self.random.choice(SCORES)
        body = {"survey": "csat", "score": score, "request_id": str(uuid.uuid4())}
        await asyncio.sleep(max(0.0, at - time.monotonic()))
        answer = await self._heard(session, body)
        self.scores[answer["id"]] = score
        self.heard_at[answer["id"]] = time.monotonic()

    async def _heard(self, session: ClientSession, body: dict[str, Any]) -> dict[str, Any]:
        while True:
            with contextlib.suppress(ClientError, TimeoutError):
                async with session.post(self.url, json=body) as response:
                    if response.status in {200, 201}:
                        answer: dict[str, Any] = await response.json()
                        return answer
            await asyncio.sleep(0.05)


async def burst(folder: Path, *, seed: int, speed: Speed = SCALED, kills: int = 2) -> Outcome:
    """Run it in an empty folder."""
    began, random = time.monotonic(), Random(seed)
    async with running_slack() as slack:
        troubles = _make_trouble(slack, random, speed)
        server = ServerProcess(folder, settings_for(slack), speed.command)
        crowd = Crowd(f"{server.url}/api/v1/ratings", random)
        wrong = await _live_through(server, crowd, random, speed, kills)
        cards = slack.workspace.cards(CHANNEL)
        calls = [call for call in slack.workspace.calls if call.method == "chat.postMessage"]
        wrong += [*_of_deliveries(server.database, crowd, cards), *_of_order(crowd, calls)]
        wrong += _of_pace(calls, speed, kills)
    kinds = Counter(_kind(card) for card in cards)
    return Outcome(
        seed=seed,
        seconds=time.monotonic() - began,
        ratings=len(crowd.scores),
        cards=kinds["paldies_rating"],
        digests=kinds["paldies_digest"],
        troubles=troubles,
        kills=kills,
        breaches=wrong,
    )


def _make_trouble(slack: RunningSlack, random: Random, speed: Speed) -> Counter[str]:
    """Let Slack be limited and flaky; return the count of what it does."""
    faults, flaky = slack.workspace.faults, Flaky(random, SHARE_OF_TROUBLE)
    over = OverPace(per_second=1 / speed.a_message, burst=BURST)
    faults.add("chat.postMessage", RateLimited(1), times=None, when=over)
    for method in ("chat.postMessage", "chat.update", "conversations.history"):
        faults.add(method, flaky, times=None)
    return flaky.made


async def _live_through(
    server: ServerProcess, crowd: Crowd, random: Random, speed: Speed, kills: int
) -> list[str]:
    """Let the crowd rate, kill the server meanwhile, and let it finish; return what it did not."""
    await server.start()
    await server.answers()
    coming = asyncio.create_task(crowd.rate(speed.minute))
    try:
        for _ in range(kills):
            await asyncio.sleep(random.uniform(0.2, 1.0) * speed.minute)
            await server.kill()
            await server.start()
        await coming
        await _all_told(server, 60 + 400 * speed.a_message)
    except TimeoutError:
        return [f"{jobs_waiting(server.database)} jobs still wait"]
    finally:
        coming.cancel()
        await asyncio.gather(coming, return_exceptions=True)
        await server.stop()
    return []


async def _all_told(server: ServerProcess, within: float) -> None:
    async with asyncio.timeout(within):
        while jobs_waiting(server.database):
            await asyncio.sleep(0.1)


def _of_deliveries(database: Path, crowd: Crowd, cards: Sequence[Message]) -> Iterator[str]:
    """Yield every rating that is missing, or that came more than once."""
    with contextlib.closing(sqlite3.connect(database)) as db:
        kept = dict(db.execute(COUNTED).fetchall())
        rows = {row[0]: row[1:] for row in db.execute(DELIVERIES).fetchall()}
    there = {card.ts: card for card in cards}
    singles = Counter(_payload(card).get("rating_id") for card in cards)
    if kept != crowd.scores:
        yield f"{len(kept)} ratings are kept, and {len(crowd.scores)} were acknowledged"
    for rating_id, score in kept.items():
        state, message, digest_id = rows.get(rating_id, (None, None, None))
        if state != "sent" or message not in there:
            yield f"{rating_id} was not told: {state}"
        if singles[rating_id] != (0 if digest_id else 1):
            yield f"{rating_id} has {singles[rating_id]} cards, and its digest is {digest_id}"
        if digest_id and score <= LOW:
            yield f"{rating_id} is low and was told among others"
    for name, count in Counter(_payload(card).get("delivery_id") for card in cards).items():
        if count > 1:
            yield f"{name} was posted {count} times"
    unknown = set(there) - {message for _, message, _ in rows.values()}
    yield from (f"nobody knows of the message {ts}" for ts in unknown)


def _of_order(crowd: Crowd, calls: Sequence[Call]) -> Iterator[str]:
    """Yield every good rating that was told while a low one, acknowledged well before it, had not been tried."""
    tried: dict[str, float] = {}
    for call in calls:
        tried.setdefault(_rating_of(call), call.at)
    low = [rating_id for rating_id, score in crowd.scores.items() if score <= LOW]
    for call in calls:
        rating_id = _rating_of(call)
        if crowd.scores.get(rating_id, 5) <= LOW:
            continue
        # The message was chosen before it waited for its turn and for Slack.
        chosen_at = call.at - MOST_ON_THE_WAY
        for other in low:
            if crowd.heard_at[other] < chosen_at and tried.get(other, call.at + 1) > call.at:
                yield f"{other} is low and waited while {rating_id or 'a digest'} was told"


def _of_pace(calls: Sequence[Call], speed: Speed, kills: int) -> Iterator[str]:
    """Yield a line when messages came faster than a channel takes them; a new process begins anew."""
    times = [call.at for call in calls]
    allowed = BURST + kills
    for first in range(len(times) - allowed):
        last = min(first + 100, len(times) - 1)
        least = (last - first - allowed) * speed.a_message
        if times[last] - times[first] < least:
            yield f"{last - first} messages in {times[last] - times[first]:.2f} s"
            return


def _rating_of(call: Call) -> str:
    metadata: dict[str, Any] = call.arguments["metadata"]
    return str(metadata["event_payload"].get("rating_id", ""))


def _payload(card: Message) -> dict[str, Any]:
    assert card.metadata is not None
    payload: dict[str, Any] = card.metadata["event_payload"]
    return payload


def _kind(card: Message) -> str:
    assert card.metadata is not None
    return str(card.metadata["event_type"])


@click.command(help=__doc__)
@click.option("--seed", type=int, help="Repeats the choices of an earlier run, not its timing.")
@click.option("--as-shipped", is_flag=True, help="`paldies serve` itself, at a message a second.")
def main(seed: int | None, as_shipped: bool) -> None:
    chosen = time.time_ns() % 1_000_000 if seed is None else seed
    folder = Path(tempfile.mkdtemp(prefix="paldies-burst-"))
    outcome = asyncio.run(burst(folder, seed=chosen, speed=SHIPPED if as_shipped else SCALED))
    click.echo(outcome)
    for line in outcome.breaches:
        click.echo(f"  {line}", err=True)
    if outcome.breaches:
        click.echo(f"The database and the log are in {folder}", err=True)
        sys.exit(1)
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
