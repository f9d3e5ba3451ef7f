"""Whether the news of a rating is a card now, waits, or becomes part of a digest.

It waits through quiet hours and mutes. What a rule gathers waits in a lane of its own until the rule's hour. And good
ratings of which more wait than a channel takes in a few seconds are told together; low ones stay single and go first.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from bot.deliver import CardDelivery
from server.core.bands import Band
from server.core.deliveries import Delivery
from server.core.instants import Clock, Instant
from server.core.jobs import Done, Hold, Job, JobResult
from server.core.ratings import Rating, State
from server.core.rule_times import due_after, due_until
from server.core.rules import DigestTime, RatingFacts, Rule, destination_of, facts_of
from server.store import deliveries, digests, follow_ups, ratings
from server.store.database import Database
from server.store.rule_book import RuleBook
from server.store.steps import Steps

MOST_SINGLE: Final = 10
"""Good ratings that may wait for a card each; of more, all are gathered."""


class _News(NamedTuple):
    rating: Rating
    facts: RatingFacts
    delivery: Delivery | None

    @property
    def is_first(self) -> bool:
        """Whether the destination is to hear of the rating for the first time."""
        untold = self.delivery is None or self.delivery.is_open
        return untold and self.rating.state is State.COUNTED


@dataclass(frozen=True, slots=True)
class CardOrDigest:
    """Stands before the cards."""

    cards: CardDelivery
    database: Database
    rules: RuleBook
    clock: Clock
    timezone: ZoneInfo
    wake: Callable[[Iterable[str]], None]

    async def deliver(self, job: Job) -> JobResult:
        """Do a job of kind "card", in the lane of a destination or of a digest."""
        if destination_of(job.lane) != job.lane:
            return await self._wait_for_the_hour(job)
        news = await self.database.read(_news, job.subject, job.lane)
        if news is not None and news.delivery and news.delivery.digest_id is not None:
            now = self.clock()
            await self.database.write(digests.show, news.delivery.digest_id, job.lane, now)
            return Done()
        if news is not None and news.is_first:
            return await self._first_told(job, news.facts)
        return await self.cards.deliver(job)

    async def _first_told(self, job: Job, facts: RatingFacts) -> JobResult:
        now = self.clock()
        free_at = self._free_at(job.lane, now, facts)
        if free_at > now:
            return Hold(free_at)
        if facts.band is not Band.NEGATIVE and await self._gathered(job.lane, now):
            return Done()
        return await self.cards.deliver(job)

    async def _gathered(self, lane: str, now: Instant) -> bool:
        """Gather what waits in a channel, if it is much; tell whether it was done."""
        if await self.database.read(digests.waiting, lane, MOST_SINGLE + 1, now) <= MOST_SINGLE:
            return False
        free_at = partial(self._free_at, lane, now)
        return await self.database.write(
            digests.gather_waiting, lane, lambda facts: free_at(facts) <= now, MOST_SINGLE, now
        )

    def _free_at(self, lane: str, now: Instant, facts: RatingFacts) -> Instant:
        return self.rules.rules.held_until(lane, facts, now)

    async def _wait_for_the_hour(self, job: Job) -> JobResult:
        """Hold what a rule gathers until its hour has come, then gather all of it."""
        now = self.clock()
        rule = self.rules.rules.gathering(job.lane)
        if rule is None or rule.manner.digest is None:
            # The rule is gone or gathers no more; the others may want the rating.
            await self.database.write(ratings.route, job.subject, now)
            self.wake([ratings.ROUTES])
            return Done()
        free_at = rule.held_until(now, self.timezone)
        until = self._last_due(rule.manner.digest, now)
        if free_at > now:
            return Hold(free_at)
        if job.created_at >= until:
            return Hold(self._next_due(rule.manner.digest, now))
        await self._gather_due(rule, rule.manner.digest, until, now)
        return Done()

    async def _gather_due(
        self, rule: Rule, digest: DigestTime, until: Instant, now: Instant
    ) -> None:
        since = partial(self._last_due, digest)
        await self.database.write(digests.gather_due, rule, until, since, now)
        self.wake([rule.destination])

    def _last_due(self, digest: DigestTime, instant: Instant) -> Instant:
        return due_until(instant, digest.every, digest.at, self.timezone)

    def _next_due(self, digest: DigestTime, instant: Instant) -> Instant:
        return due_after(instant, digest.every, digest.at, self.timezone)


def _news(rating_id: str, destination: str) -> Steps[_News | None]:
    rating = yield from ratings.by_id(rating_id)
    if rating is None:
        return None
    follow_up = yield from follow_ups.get(rating_id)
    delivery = yield from deliveries.get(rating_id, destination)
    return _News(rating, facts_of(rating, resolved=follow_up.resolved is not None), delivery)
