"""The job "route": ask the rules about a rating that has changed, and tell where it goes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from server.core.instants import Clock
from server.core.jobs import Done, Job, JobResult
from server.core.rules import Rules, facts_of
from server.store import follow_ups, ratings
from server.store.catalogue import Catalogue
from server.store.database import Database
from server.store.rule_book import RuleBook
from server.store.steps import Steps


@dataclass(frozen=True, slots=True)
class RatingRoute:
    """Finds the destinations of a rating as it is now, also those it did not have at first. A rehearsal has none."""

    database: Database
    catalogue: Catalogue
    rules: RuleBook
    clock: Clock
    wake: Callable[[Iterable[str]], None]

    async def run(self, job: Job) -> JobResult:
        # What made this necessary may be a rule that changed a moment ago.
        await self.rules.refresh()
        rating = await self.database.read(ratings.by_id, job.subject)
        survey = self.catalogue.survey(rating.survey) if rating else None
        if survey is not None and survey.document.rehearsal:
            return Done()
        lanes = await self.database.write(_announce, job.subject, self.rules.rules, self.clock())
        self.wake(lanes)
        return Done()


def _announce(rating_id: str, rules: Rules, now: int) -> Steps[tuple[str, ...]]:
    rating = yield from ratings.by_id(rating_id)
    if rating is None:
        return ()
    follow_up = yield from follow_ups.get(rating_id)
    facts = facts_of(rating, resolved=follow_up.resolved is not None)
    return (yield from ratings.announce(rating, rules.destinations(facts), now))
