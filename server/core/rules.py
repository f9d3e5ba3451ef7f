"""Rules: which ratings go to which destination, and in what manner.

A rule is asked of a rating as it is: its trigger says what must have happened to the rating, its filter what must be
true of it. So a rating that did not match at first does so later, when its comment comes; and whoever asks, who
records or who delivers, gets the same answer.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import combinations
from typing import Annotated
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta, Struct

from server.core.bands import Band, Metric
from server.core.instants import Instant
from server.core.ratings import NewRating, Rating, Source, State
from server.core.rule_times import Every, quiet_until
from server.core.surveys import Survey

Slug = Annotated[str, Meta(min_length=1, max_length=64)]
Name = Annotated[str, Meta(min_length=1, max_length=200)]
TimeOfDay = Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
"""Such as `09:00`."""
Destination = Annotated[str, Meta(pattern=r"^slack:[CGD][A-Z0-9]{2,}$")]
"""`slack:` and the id of a channel."""

SLACK_DESTINATION = "slack:"
DEFAULT_ID = "default"
"""The id of the rule that is in force while none was made."""


class Trigger(StrEnum):
    """What must have happened to a rating."""

    RATED = "rated"
    COMMENTED = "commented"
    CHANGED = "changed"
    """Its score was changed by the customer."""
    RESOLVED = "resolved"
    SCORES = "scores"
    """Nothing: no rating is told of, but at the hour of a digest the scores of a period."""


class Threads(StrEnum):
    """Whether what happens to a card later is told in its thread, and in the channel too."""

    OFF = "off"
    ON = "on"
    BROADCAST = "broadcast"


class RatingFacts(Struct, frozen=True):
    """What rules ask about. A msgspec shape, because one is made for every click."""

    survey: str
    metric: Metric
    band: Band
    score: int
    state: State
    source: Source
    language: str
    agent: str | None = None
    team: str | None = None
    attributes: Mapping[str, object] = msgspec.field(default_factory=dict)
    comment: str | None = None
    rescored: bool = False
    resolved: bool = False


class Filter(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What must be true of a rating; what is not given is not asked. Scores are on the rating's own scale."""

    survey: Slug | None = None
    metric: Metric | None = None
    band: Band | None = None
    score_min: Annotated[int, Meta(ge=0, le=10)] | None = None
    score_max: Annotated[int, Meta(ge=0, le=10)] | None = None
    agent: Name | None = None
    team: Name | None = None
    source: Source | None = None
    language: Annotated[str, Meta(min_length=2, max_length=35)] | None = None
    attributes: Annotated[dict[Slug, Name], Meta(max_length=10)] = {}
    has_comment: bool = False
    text: Name | None = None
    """What the comment must contain; capitals and small letters are the same."""

    def matches(self, facts: RatingFacts) -> bool:
        return (
            (self.survey is None or self.survey == facts.survey)
            and (self.metric is None or self.metric is facts.metric)
            and (self.band is None or self.band is facts.band)
            and (self.score_min is None or self.score_min <= facts.score)
            and (self.score_max is None or self.score_max >= facts.score)
            and (self.source is None or self.source is facts.source)
            and (self.agent is None or self.agent == facts.agent)
            and (self.language is None or self.language.casefold() == facts.language.casefold())
            and (self.team is None or self.team.casefold() == (facts.team or "").casefold())
            and self._matches_said(facts)
        )

    def may_meet(self, other: "Filter") -> bool:
        """Tell whether one rating might match both, as far as the filters alone can tell."""
        exact = ("survey", "metric", "band", "agent", "team", "source", "language")
        pairs = [(getattr(self, name), getattr(other, name)) for name in exact]
        pairs += [(value, other.attributes.get(key)) for key, value in self.attributes.items()]
        if any(one is not None and two is not None and one != two for one, two in pairs):
            return False
        return self.lowest <= other.highest and other.lowest <= self.highest

    def _matches_said(self, facts: RatingFacts) -> bool:
        comment = facts.comment or ""
        return (
            (not self.has_comment or bool(comment))
            and (self.text is None or self.text.casefold() in comment.casefold())
            and all(
                str(facts.attributes.get(key, "")).casefold() == value.casefold()
                for key, value in self.attributes.items()
            )
        )

    @property
    def lowest(self) -> int:
        return 0 if self.score_min is None else self.score_min

    @property
    def highest(self) -> int:
        return 10 if self.score_max is None else self.score_max


