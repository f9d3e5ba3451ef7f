"""The bodies that make and change a rule, and what must be true of a rule beyond their shape."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

import msgspec
from aiohttp import web
from msgspec import UNSET, Meta, Struct, UnsetType
from msgspec.structs import replace

from server.core.problems import Problem, bad_field
from server.core.rule_times import is_timezone
from server.core.rules import (
    Destination,
    DigestTime,
    Filter,
    Manner,
    QuietHours,
    Rule,
    Threads,
    Trigger,
    scores_complaint,
)
from server.keys import CATALOGUE


class MannerBody(Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """How a destination is told; what is not named stays as it is."""

    digest: DigestTime | UnsetType | None = UNSET
    quiet: QuietHours | UnsetType | None = UNSET
    mention: bool | UnsetType = UNSET
    threads: Threads | UnsetType = UNSET

    def changes(self) -> dict[str, object]:
        """Return what was named."""
        given = {name: getattr(self, name) for name in Manner.__struct_fields__}
        return {name: value for name, value in given.items() if value is not UNSET}


class NewRuleBody(MannerBody, frozen=True, kw_only=True):
    """`POST /api/v1/rules`."""

    destination: Destination
    trigger: Trigger = Trigger.RATED
    filter: Filter = Filter()


class RuleBody(MannerBody, frozen=True, kw_only=True):
    """`PATCH /api/v1/rules/{id}`."""

    destination: Destination | UnsetType = UNSET
    trigger: Trigger | UnsetType = UNSET
    filter: Filter | UnsetType = UNSET
    muted_until: Annotated[datetime, Meta(tz=True)] | UnsetType | None = UNSET

    def applied_to(self, rule: Rule) -> Rule:
        """Return the rule with what was named changed."""
        named = {name: getattr(self, name) for name in ("destination", "trigger", "filter")}
        changes = {name: value for name, value in named.items() if value is not UNSET}
        if self.muted_until is not UNSET:
            until = self.muted_until
            changes["muted_until"] = None if until is None else round(until.timestamp() * 1000)
        manner = replace(rule.manner, **self.changes())
        return replace(rule, **changes, manner=manner)


class TriedRuleBody(Struct, forbid_unknown_fields=True, frozen=True):
    """`POST /api/v1/rules/test`."""

    trigger: Trigger = Trigger.RATED
    filter: Filter = Filter()


NEW = msgspec.json.Decoder(NewRuleBody)
CHANGE = msgspec.json.Decoder(RuleBody)
TRIED = msgspec.json.Decoder(TriedRuleBody)


def check_filter(app: web.Application, wanted: Filter) -> None:
    """Refuse a filter that nothing can match (422)."""
    for field, why in _filter_problems(app, wanted):
        raise bad_field(f"filter.{field}", why)


def check_scores(trigger: Trigger, wanted: Filter, digest: object) -> None:
    """Refuse a rule of scores that cannot tell any (422)."""
    if complaint := scores_complaint(trigger, wanted, digest):
        raise bad_field("trigger", complaint)


def check_quiet(quiet: object) -> None:
    """Refuse quiet hours that no clock has (422)."""
    if isinstance(quiet, QuietHours):
        for field, why in _quiet_problems(quiet):
            raise bad_field(f"quiet.{field}", why)


def _filter_problems(app: web.Application, wanted: Filter) -> Iterator[tuple[str, str]]:
    catalogue = app[CATALOGUE]
    if wanted.survey is not None and catalogue.survey(wanted.survey) is None:
        slugs = ", ".join(survey.slug for survey in catalogue.surveys())
        yield "survey", f"there is no survey {wanted.survey!r}; there are {slugs}"
    if wanted.agent is not None and catalogue.agent(wanted.agent) is None:
        yield "agent", f"there is no agent with the key {wanted.agent!r}"
    low, high = wanted.score_min, wanted.score_max
    if low is not None and high is not None and low > high:
        yield "score_min", f"{low} is more than score_max, which is {high}"


def _quiet_problems(quiet: QuietHours) -> Iterator[tuple[str, str]]:
    if quiet.begins == quiet.ends:
        yield "ends", "must be another time than begins"
    if quiet.timezone is not None and not is_timezone(quiet.timezone):
        yield "timezone", f"there is no time zone {quiet.timezone!r}; one is Europe/Riga"


def unknown_rule() -> Problem:
    """Return what is said of a rule that is not there."""
    return Problem(404, "Unknown rule", "there is no such rule")
