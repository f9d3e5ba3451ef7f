"""A rule as programs see it."""

from msgspec import Struct

from server.core.instants import rfc3339
from server.core.rule_text import rule_text
from server.core.rule_times import Every
from server.core.rule_words import describe
from server.core.rules import DigestTime, Filter, QuietHours, Rule, Threads, Trigger


class DigestShown(Struct, frozen=True):
    """When what was gathered is told."""

    every: Every
    at: str


class QuietShown(Struct, frozen=True):
    """When cards wait."""

    begins: str
    ends: str
    timezone: str | None


class RuleShown(Struct, frozen=True, kw_only=True):
    """One rule; `text` is what `/scores subscribe` takes."""

    id: str
    destination: str
    trigger: Trigger
    filter: Filter
    digest: DigestShown | None
    quiet: QuietShown | None
    mention: bool
    threads: Threads
    muted_until: str | None
    text: str
    description: str
    created_by: str | None
    created_at: str


def rule_json(rule: Rule) -> RuleShown:
    """Return one rule in its JSON shape."""
    manner = rule.manner
    return RuleShown(
        id=rule.id,
        destination=rule.destination,
        trigger=rule.trigger,
        filter=rule.filter,
        digest=_digest(manner.digest),
        quiet=_quiet(manner.quiet),
        mention=manner.mention,
        threads=manner.threads,
        muted_until=None if rule.muted_until is None else rfc3339(rule.muted_until),
        text=rule_text(rule),
        description=describe(rule),
        created_by=rule.created_by,
        created_at=rfc3339(rule.created_at),
    )


def _digest(at: DigestTime | None) -> DigestShown | None:
    return None if at is None else DigestShown(at.every, at.at)


def _quiet(hours: QuietHours | None) -> QuietShown | None:
    return None if hours is None else QuietShown(hours.begins, hours.ends, hours.timezone)