class DigestTime(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """When what was gathered is told, in the company's zone: each day, Monday or first of a month."""

    every: Every
    at: TimeOfDay = "09:00"


class QuietHours(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """When cards wait; over midnight when `begins` is later than `ends`. Without a zone, the company's."""

    begins: TimeOfDay
    ends: TimeOfDay
    timezone: Annotated[str, Meta(max_length=64)] | None = None


class Manner(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """How a destination is told: a card at once, unless there is a digest."""

    digest: DigestTime | None = None
    quiet: QuietHours | None = None
    mention: bool = False
    """Whether a card mentions the agent, who is then notified."""
    threads: Threads = Threads.ON


class Rule(Struct, frozen=True, kw_only=True):
    """Which ratings go where. No two rules of a destination have the same trigger and filter."""

    id: str
    destination: str
    trigger: Trigger = Trigger.RATED
    filter: Filter = Filter()
    manner: Manner = Manner()
    muted_until: Instant | None = None
    created_by: str | None = None
    created_at: Instant = 0

    @property
    def lane(self) -> str:
        """Where its jobs wait: the destination, or for a digest a lane of its own."""
        return self.destination if self.manner.digest is None else f"{self.destination}/{self.id}"

    @property
    def tells_scores(self) -> bool:
        """Whether it tells the scores of a period at its hour, and of no rating."""
        return self.trigger is Trigger.SCORES

    def matches(self, facts: RatingFacts) -> bool:
        """Tell whether a rating goes to the destination; only one that counts goes anywhere."""
        return facts.state is State.COUNTED and self.wants(facts)

    def wants(self, facts: RatingFacts) -> bool:
        """Tell the same of a rating whether it counts or not."""
        return _HAPPENED[self.trigger](facts) and self.filter.matches(facts)

    def held_until(self, now: Instant, company: ZoneInfo) -> Instant:
        """Return when it may speak: `now`, or when the quiet hours or the mute end."""
        free_at = max(now, self.muted_until or 0)
        quiet = self.manner.quiet
        if quiet is None or self.manner.digest is not None:
            return free_at
        zone = ZoneInfo(quiet.timezone) if quiet.timezone else company
        return quiet_until(free_at, quiet.begins, quiet.ends, zone)


_HAPPENED: Mapping[Trigger, Callable[[RatingFacts], bool]] = {
    Trigger.RATED: lambda _: True,
    Trigger.COMMENTED: lambda facts: bool(facts.comment),
    Trigger.CHANGED: lambda facts: facts.rescored,
    Trigger.RESOLVED: lambda facts: facts.resolved,
    Trigger.SCORES: lambda _: False,
}


class Rules:
    """All rules in force."""

    def __init__(self, rules: Iterable[Rule] = (), *, timezone: ZoneInfo) -> None:
        self.all = tuple(rules)
        self._timezone = timezone
        self._by_id = {rule.id: rule for rule in self.all}
        # Cards before digests: one is told at once or gathered, never both.
        cards_first = sorted(self.all, key=lambda rule: rule.manner.digest is not None)
        self._by_destination: dict[str, list[Rule]] = {}
        for rule in cards_first:
            self._by_destination.setdefault(rule.destination, []).append(rule)

    def of(self, destination: str) -> tuple[Rule, ...]:
        """Return the rules of a destination, oldest first."""
        return tuple(rule for rule in self.all if rule.destination == destination)

    def gathering(self, lane: str) -> Rule | None:
        """Return the rule that gathers ratings in a lane; None when that is no digest's lane."""
        rule = self._by_id.get(lane.partition("/")[2])
        return rule if rule is not None and rule.lane == lane else None

    def destinations(self, facts: RatingFacts) -> tuple[str, ...]:
        """Return the lanes that a rating goes to: at most one a destination, however many rules match."""
        found = []
        for group in self._by_destination.values():
            for rule in group:
                if rule.matches(facts):
                    found.append(rule.lane)
                    break
        return tuple(found)

    def held_until(self, destination: str, facts: RatingFacts, now: Instant) -> Instant:
        """Return when a card may be posted: as soon as one of the rules that want it may speak."""
        wanting = [
            rule.held_until(now, self._timezone)
            for rule in self._by_destination.get(destination, ())
            if rule.manner.digest is None and rule.matches(facts)
        ]
        return min(wanting, default=now)

    def manner(self, destination: str, facts: RatingFacts) -> Manner:
        """Return how a rating's card is told where several rules want it: the most that any of them asks for.

        A card that was withdrawn is told of as before.
        """
        manners = [
            rule.manner
            for rule in self._by_destination.get(destination, ())
            if rule.manner.digest is None and rule.wants(facts)
        ]
        if not manners:
            return Manner()
        loudness = list(Threads)
        return Manner(
            mention=any(manner.mention for manner in manners),
            threads=max((manner.threads for manner in manners), key=loudness.index),
        )


def scores_complaint(trigger: Trigger, wanted: Filter, digest: object) -> str | None:
    """Return why a rule cannot tell scores; None when it can, or tells ratings."""
    if trigger is not Trigger.SCORES:
        return None
    bounds = (wanted.score_min, wanted.score_max)
    if wanted.has_comment or wanted.text or wanted.band or bounds != (None, None):
        return (
            "Scores are of all ratings: not of a band, of some scores, or of those with a comment."
        )
    if not isinstance(digest, DigestTime) or digest.every is Every.DAILY:
        return "Say when scores are told: digest:weekly@09:00 or digest:monthly@09:00."
    return None


def overlaps(rules: Sequence[Rule]) -> list[tuple[int, int]]:
    """Return the positions of the rules of one destination that one rating might match together."""
    return [
        (one, two)
        for one, two in combinations(range(len(rules)), 2)
        if not {rules[one].trigger, rules[two].trigger} & {Trigger.SCORES}
        and rules[one].filter.may_meet(rules[two].filter)
    ]


def first_facts(new: NewRating, survey: Survey, team: str | None) -> RatingFacts:
    """Return what rules ask about a rating that is new; `team` is that of its agent."""
    return RatingFacts(
        survey=survey.slug,
        metric=survey.metric,
        band=new.band,
        score=new.score,
        state=new.state,
        source=new.source,
        language=new.language,
        agent=new.agent_key,
        team=new.team or team,
        attributes=new.attributes,
        comment=new.said.comment,
    )


def facts_of(rating: Rating, *, resolved: bool) -> RatingFacts:
    """Return what rules ask about a rating that is kept, and perhaps resolved by the team."""
    return RatingFacts(
        survey=rating.survey,
        metric=rating.metric,
        band=rating.band,
        score=rating.score,
        state=rating.state,
        source=rating.source,
        language=rating.language,
        agent=rating.agent_key,
        team=rating.team,
        attributes=rating.attributes,
        comment=rating.comment,
        rescored=rating.rescored,
        resolved=resolved,
    )


def destination_of(lane: str) -> str:
    """Return the destination whose news wait in a lane."""
    return lane.partition("/")[0]
