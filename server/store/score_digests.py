"""Digests of scores: made once for each period of a rule, and read when they are told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from server.core.bands import Band
from server.core.instants import Instant
from server.core.period_parts import Step
from server.core.periods import Period
from server.core.ratings import Rating, State
from server.core.rule_times import Every
from server.core.rules import Rule
from server.core.score_digest import Moved, ScoreDigest, SurveyDigest, moved, scores_of
from server.core.score_filter import Attribute, Grouping
from server.core.score_question import ScoreQuestion
from server.core.scores import Score, ScoreReport
from server.core.surveys import Survey
from server.store import digests, follow_ups, jobs, rating_pages, reports
from server.store.ids import new_id
from server.store.rating_pages import MOST_ATTRIBUTES, RatingFilter
from server.store.steps import Steps, query

SCORES: Final = "scores"
"""The kind of job that waits for the hour at which a rule tells scores."""

MOST_SURVEYS: Final = 3
MOST_QUOTES: Final = 3
MOST_MOVED: Final = 5
_LOOKED_THROUGH: Final = 200
"""Ratings of a band among which comments are looked for."""


def wait(rule: Rule, now: Instant) -> Steps[None]:
    """Ask for a rule's scores to be told at its next hour."""
    yield from jobs.enqueue(SCORES, rule.lane, rule.id, run_at=now, now=now)


def make(rule: Rule, period: Period, now: Instant) -> Steps[None]:
    """Make the digest of a period, unless it was made before, and wait for the next."""
    rows = yield query(
        "digests.insert_scores",
        id=new_id(),
        destination=rule.destination,
        rule_id=rule.id,
        since_at=period.starts_at,
        until_at=period.ends_at,
        now=now,
    )
    for row in rows:
        yield from digests.show(row["id"], rule.destination, now)
    # A job of another name: the one that asks for this is done, and taken away.
    subject = f"{rule.id}@{period.ends_at}"
    yield from jobs.enqueue(SCORES, rule.lane, subject, run_at=now, now=now)


def content(rule: Rule, period: Period, surveys: Sequence[Survey]) -> Steps[ScoreDigest]:
    """Return what is told of a period, as it is now."""
    step: Step = (
        "month" if rule.manner.digest and rule.manner.digest.every is Every.MONTHLY else "week"
    )
    chosen = [
        survey
        for survey in surveys
        if rule.filter.survey in {None, survey.slug} and rule.filter.metric in {None, survey.metric}
    ]
    told = []
    for survey in chosen:
        each = yield from _Teller(rule, period, survey, step).told()
        told.append(each)
    rated = sorted(told, key=lambda each: -each.report.score.n)[:MOST_SURVEYS]
    wanted = [_ratings(rule, period, survey) for survey in chosen]
    return ScoreDigest(
        period=period,
        step=step,
        surveys=[each for each in rated if each.report.score.n or len(chosen) == 1],
        best=(yield from _quoted(wanted, Band.POSITIVE)),
        worst=(yield from _quoted(wanted, Band.NEGATIVE)),
        open_low=(yield from _open_low(wanted)),
    )


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells of one survey."""

    rule: Rule
    period: Period
    survey: Survey
    step: Step

    def told(self) -> Steps[SurveyDigest]:
        report = yield from self._report(self.period, Grouping.AGENT)
        before = yield from self._report(self.period.previous(), Grouping.AGENT)
        by_attribute, also_moved = yield from self._by_attribute()
        up = moved(report.groups, before.groups, only_up=True)
        return SurveyDigest(
            report=report,
            by_attribute=by_attribute,
            moved=[*up, *also_moved][:MOST_MOVED],
            course=(yield from self._course()),
        )

    def _by_attribute(self) -> Steps[tuple[ScoreReport | None, list[Moved]]]:
        """Report by the attribute with the fewest values, if the survey has one."""
        rows = yield query("attribute_values.narrowest", survey_id=self.survey.id)
        for row in rows:
            by = Attribute(row["key"])
            now = yield from self._report(self.period, by)
            before = yield from self._report(self.period.previous(), by)
            if len(now.groups) > 1:
                return now, moved(now.groups, before.groups)
        return None, []

    def _report(self, period: Period, by: Grouping | Attribute) -> Steps[ScoreReport]:
        question = ScoreQuestion(
            period, survey=self.survey.slug, by=(by,), only=scores_of(self.rule.filter)
        )
        [report] = yield from reports.answer(question, [self.survey])
        return report

    def _course(self) -> Steps[list[tuple[Period, Score]]]:
        parts = [self.period]
        for _ in range(11):
            parts.insert(0, parts[0].previous())
        only = scores_of(self.rule.filter)
        return (yield from reports.score_course([self.survey], parts, only))


def _ratings(rule: Rule, period: Period, survey: Survey) -> RatingFilter:
    wanted = rule.filter
    return RatingFilter(
        survey_id=survey.id,
        agent_key=wanted.agent,
        team=wanted.team,
        source=wanted.source,
        language=wanted.language,
        state=State.COUNTED,
        attributes=dict(list(wanted.attributes.items())[:MOST_ATTRIBUTES]),
        since=period.starts_at,
        until=period.ends_at,
    )


def _quoted(wanted: Sequence[RatingFilter], band: Band) -> Steps[list[Rating]]:
    """Return the ratings of a band whose comments say most: the clearest scores, then the longest texts."""
    found: list[Rating] = []
    for each in wanted:
        found += yield from rating_pages.newest(
            _of_band(each, band), before=None, most=_LOOKED_THROUGH
        )
    sign = -1 if band is Band.POSITIVE else 1
    written = [rating for rating in found if rating.comment]
    written.sort(
        key=lambda rating: (sign * rating.score / rating.scale, -len(rating.comment or ""))
    )
    return written[:MOST_QUOTES]


def _open_low(wanted: Sequence[RatingFilter]) -> Steps[int]:
    """Count the low ratings that nobody has resolved, as far as they are looked through."""
    count = 0
    for each in wanted:
        low = yield from rating_pages.newest(
            _of_band(each, Band.NEGATIVE), before=None, most=_LOOKED_THROUGH
        )
        for rating in low:
            count += (yield from follow_ups.get(rating.id)).resolved is None
    return count


def _of_band(wanted: RatingFilter, band: Band) -> RatingFilter:
    return replace(wanted, band=band)
