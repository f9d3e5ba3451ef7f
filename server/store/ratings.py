"""Ratings: recorded and changed. Whatever changes a rating keeps the tally and the jobs true with it."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

import msgspec

from server.core.attributes import attribute_texts
from server.core.bands import Band, Metric
from server.core.follow_ups import EventKind, is_news
from server.core.ratings import (
    Customer,
    Evidence,
    NewRating,
    Rating,
    Recorded,
    Revision,
    Said,
    Source,
    State,
)
from server.core.rules import destination_of
from server.store import attribute_values, deliveries, jobs, notes, rating_events
from server.store.attribute_values import Key, tallied
from server.store.steps import Bulk, Row, Steps, insert_all, query
from server.store.tally import Attributes, Counted, Entry, entering

CARD = "card"
"""The kind of job that makes a destination show a rating as it is now."""
ROUTE = "route"
"""The kind of job that asks the rules about a rating as it is now, and its destinations to show it."""
ROUTES = "rules"
"""The lane of those."""
LOW = 1
"""The urgency of a negative rating: it goes before the others that wait."""
COUNT = "count"
"""The kind of job that lets a provisional rating count when its time has come."""
EVIDENCE_LANE = "evidence"
"""The lane of jobs that judge."""

CHANGEABLE = frozenset({State.COUNTED, State.PROVISIONAL})


class AlreadyAnswered(Exception):
    """The survey takes one answer, and it was given too long ago to be changed."""


def rows_of(fresh: Sequence[NewRating], wide: frozenset[Key]) -> list[Bulk]:
    """Return all that ratings are stored as while each is new; attributes in `wide` are not tallied.

    Inserting them fails if any repeats a request or a conversation; `record_each` takes those.
    """
    marks = [mark for new in fresh for mark in _marks(new)]
    return [Bulk("ratings.insert_mark", marks), *_unmarked_rows_of(fresh, wide)]


def rows_of_history(fresh: Sequence[NewRating], wide: frozenset[Key]) -> list[Bulk]:
    """Return all that ratings of the past are stored as; attributes in `wide` are not tallied.

    They leave the marks of their requests and not of their conversations: what another product kept as two answers
    stays two, and no old answer changes a newer one.
    """
    marks = [
        (request_mark(new.survey_id, new.request_id), new.id) for new in fresh if new.request_id
    ]
    return [Bulk("ratings.insert_mark", marks), *_unmarked_rows_of(fresh, wide)]


def _unmarked_rows_of(fresh: Sequence[NewRating], wide: frozenset[Key]) -> list[Bulk]:
    return [
        Bulk("ratings.insert", [_columns(new) for new in fresh]),
        *entering(_entry(new, wide) for new in fresh),
        Bulk("jobs.enqueue", [job for new in fresh for job in _jobs(new)]),
    ]


def recorded(new: NewRating) -> Recorded:
    """Return what came of a rating that was inserted."""
    return Recorded(new.id, new.score, new.band, new.created_at, fresh=True)


def record_each(given: Sequence[NewRating]) -> Steps[list[Recorded]]:
    """Store a group of ratings, looking at each for one that it repeats or changes."""
    all_recorded = []
    for new in given:
        one = yield from record(new)
        all_recorded.append(one)
    return all_recorded


def record(new: NewRating) -> Steps[Recorded]:
    """Store a rating once.

    A request that has already made one returns that one; a second answer about the same conversation
    changes the first. Raises `AlreadyAnswered` when it comes too late for that and the survey takes no other.
    """
    if new.request_id is not None:
        mark = request_mark(new.survey_id, new.request_id)
        known = yield query("ratings.id_by_mark", mark=mark)
        if known:
            return (yield from _recorded(known[0]["rating_id"], fresh=False))
    earlier = yield from _same_conversation(new)
    if earlier is None:
        wide = yield from attribute_values.admit(attribute_values.values_of([new]))
        yield from insert_all(rows_of([new], wide))
        return recorded(new)
    yield from _answer_again(earlier, new)
    if new.request_id is not None:
        mark = request_mark(new.survey_id, new.request_id)
        yield query("ratings.insert_mark", mark=mark, rating_id=earlier)
    return (yield from _recorded(earlier, fresh=False))


def revise(change: Revision) -> Steps[Recorded | None]:
    """Change what a customer may change of a rating; `None` when there is no such rating."""
    kept = yield from _kept(change.rating_id)
    if kept is None:
        return None
    now = kept
    if change.score is not None and change.band is not None:
        now = replace(now, counted=now.counted._replace(score=change.score, band=change.band))
    yield from _change(kept, now.with_said(change.said), change.changed_at)
    return (yield from _recorded(change.rating_id, fresh=False))


def set_state(rating_id: str, state: State, now: int) -> Steps[bool]:
    """Make a rating count or not; false when there is no such rating."""
    kept = yield from _kept(rating_id)
    if kept is None:
        return False
    changed = replace(kept, counted=kept.counted._replace(state=state))
    yield from _change(kept, changed, now)
    return True


def route(rating_id: str, now: int) -> Steps[None]:
    """Have the rules asked about a rating as it is now."""
    yield from jobs.enqueue(ROUTE, ROUTES, rating_id, run_at=now, now=now)


def announce(rating: Rating, matched: Iterable[str], now: int) -> Steps[tuple[str, ...]]:
    """Tell the lanes that rules gave a rating, and all who know of it already; return the lanes.

    Who knows of it is not told again in another lane, such as that of a digest.
    """
    told = yield from _follow(rating.id, rating.band, now)
    fresh = tuple(lane for lane in matched if destination_of(lane) not in told)
    yield from _enqueue(fresh, rating.id, rating.band, now)
    return (*told, *fresh)


def urgency_of(band: Band) -> int:
    """Return how urgent the news of a rating is."""
    return LOW if band is Band.NEGATIVE else 0


def settle(rating_id: str, now: int) -> Steps[None]:
    """Let a provisional rating count; any other stays what it is."""
    kept = yield from _kept(rating_id)
    if kept is not None and kept.counted.state == State.PROVISIONAL:
        yield from set_state(rating_id, State.COUNTED, now)


def record_judged(new: NewRating) -> Steps[str]:
    """Store what was answered on a link; return the id of the rating that holds it.

    Only one that counts takes its place in its conversation, and is asked of the rules. Raises `AlreadyAnswered`.
    """
    if new.state is State.COUNTED:
        recorded = yield from record(new)
        if new.is_news:
            yield from route(recorded.rating_id, new.created_at)
        return recorded.rating_id
    wide = yield from attribute_values.admit(attribute_values.values_of([new]))
    yield from insert_all(_unmarked_rows_of([new], wide))
    return new.id


def judge_again(rating_id: str, new: NewRating, now: int) -> Steps[str]:
    """Bring a rating to what its hits are judged to be by now; return the id of the rating that holds the answer.

    That is another one when it begins to count and the same conversation has one already. What an agent has
    withdrawn stays as it is. Raises `AlreadyAnswered`.
    """
    kept = yield from _kept(rating_id)
    if kept is None or kept.counted.state == State.WITHDRAWN:
        return rating_id
    if new.state is State.COUNTED and kept.counted.state != State.COUNTED:
        earlier = yield from _same_conversation(new)
        if earlier is None:
            for mark, _ in _marks(new):
                yield query("ratings.insert_mark", mark=mark, rating_id=rating_id)
        elif earlier != rating_id:
            yield from _answer_again(earlier, new)
            yield from withdraw_second(rating_id, now)
            return earlier
    judged = kept.with_answer(new).with_said(new.said)
    yield from _change(kept, judged, now, routed=new.is_news)
    return rating_id


def withdraw_second(rating_id: str, now: int) -> Steps[None]:
    """Let an answer that has not counted yet give way to another one about the same conversation."""
    kept = yield from _kept(rating_id)
    if kept is not None:
        gone = kept.counted._replace(state=State.WITHDRAWN)
        evidence = Evidence(
            kept.evidence.level, "the same conversation was answered by another way"
        )
        yield from _change(kept, replace(kept, counted=gone, evidence=evidence), now)


def with_said(new: NewRating, said: Said) -> NewRating:
    """Return a rating that says more."""
    return new if said == Said() else msgspec.structs.replace(new, said=said)


def by_id(rating_id: str) -> Steps[Rating | None]:
    """Return one rating."""
    rows = yield query("ratings.by_id", id=rating_id)
    return rating_of(rows[0]) if rows else None


@dataclass(frozen=True, slots=True)
class _Kept:
    """A rating as a change needs it: what it counts as, and what was said."""

    id: str
    counted: Counted
    attributes: Attributes
    comment: str | None
    reasons: str
    answers: str
    evidence: Evidence

    def with_answer(self, new: NewRating) -> "_Kept":
        """Return it with the score, the state and the evidence of another judgement; a score keeps its band."""
        band = self.counted.band if new.score == self.counted.score else new.band
        counted = self.counted._replace(score=new.score, band=band, state=new.state)
        return replace(self, counted=counted, evidence=new.evidence)

    def entry(self, sign: int) -> Entry:
        return Entry(self.counted, self.attributes, sign, sign * (self.comment is not None))

    def with_said(self, said: Said) -> "_Kept":
        return replace(
            self,
            comment=self.comment if said.comment is None else said.comment or None,
            reasons=self.reasons if said.reasons is None else _json(said.reasons),
            answers=self.answers if said.answers is None else _json(said.answers),
        )


def request_mark(survey_id: str, request_id: str) -> str:
    """Return the mark that a request leaves."""
    return _mark(f"r:{survey_id}:{request_id}")


def _conversation_mark(new: NewRating) -> str | None:
    customer = new.customer.id or new.customer.email or ""
    if new.once == "customer" and customer:
        return _mark(f"c:{new.survey_id}:{_json([customer])}")
    if new.conversation is None:
        return None
    # As JSON, since a customer's id may hold any character that could stand between the two.
    return _mark(f"c:{new.survey_id}:{_json([customer, new.conversation])}")


def _mark(text: str) -> str:
    """Return 128 bits of BLAKE2b in 22 characters.

    Marks come in no order, so nearly every one lands on a page of its own; the shorter they are, the fewer pages there
    are to write. And nobody reads in them which customer spoke of what.
    """
    return urlsafe_b64encode(blake2b(text.encode(), digest_size=16).digest())[:22].decode()


def _same_conversation(new: NewRating) -> Steps[str | None]:
    """Return the rating that this one changes.

    One that is too old, not counted, or answered another version of the survey leaves its mark.
    """
    mark = _conversation_mark(new)
    if mark is None:
        return None
    rows = yield query("ratings.id_by_mark", mark=mark)
    for row in rows:
        same_version = row["survey_version"] == new.survey_version
        recent = row["created_at"] >= new.rerate_since
        counts = row["state"] in CHANGEABLE
        if recent and same_version and counts:
            return str(row["rating_id"])
        if new.once is not None and counts:
            raise AlreadyAnswered
        yield query("ratings.delete_mark", mark=mark)
    return None


def _marks(new: NewRating) -> Iterator[tuple[str, str]]:
    if new.request_id is not None:
        yield request_mark(new.survey_id, new.request_id), new.id
    conversation = _conversation_mark(new)
    if conversation is not None:
        yield conversation, new.id


def _jobs(new: NewRating) -> Iterator[tuple[object, ...]]:
    """Yield the parameters of `jobs.enqueue`, in its order, for each job that a new rating causes."""
    for lane in new.destinations:
        yield CARD, lane, new.id, new.created_at, new.created_at, urgency_of(new.band)
    if new.settles_at is not None:
        yield COUNT, EVIDENCE_LANE, new.id, new.settles_at, new.created_at, 0


def _columns(new: NewRating) -> tuple[object, ...]:
    """Return the parameters of `ratings.insert`, in its order."""
    said, customer = new.said, new.customer
    return (
        new.id,
        new.survey_id,
        new.survey_version,
        new.score,
        new.band,
        new.state,
        new.agent_key,
        new.team,
        new.conversation,
        customer.id,
        customer.email,
        customer.name,
        new.source,
        new.language,
        said.comment or None,
        _json(said.reasons) if said.reasons else "[]",
        _json(said.answers) if said.answers else "{}",
        _json(new.attributes) if new.attributes else "{}",
        new.evidence.level,
        new.evidence.reason,
        new.rated_on,
        new.created_at,
        new.created_at,
    )


def _entry(new: NewRating, wide: frozenset[Key]) -> Entry:
    counted = Counted(
        new.survey_id,
        new.rated_on,
        new.agent_key or "",
        new.team or "",
        new.source,
        new.language,
        new.state,
        new.scale,
        new.score,
        new.band,
    )
    attributes: Attributes = ()
    if new.attributes:
        attributes = tallied(new.survey_id, attribute_texts(new.attributes), wide)
    return Entry(counted, attributes, 1, 1 if new.said.comment else 0)


def _answer_again(rating_id: str, new: NewRating) -> Steps[None]:
    kept = yield from _kept(rating_id)
    # A weaker sign of a person never replaces a stronger one.
    if kept is None or new.evidence.level < kept.evidence.level:
        return
    counted = kept.counted._replace(
        score=new.score,
        band=new.band,
        agent_key=new.agent_key or kept.counted.agent_key,
        team=new.team or kept.counted.team,
    )
    now = replace(kept, counted=counted, evidence=new.evidence).with_said(new.said)
    yield from _change(kept, now, new.created_at, routed=new.is_news)


def _change(kept: _Kept, now: _Kept, changed_at: int, *, routed: bool = True) -> Steps[None]:
    if now == kept:
        return
    yield query(
        "ratings.change",
        id=now.id,
        score=now.counted.score,
        band=now.counted.band,
        state=now.counted.state,
        agent_key=now.counted.agent_key or None,
        team=now.counted.team or None,
        comment=now.comment,
        reasons=now.reasons,
        answers=now.answers,
        evidence_level=now.evidence.level,
        evidence_reason=now.evidence.reason,
        updated_at=changed_at,
    )
    yield from insert_all(entering([kept.entry(-1), now.entry(1)]))
    if routed:
        yield from route(now.id, changed_at)
    else:
        yield from _follow(now.id, Band(now.counted.band), changed_at)
    yield from _remember(kept, now, changed_at)


def _remember(kept: _Kept, now: _Kept, changed_at: int) -> Steps[None]:
    """Keep what the customer changed, and have it said where a changed card alone would be missed."""
    told = yield from deliveries.told_of(now.id)
    for kind, note in _news(kept, now):
        event_id = yield from rating_events.record(now.id, kind, changed_at, note=note)
        for destination, since in told:
            if is_news(kind, Band(now.counted.band), changed_at - since):
                yield from notes.ask(event_id, destination, changed_at)


def _news(kept: _Kept, now: _Kept) -> Iterator[tuple[EventKind, str | None]]:
    # What is judged anew was not changed by anybody.
    if kept.counted.state != State.COUNTED or now.counted.state != State.COUNTED:
        return
    if now.counted.score != kept.counted.score:
        before, after = (f"{each.counted.score}/{each.counted.scale}" for each in (kept, now))
        yield EventKind.CHANGED, f"{before} → {after}"
    if now.comment and now.comment != kept.comment:
        yield EventKind.COMMENTED, None


def _follow(rating_id: str, band: Band, now: int) -> Steps[tuple[str, ...]]:
    """Have a change shown to those who know of the rating; return who they are."""
    rows = yield query("deliveries.destinations_of", rating_id=rating_id)
    told = tuple(str(row["destination"]) for row in rows)
    yield from _enqueue(told, rating_id, band, now)
    return told


def _enqueue(lanes: Iterable[str], rating_id: str, band: Band, now: int) -> Steps[None]:
    for lane in lanes:
        yield from jobs.enqueue(
            CARD, lane, rating_id, run_at=now, now=now, urgency=urgency_of(band)
        )


def _kept(rating_id: str) -> Steps[_Kept | None]:
    rows = yield query("ratings.for_change", id=rating_id)
    for row in rows:
        attributes = attribute_texts(json.loads(row["attributes"]))
        wide = (
            (yield from attribute_values.wide_keys(row["survey_id"])) if attributes else frozenset()
        )
        return _Kept(
            id=row["id"],
            attributes=tallied(row["survey_id"], attributes, wide),
            counted=Counted(
                survey_id=row["survey_id"],
                rated_on=row["rated_on"],
                agent_key=row["agent_key"] or "",
                team=row["team"] or "",
                source=row["source"],
                language=row["language"],
                state=row["state"],
                scale=row["scale"],
                score=row["score"],
                band=row["band"],
            ),
            comment=row["comment"],
            reasons=row["reasons"],
            answers=row["answers"],
            evidence=Evidence(row["evidence_level"], row["evidence_reason"]),
        )
    return None


def _recorded(rating_id: str, *, fresh: bool) -> Steps[Recorded]:
    rows = yield query("ratings.for_change", id=rating_id)
    row = rows[0]
    return Recorded(row["id"], row["score"], Band(row["band"]), row["created_at"], fresh)


def rating_of(row: Row) -> Rating:
    """Return the rating of a row with all its columns and the names of its survey and agent."""
    """Return the rating of a row of `ratings.by_id` and its like."""
    return Rating(
        id=row["id"],
        survey=row["slug"],
        survey_id=row["survey_id"],
        survey_version=row["survey_version"],
        survey_name=row["survey_name"],
        metric=Metric(row["metric"]),
        scale=row["scale"],
        score=row["score"],
        band=Band(row["band"]),
        state=State(row["state"]),
        agent_key=row["agent_key"],
        agent_name=row["agent_name"],
        team=row["team_now"],
        conversation=row["conversation"],
        customer=Customer(row["customer_id"], row["customer_email"], row["customer_name"]),
        source=Source(row["source"]),
        language=row["language"],
        comment=row["comment"],
        reasons=tuple(json.loads(row["reasons"])),
        answers=json.loads(row["answers"]),
        attributes=json.loads(row["attributes"]),
        evidence=Evidence(row["evidence_level"], row["evidence_reason"]),
        revision=row["revision"],
        rated_on=row["rated_on"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        agent_slack_id=row["agent_slack_id"],
        rescored=bool(row["rescored"]),
    )


def _json(value: Mapping[str, object] | Iterable[str]) -> str:
    return msgspec.json.encode(value).decode()
