"""Ballots: what arrived on one link about one conversation, judged together, and the rating that holds the answer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from server.core.evidence import ALIKE_MS, Answer, Judgement, Rules, judge
from server.core.hits import Hit, Means, Sign
from server.core.instants import Instant
from server.core.ratings import NewRating, Said, State
from server.store import jobs, ratings
from server.store.ids import new_id
from server.store.ratings import AlreadyAnswered
from server.store.steps import Query, Row, Steps, query

SETTLE: Final = "settle"
"""The kind of job that judges a ballot again, by its id."""
MOST_HITS: Final = 1_000
"""Of one ballot. No conversation has so many; what comes after that is a flood, and shows nothing new."""

MakeRating: TypeAlias = Callable[[Answer], NewRating]
"""Makes the rating that an answer is."""


class Flooded(Exception):
    """More has come on this ballot than anybody sends."""


@dataclass(frozen=True, slots=True)
class BallotPlace:
    """Where a hit belongs: to a link, a conversation and, where neither tells customers apart, a client."""

    link_id: str
    conversation: str = ""
    client: str = ""
    is_single: bool = False
    """Whether it is answered once and for all, as an ask is."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """A ballot with its last judgement."""

    id: str
    place: BallotPlace
    rating_id: str | None
    visit: str | None
    score: int | None
    state: State | None
    reason: str | None
    answered_at: Instant | None

    def is_judged(self, answer: Answer) -> bool:
        """Tell whether this is what it was judged to be before."""
        before = (self.visit, self.score, self.state, self.reason)
        return before == (answer.hit.visit, answer.hit.score, answer.state, answer.evidence.reason)


def arrive(
    hit: Hit, place: BallotPlace, rules: Rules, make: MakeRating, said: Said
) -> Steps[Judgement]:
    """Keep a hit and judge its ballot with it; what was `said` goes with the answer.

    Raises `Flooded`, and `AlreadyAnswered` when the survey takes one answer and has it from elsewhere.
    """
    ballot = yield from _open(place, rules, hit.at)
    count = yield query("ballots.count_hits", ballot_id=ballot.id)
    if count[0]["n"] >= MOST_HITS:
        raise Flooded
    yield _insert_hit(hit, ballot.id)
    judgement = yield from _judge(ballot, rules, hit.at)
    answers = judgement.answer is not None and judgement.answer.hit.visit == hit.visit
    yield from _apply(ballot, judgement, make, hit.at, said if answers else Said())
    yield from _look_later(ballot, judgement, hit.at)
    return judgement


def settle(ballot_id: str, rules: Rules, make: MakeRating, now: Instant) -> Steps[Judgement]:
    """Judge a ballot again with what is known by now, and let its rating follow."""
    ballot = yield from by_id(ballot_id)
    judgement = yield from _judge(ballot, rules, now)
    try:
        yield from _apply(ballot, judgement, make, now, Said())
    except AlreadyAnswered:
        # Meanwhile the one answer of the survey came by another way.
        yield from ratings.withdraw_second(ballot.rating_id or "", now)
    return judgement


def restore(rating_id: str, now: Instant) -> Steps[None]:
    """Let a rating that was withdrawn be what it was judged to be; one that came by no link counts."""
    found = yield from of_rating(rating_id)
    judged = [ballot.state for ballot in found if ballot.state is not None]
    state = judged[-1] if judged else State.COUNTED
    yield from ratings.set_state(rating_id, state, now)


def preview(ballot: Ballot, rules: Rules, now: Instant) -> Steps[Judgement]:
    """Judge a ballot again and change nothing."""
    return (yield from _judge(ballot, rules, now))


def by_id(ballot_id: str) -> Steps[Ballot]:
    """Return one ballot."""
    rows = yield query("ballots.by_id", id=ballot_id)
    return _ballot(rows[0])


def of_rating(rating_id: str) -> Steps[list[Ballot]]:
    """Return the ballots whose answer a rating holds; none for a rating of a widget."""
    rows = yield query("ballots.of_rating", rating_id=rating_id)
    return [_ballot(row) for row in rows]


def page(after: str, since: Instant, most: int) -> Steps[list[Ballot]]:
    """Return ballots in the order of their making, those after an id."""
    rows = yield query("ballots.page", after=after, since=since, most=most)
    return [_ballot(row) for row in rows]


def current(place: BallotPlace, rules: Rules, now: Instant) -> Steps[Ballot | None]:
    """Return the ballot that a hit would come to, if there is one."""
    rows = yield query(
        "ballots.latest",
        link_id=place.link_id,
        conversation=place.conversation,
        client=place.client,
    )
    found = [_ballot(row) for row in rows]
    is_open = found and (place.is_single or _is_open(found[0], rules, now))
    return found[0] if is_open else None


def _open(place: BallotPlace, rules: Rules, now: Instant) -> Steps[Ballot]:
    """Return the ballot of a place, a new one where there is none or its answer can no longer be changed."""
    found = yield from current(place, rules, now)
    if found is not None:
        return found
    ballot = Ballot(new_id(), place, None, None, None, None, None, None)
    yield query(
        "ballots.insert",
        id=ballot.id,
        link_id=place.link_id,
        conversation=place.conversation,
        client=place.client,
        created_at=now,
    )
    return ballot


def _is_open(ballot: Ballot, rules: Rules, now: Instant) -> bool:
    return ballot.answered_at is None or now - ballot.answered_at < rules.rerate


def _judge(ballot: Ballot, rules: Rules, now: Instant) -> Steps[Judgement]:
    rows = yield query("ballots.hits", ballot_id=ballot.id)
    own = list(map(_hit, rows))
    around: list[Hit] = []
    if ballot.place.client and own:
        others = yield query(
            "ballots.hits_around",
            link_id=ballot.place.link_id,
            ballot_id=ballot.id,
            since=own[0].at - ALIKE_MS,
            until=own[-1].at + ALIKE_MS,
        )
        around = list(map(_hit, others))
    return judge(own, rules, now, around)


def _apply(
    ballot: Ballot, judgement: Judgement, make: MakeRating, now: Instant, said: Said
) -> Steps[None]:
    """Bring the rating of a ballot to what it was judged to be; what was judged the same is left alone."""
    answer = judgement.answer
    if answer is None or (ballot.is_judged(answer) and said == Said()):
        return
    new = ratings.with_said(make(answer), said)
    if ballot.rating_id is None or _is_anew(ballot, answer):
        rating_id = yield from ratings.record_judged(new)
    else:
        rating_id = yield from ratings.judge_again(ballot.rating_id, new, now)
    yield query(
        "ballots.judged",
        id=ballot.id,
        rating_id=rating_id,
        visit=answer.hit.visit,
        score=answer.hit.score,
        state=answer.state,
        reason=answer.evidence.reason,
        answered_at=None if answer.state is State.MACHINE else answer.since,
    )


def _is_anew(ballot: Ballot, answer: Answer) -> bool:
    """Tell whether somebody answers where only a machine had: that is a rating of its own, of its own day."""
    return (
        ballot.state is State.MACHINE
        and answer.state is not State.MACHINE
        and answer.hit.visit != ballot.visit
    )


def _look_later(ballot: Ballot, judgement: Judgement, now: Instant) -> Steps[None]:
    if judgement.look_at is not None:
        yield from jobs.enqueue(
            SETTLE, ratings.EVIDENCE_LANE, ballot.id, run_at=judgement.look_at, now=now
        )


def _insert_hit(hit: Hit, ballot_id: str) -> Query:
    return query(
        "ballots.insert_hit",
        id=hit.id,
        ballot_id=ballot_id,
        visit=hit.visit,
        client=hit.client,
        means=hit.means,
        score=hit.score,
        sign=hit.sign,
        created_at=hit.at,
    )


def _hit(row: Row) -> Hit:
    return Hit(
        id=row["id"],
        at=row["created_at"],
        visit=row["visit"],
        client=row["client"],
        means=Means(row["means"]),
        score=row["score"],
        sign=Sign(row["sign"]),
    )


def _ballot(row: Row) -> Ballot:
    return Ballot(
        id=row["id"],
        place=BallotPlace(row["link_id"], row["conversation"], row["client"]),
        rating_id=row["rating_id"],
        visit=row["visit"],
        score=row["score"],
        state=State(row["state"]) if row["state"] else None,
        reason=row["reason"],
        answered_at=row["answered_at"],
    )
