"""A rule in plain words, for people who did not write it."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from server.core.bands import Metric
from server.core.rule_times import Every
from server.core.rules import Filter, Manner, Rule, Threads, Trigger

_WHAT: Final = MappingProxyType(
    {
        Trigger.COMMENTED: "Ratings once they have a comment",
        Trigger.CHANGED: "Ratings whose score the customer changed",
        Trigger.RESOLVED: "Ratings once they are resolved",
    }
)
_WHEN: Final = MappingProxyType(
    {
        Every.DAILY: "every day",
        Every.WEEKLY: "every Monday",
        Every.MONTHLY: "on the first of the month",
    }
)


def describe(rule: Rule) -> str:
    """Say which ratings a rule takes and how it tells of them, as one sentence without its full stop."""
    if rule.tells_scores:
        return _scores_told(rule)
    return f"{_taken(rule)}: {', '.join(_told(rule.manner))}"


def _scores_told(rule: Rule) -> str:
    digest = rule.manner.digest
    which = ", ".join(_wanted(rule.filter)) or "of every survey"
    period = "last month" if digest and digest.every is Every.MONTHLY else "last week"
    when = f" {_WHEN[digest.every]} at {digest.at}" if digest else ""
    return f"Scores of ratings {which}: those of {period},{when}"


def _taken(rule: Rule) -> str:
    wanted = ", ".join(_wanted(rule.filter))
    if rule.trigger is Trigger.RATED:
        return f"Ratings {wanted}" if wanted else "Every rating"
    return ", ".join(filter(None, [_WHAT[rule.trigger], wanted]))


def _wanted(wanted: Filter) -> Iterator[str]:
    if wanted.survey is not None:
        yield f"of the survey {wanted.survey}"
    if wanted.metric is not None:
        yield f"of {Metric(wanted.metric).name} surveys"
    if wanted.band is not None:
        yield f"that are {wanted.band}"
    yield from _scores(wanted)
    if wanted.has_comment:
        yield "with a comment"
    if wanted.text is not None:
        yield f"whose comment has “{wanted.text}”"
    yield from _about(wanted)


def _scores(wanted: Filter) -> Iterator[str]:
    low, high = wanted.score_min, wanted.score_max
    if low is not None and high is not None:
        yield f"with the score {low}" if low == high else f"with scores from {low} to {high}"
    elif low is not None:
        yield f"with a score of {low} or more"
    elif high is not None:
        yield f"with a score of {high} or less"


def _about(wanted: Filter) -> Iterator[str]:
    if wanted.agent is not None:
        yield f"helped by {wanted.agent}"
    if wanted.team is not None:
        yield f"of the team {wanted.team}"
    if wanted.source is not None:
        yield f"from the source {wanted.source}"
    if wanted.language is not None:
        yield f"in the language {wanted.language}"
    for key, value in wanted.attributes.items():
        yield f"where {key} is {value}"


def _told(manner: Manner) -> Iterator[str]:
    if manner.digest is not None:
        yield f"gathered into one message {_WHEN[manner.digest.every]} at {manner.digest.at}"
        return
    yield "a card each"
    if manner.mention:
        yield "mentioning the agent"
    if manner.threads is Threads.OFF:
        yield "without notes in threads"
    if manner.threads is Threads.BROADCAST:
        yield "with notes in the thread and in the channel"
    if manner.quiet is not None:
        zone = f" ({manner.quiet.timezone})" if manner.quiet.timezone else ""
        yield f"quiet from {manner.quiet.begins} to {manner.quiet.ends}{zone}"
