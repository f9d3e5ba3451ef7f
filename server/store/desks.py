"""What one person of the team has before them: their scores, what waits for them, and who praised them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from server.core.agents import Agent
from server.core.bands import Band
from server.core.follow_ups import FollowUp
from server.core.instants import Instant
from server.core.periods import Period
from server.core.ratings import Rating, State
from server.core.score_filter import ScoreFilter
from server.core.score_question import ScoreQuestion
from server.core.scores import ScoreReport
from server.core.surveys import Survey
from server.store import agents, follow_ups, rating_pages, reports
from server.store.ids import first_id
from server.store.rating_pages import RatingFilter
from server.store.ratings import rating_of
from server.store.steps import Steps, query

MOST_OPEN: Final = 10
MOST_PRAISE: Final = 3
_LOOKED_THROUGH: Final = 100
"""Good ratings among which comments are looked for."""


class Waiting(NamedTuple):
    """A rating that waits for somebody, and its card: a destination and a message, if there is one."""

    rating: Rating
    follow_up: FollowUp
    card: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Desk:
    """All of it. Without an agent of that Slack id there are no scores and no praise."""

    agent: Agent | None
    period: Period
    scores: Sequence[ScoreReport]
    waiting: Sequence[Waiting]
    praise: Sequence[Rating]


def desk(slack_id: str, surveys: Sequence[Survey], period: Period, since: Instant) -> Steps[Desk]:
    """Return somebody's desk; what waits for longer than `since` is left out."""
    agent = yield from agents.by_slack_id(slack_id)
    waiting = yield from _waiting(slack_id, agent, since)
    if agent is None:
        return Desk(None, period, (), waiting, ())
    question = ScoreQuestion(period, only=ScoreFilter(agent=agent.key))
    scores = yield from reports.answer(question, surveys)
    return Desk(
        agent,
        period,
        [report for report in scores if report.score.n],
        waiting,
        (yield from _praise(agent, since)),
    )


def _waiting(slack_id: str, agent: Agent | None, since: Instant) -> Steps[list[Waiting]]:
    rows = yield query(
        "follow_ups.open_of",
        slack_id=slack_id,
        agent_key=agent.key if agent else None,
        since_id=first_id(since),
        most=MOST_OPEN,
    )
    found = []
    for rating in map(rating_of, rows):
        follow_up = yield from follow_ups.get(rating.id)
        cards = yield query("deliveries.first_message", rating_id=rating.id)
        card = (cards[0]["destination"], cards[0]["message"]) if cards else None
        found.append(Waiting(rating, follow_up, card))
    return found


def _praise(agent: Agent, since: Instant) -> Steps[list[Rating]]:
    wanted = RatingFilter(agent_key=agent.key, band=Band.POSITIVE, state=State.COUNTED, since=since)
    found = yield from rating_pages.newest(wanted, before=None, most=_LOOKED_THROUGH)
    return [rating for rating in found if rating.comment][:MOST_PRAISE]
