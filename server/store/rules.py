"""Rules: made, changed, taken away. What waits under a rule that changes is asked of the rules again."""

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from server.core.instants import Instant
from server.core.rule_text import RuleRequest
from server.core.rules import Filter, Manner, Rule, Trigger, facts_of
from server.store import ratings, score_digests
from server.store.ids import new_id
from server.store.steps import Row, Steps, query

SAMPLE = 100
"""The ratings that a rule is tried on."""

_JSON = msgspec.json.Encoder(order="deterministic")


class SameRule(Exception):
    """Another rule of the destination takes the same ratings."""


def listing() -> Steps[list[Rule]]:
    """Return every rule, oldest first."""
    rows = yield query("rules.listing")
    return [_rule(row) for row in rows]


def by_id(rule_id: str) -> Steps[Rule | None]:
    """Return one rule."""
    rows = yield query("rules.by_id", id=rule_id)
    return _rule(rows[0]) if rows else None


def subscribe(
    destination: str, request: RuleRequest, created_by: str | None, now: Instant
) -> Steps[tuple[Rule, bool]]:
    """Make a rule, or change the one that takes the same ratings; return it, and whether it is new."""
    same = yield from _same(destination, request.trigger, request.filter)
    if same is None:
        rule = Rule(
            id=new_id(),
            destination=destination,
            trigger=request.trigger,
            filter=request.filter,
            manner=request.applied_to(Manner()),
            created_by=created_by,
            created_at=now,
        )
        yield from add(rule)
        return rule, True
    changed = replace(same, manner=request.applied_to(same.manner))
    if changed != same:
        yield from change(same, changed, now)
    return changed, False


def add(rule: Rule) -> Steps[None]:
    """Add a rule that is not there yet."""
    yield query(
        "rules.insert",
        id=rule.id,
        destination=rule.destination,
        event=rule.trigger,
        filter=_text(rule.filter),
        manner=_text(rule.manner),
        muted_until=rule.muted_until,
        created_by=rule.created_by,
        created_at=rule.created_at,
    )
    yield query("meta.grow", name="rules_version")
    if rule.tells_scores:
        yield from score_digests.wait(rule, rule.created_at)


def change(before: Rule, after: Rule, now: Instant) -> Steps[None]:
    """Change a rule. Raises `SameRule`."""
    same = yield from _same(after.destination, after.trigger, after.filter)
    if same is not None and same.id != after.id:
        raise SameRule
    yield query(
        "rules.change",
        id=after.id,
        destination=after.destination,
        event=after.trigger,
        filter=_text(after.filter),
        manner=_text(after.manner),
        muted_until=after.muted_until,
        now=now,
    )
    yield query("meta.grow", name="rules_version")
    yield from _ask_again(before, now)
    if after.tells_scores:
        yield from score_digests.wait(after, now)


def remove(rule: Rule, now: Instant) -> Steps[None]:
    """Take a rule away."""
    yield query("rules.remove", id=rule.id)
    yield query("meta.grow", name="rules_version")
    yield from _ask_again(rule, now)


def remove_all(rules: Sequence[Rule], now: Instant) -> Steps[None]:
    """Take rules away together."""
    for rule in rules:
        yield from remove(rule, now)


def mute(rules: Sequence[Rule], until: Instant | None, now: Instant) -> Steps[list[Rule]]:
    """Keep rules silent until an instant, or no longer; return them as they are then.

    One that is in force only while none was made is made with it.
    """
    known = {rule.id for rule in (yield from listing())}
    muted = [replace(rule, muted_until=until) for rule in rules]
    for number, rule in enumerate(muted):
        if rule.id in known:
            yield from change(rules[number], rule, now)
        else:
            muted[number] = replace(rule, id=new_id(), created_at=now)
            yield from add(muted[number])
    return muted


def tried(rule: Rule) -> Steps[tuple[int, int]]:
    """Return how many of the latest ratings a rule would have matched, and of how many."""
    rows = yield query("rules.recent_ratings", most=SAMPLE)
    facts = [facts_of(ratings.rating_of(row), resolved=bool(row["resolved"])) for row in rows]
    return sum(map(rule.matches, facts)), len(facts)


def _ask_again(rule: Rule, now: Instant) -> Steps[None]:
    where = {"lane": rule.lane, "destination": rule.destination}
    yield query("rules.ask_again", **where, now=now)
    yield query("rules.take_back", **where)


def _same(destination: str, trigger: Trigger, wanted: Filter) -> Steps[Rule | None]:
    rows = yield query("rules.same", destination=destination, event=trigger, filter=_text(wanted))
    return _rule(rows[0]) if rows else None


def _text(value: Filter | Manner) -> str:
    return _JSON.encode(value).decode()


def _rule(row: Row) -> Rule:
    return Rule(
        id=row["id"],
        destination=row["destination"],
        trigger=Trigger(row["event"]),
        filter=msgspec.json.decode(row["filter"], type=Filter),
        manner=msgspec.json.decode(row["manner"], type=Manner),
        muted_until=row["muted_until"],
        created_by=row["created_by"],
        created_at=row["created_at"],
    )
