"""Kills `paldies serve` with SIGKILL at random moments under a stream of ratings, and audits the outcome.

    python -m tests.faults.kill_nine --rounds 20

After the last restart every acknowledged rating must be in the database once, with its last score and its comment;
each must have exactly one card in Slack, that shows it; and the tally must equal a fresh count.
Exits with 1 and a line for each breach.
"""

import asyncio
import contextlib
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random

import click

from tests.bot.slack import CHANNEL, RunningSlack
from tests.faults import quick_server
from tests.faults.audit import breaches, jobs_waiting
from tests.faults.server_process import AS_SHIPPED, ServerProcess, running_slack, settings_for
from tests.faults.slow_slack import Slow
from tests.faults.visits import Customers

CONNECTIONS = 12
LONGEST_LIFE_SECONDS = 1.5
SLOWEST_SLACK_SECONDS = 0.02


@dataclass(slots=True)
class Outcome:
    """What happened, and what should not have."""

    seed: int
    rounds: int
    seconds: float
    visits: int
    acknowledged: int
    lost: int
    cards: int
    found_again: int
    """Cards that were in Slack although the killed process had not learnt of it."""
    kills: Counter[str] = field(default_factory=Counter)
    breaches: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        kills = ", ".join(f"{count} while {when}" for when, count in sorted(self.kills.items()))
        return (
            f"seed {self.seed}: {self.rounds} kills ({kills}) in {self.seconds:.0f} s; "
            f"{self.visits} visits, {self.acknowledged} acknowledged, {self.lost} requests cut off; "
            f"{self.cards} cards, {self.found_again} of them found again; "
            f"{len(self.breaches) or 'no'} breaches"
        )


class Killer:
    """Lets a server live for a while, and no longer."""

    def __init__(
        self, server: ServerProcess, customers: Customers, slack: RunningSlack, random: Random
    ) -> None:
        self._server = server
        self._customers = customers
        self._slack = slack
        self._random = random
        self._moments = {
            "it starts": self._as_it_starts,
            "ratings come": self._as_ratings_come,
            "a card leaves": self._as_a_card_leaves,
        }
        self.kills: Counter[str] = Counter()

    async def run(self, rounds: int) -> None:
        """Start and kill as often as asked, at each kind of moment about equally often."""
        names = list(self._moments)
        self._random.shuffle(names)
        for number in range(rounds):
            name = names[number % len(names)]
            await self._server.start()
            await self._moments[name]()
            await self._server.kill()
            self.kills[name] += 1

    async def _as_it_starts(self) -> None:
        await asyncio.sleep(self._random.uniform(0, 1))

    async def _as_ratings_come(self) -> None:
        await self._customers.heard()
        await asyncio.sleep(self._random.uniform(0, LONGEST_LIFE_SECONDS))

    async def _as_a_card_leaves(self) -> None:
        """Right in the doubt: Slack has the message, or not yet, and nobody has learnt which."""
        await self._customers.heard()
        before = self._posts() + self._random.randrange(20)
        await self._slack.workspace.until(lambda: self._posts() > before, within=60)
        await asyncio.sleep(self._random.uniform(0, SLOWEST_SLACK_SECONDS))

    def _posts(self) -> int:
        return len(self._slack.workspace.calls_of("chat.postMessage"))


async def kill_nine(
    folder: Path,
    *,
    rounds: int,
    seed: int,
    per_second: float = 60,
    command: Sequence[str] = quick_server.COMMAND,
    seconds_a_card: float = 0.2,
) -> Outcome:
    """Run it in an empty folder; `per_second` is how many customers come."""
    began, random = time.monotonic(), Random(seed)
    async with running_slack() as slack:
        for method in ("chat.postMessage", "chat.update"):
            slow = Slow(random, SLOWEST_SLACK_SECONDS)
            slack.workspace.faults.add(method, slow, times=None)
        server = ServerProcess(folder, settings_for(slack), command)
        customers = Customers(server.url, random, connections=CONNECTIONS, per_second=per_second)
        killer = Killer(server, customers, slack, random)
        wrong = await _live_through(killer, server, customers, rounds, seconds_a_card)
        cards = slack.workspace.cards(CHANNEL)
        wrong += customers.refused
        wrong += await breaches(customers.visits, server.database, cards)
    return Outcome(
        seed=seed,
        rounds=rounds,
        seconds=time.monotonic() - began,
        visits=len(customers.visits),
        acknowledged=len(customers.acknowledged),
        lost=customers.lost,
        cards=len(cards),
        found_again=server.log.read_text("utf-8").count('"card_found"'),
        kills=killer.kills,
        breaches=wrong,
    )


async def _live_through(
    killer: Killer,
    server: ServerProcess,
    customers: Customers,
    rounds: int,
    seconds_a_card: float,
) -> list[str]:
    """Let customers rate through all of it, then let the server finish; return what it did not."""
    coming = asyncio.create_task(customers.run())
    try:
        await killer.run(rounds)
        await server.start()
        await customers.heard()
        customers.stop()
        await coming
        late = await _all_told(server, 30 + seconds_a_card * len(customers.visits))
        code = await server.stop()
    except TimeoutError as error:
        return [f"the server was not heard of any more: {error}"]
    finally:
        coming.cancel()
        await asyncio.gather(coming, return_exceptions=True)
        await server.kill()
    return [*late, *([f"it ended with exit code {code}"] if code else [])]


async def _all_told(server: ServerProcess, within: float) -> list[str]:
    """Wait until no background work is left; say so if that takes too long."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(within):
            while jobs_waiting(server.database):
                await asyncio.sleep(0.05)
            return []
    return [f"{jobs_waiting(server.database)} jobs still wait {within:.0f} s after the last start"]


@click.command(help=__doc__)
@click.option("--rounds", default=20, show_default=True, help="How often it is killed.")
@click.option("--seed", type=int, help="Repeats the choices of an earlier run, not its timing.")
@click.option(
    "--as-shipped",
    is_flag=True,
    help="`paldies serve` itself, at its message a second; takes minutes. Else with short waits.",
)
def main(rounds: int, seed: int | None, as_shipped: bool) -> None:
    chosen = time.time_ns() % 1_000_000 if seed is None else seed
    folder = Path(tempfile.mkdtemp(prefix="paldies-kill-nine-"))
    run = partial(kill_nine, folder, rounds=rounds, seed=chosen)
    if as_shipped:
        run = partial(run, command=AS_SHIPPED, per_second=2, seconds_a_card=2.5)
    outcome = asyncio.run(run())
    click.echo(outcome)
    for line in outcome.breaches:
        click.echo(f"  {line}", err=True)
    if outcome.breaches:
        click.echo(f"The database and the log are in {folder}", err=True)
        sys.exit(1)
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
