"""What a digest of scores tells of one week or month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from server.core.period_parts import Step
from server.core.periods import Period, unit_around
from server.core.ratings import Rating
from server.core.rule_times import Every
from server.core.rules import Filter
from server.core.score_filter import ScoreFilter
from server.core.scores import Change, Score, ScoreGroup, ScoreReport, change


@dataclass(frozen=True, slots=True)
class Moved:
    """A part whose score changed by more than chance alone would, since the period before."""

    name: str
    change: Change


@dataclass(frozen=True, slots=True)
class SurveyDigest:
    """One survey: its score, by agent and by one attribute where there is one, and what moved."""

    report: ScoreReport
    by_attribute: ScoreReport | None
    moved: Sequence[Moved]
    course: Sequence[tuple[Period, Score]]
    """The score of this and the weeks or months before it."""


@dataclass(frozen=True, slots=True)
class ScoreDigest:
    """All that is told. Comments are quoted for the team: no customer was asked whether to publish them."""

    period: Period
    step: Step
    surveys: Sequence[SurveyDigest]
    best: Sequence[Rating]
    worst: Sequence[Rating]
    open_low: int
    """Low ratings of the period that nobody has resolved."""


def period_told(every: Every, due_on: date, timezone: str) -> Period:
    """Return the whole week or month before the day on which a digest is due."""
    unit = "month" if every is Every.MONTHLY else "week"
    this = unit_around(due_on, unit, timezone=timezone)
    return unit_around(this.start_on - timedelta(days=1), unit, timezone=timezone)


def scores_of(wanted: Filter) -> ScoreFilter:
    """Return what a rule asks of ratings, as a score is asked for it."""
    return ScoreFilter(
        agent=wanted.agent,
        team=wanted.team,
        source=wanted.source,
        language=wanted.language,
        band=wanted.band,
        attributes=wanted.attributes,
    )


def moved(
    now: Sequence[ScoreGroup], before: Sequence[ScoreGroup], *, only_up: bool = False
) -> list[Moved]:
    """Return the named groups that changed detectably, the most changed first.

    With `only_up` none that fell: of people, praise is for everybody and the rest is not.
    """
    earlier: Mapping[str | None, ScoreGroup] = {group.key: group for group in before}
    found = [
        Moved(group.name, changed)
        for group in now
        if group.key is not None
        and group.key in earlier
        and (changed := change(group.score, earlier[group.key].score))
        and changed.detectable
        and (changed.delta > 0 or not only_up)
    ]
    return sorted(found, key=lambda each: -abs(each.change.delta))
