"""The job "scores": wait for the hour of a rule that tells scores, and make the digest that is due."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from server.core.instants import Clock, day_of
from server.core.jobs import Done, Hold, Job, JobResult
from server.core.rule_times import due_after, due_until
from server.core.score_digest import period_told
from server.store import score_digests
from server.store.database import Database
from server.store.rule_book import RuleBook


@dataclass(frozen=True, slots=True)
class ScoreHour:
    """Makes each digest once, however often the hour is looked at; one missed while down comes late."""

    database: Database
    rules: RuleBook
    clock: Clock
    timezone: ZoneInfo
    wake: Callable[[Iterable[str]], None]

    async def run(self, job: Job) -> JobResult:
        rule = self.rules.rules.gathering(job.lane)
        if rule is None or not rule.tells_scores or rule.manner.digest is None:
            return Done()
        now, digest = self.clock(), rule.manner.digest
        free_at = rule.held_until(now, self.timezone)
        if free_at > now:
            return Hold(free_at)
        due = due_until(now, digest.every, digest.at, self.timezone)
        if job.created_at >= due:
            return Hold(due_after(now, digest.every, digest.at, self.timezone))
        period = period_told(digest.every, day_of(due, self.timezone), self.timezone.key)
        await self.database.write(score_digests.make, rule, period, now)
        self.wake([rule.destination, rule.lane])
        return Done()
