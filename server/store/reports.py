"""Reports: the answer to a question about scores, ready to be shown."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from server.core.aims import baseline_of, baseline_period, goal_groups, goal_of, known_baseline
from server.core.asked import Asked, asked_groups, pooled
from server.core.breakdowns import Count, Grouper, Names, trend_step
from server.core.formulas import common_formula
from server.core.periods import Period, period_between
from server.core.score_filter import By, Grouping, ScoreFilter
from server.core.score_question import ScoreQuestion
from server.core.scores import BaselineFigure, Earlier, Score, ScoreReport
from server.core.survey_document import SurveyDocument
from server.core.surveys import Survey
from server.store import agents, counts, links
from server.store.counts import Wanted
from server.store.steps import Steps


def answer(question: ScoreQuestion, surveys: Sequence[Survey]) -> Steps[list[ScoreReport]]:
    """Return a report for each survey that the question is about; a rehearsal only when it is named.

    Surveys of one metric are pooled into one report where the question names the metric, or groups by survey.
    Raises `TooManyRatings` where no tally can answer and too many ratings would have to be looked at.
    """
    known = yield from agents.listing()
    names = Names(
        agents={agent.key: agent.name for agent in known},
        surveys={survey.id: (survey.slug, survey.name) for survey in surveys},
    )
    teams = {agent.key: agent.team for agent in known}
    reports = []
    for pool in _pools(question, surveys):
        report = yield from _Reporter(question, pool, names, teams).report()
        reports.append(report)
    return reports


def score_course(
    surveys: Sequence[Survey], parts: Sequence[Period], only: ScoreFilter
) -> Steps[list[tuple[Period, Score]]]:
    """Return the score of each of some periods that follow each other, all surveys pooled.

    Raises `TooManyRatings` as `answer` does.
    """
    whole = period_between(parts[0].start_on, parts[-1].last_on, timezone=parts[0].timezone)
    teams = {agent.key: agent.team for agent in (yield from agents.listing())}
    wanted = Wanted(whole, only, (Grouping.DAY,))
    found = yield from counts.read([survey.id for survey in surveys], wanted, teams)
    days: defaultdict[str, list[Count]] = defaultdict(list)
    for count in found:
        days[count.on].append(count)
    grouper = _grouper(surveys, whole.timezone, Names({}, {}))
    scale = grouper.scale_of(found)
    return [(part, grouper.score(_within(part, days), scale)) for part in parts]


def _within(part: Period, days: Mapping[str, list[Count]]) -> list[Count]:
    """Return the counts of the days of a period."""
    each = (part.start_on + timedelta(days=at) for at in range(part.days))
    return [count for day in each for count in days.get(day.isoformat(), ())]


def _grouper(surveys: Sequence[Survey], timezone: str, names: Names) -> Grouper:
    metric = surveys[0].metric
    formula = common_formula(metric, (survey.formula for survey in surveys))
    scales = frozenset(survey.scale for survey in surveys)
    return Grouper(metric, formula, scales, timezone, names)


def _pools(question: ScoreQuestion, surveys: Sequence[Survey]) -> list[tuple[Survey, ...]]:
    """Return the surveys that each report is about."""
    chosen = [survey for survey in surveys if _is_asked(question, survey)]
    if question.survey is not None or not (question.metric or Grouping.SURVEY in question.by):
        return [(survey,) for survey in chosen]
    metrics = dict.fromkeys(survey.metric for survey in chosen)
    return [tuple(each for each in chosen if each.metric is metric) for metric in metrics]


def _is_asked(question: ScoreQuestion, survey: Survey) -> bool:
    """Tell whether a survey belongs to the answer; a rehearsal does only when it is named."""
    if question.survey is not None:
        return question.survey == survey.slug
    return question.metric in {None, survey.metric} and not survey.document.rehearsal


@dataclass(frozen=True, slots=True)
class _Reporter:
    """Reports on surveys of one metric, pooled."""

    question: ScoreQuestion
    surveys: tuple[Survey, ...]
    names: Names
    teams: dict[str, str | None]

    def report(self) -> Steps[ScoreReport]:
        question, period = self.question, self.question.period
        grouper = _grouper(self.surveys, period.timezone, self.names)
        now = yield from self._counts(period, question.by)
        before = yield from self._counts(period.previous())
        course = yield from self._counts(period, (trend_step(period),))
        versus = yield from self._versus(grouper)
        asked = yield from self._asked()
        only = self.surveys[0] if len(self.surveys) == 1 else None
        report = ScoreReport(
            title=only.name if only else grouper.metric.upper(),
            survey=only.slug if only and question.metric is None else None,
            period=period,
            score=grouper.whole(now),
            previous=grouper.whole(before),
            by=question.by,
            groups=asked_groups(grouper.groups(now, question.by), question.by, asked),
            versus=versus,
            trend=grouper.trend(course, period),
            comments=sum(count.comments for count in now),
            asks=None if asked is None else pooled(asked),
        )
        return (yield from self._with_aims(report, only.document, grouper)) if only else report

    def _with_aims(
        self, report: ScoreReport, document: SurveyDocument, grouper: Grouper
    ) -> Steps[ScoreReport]:
        """Return the report with what the survey is measured by; the share of a band is nobody's aim."""
        if self.question.only.band:
            return report
        return replace(
            report,
            goal=goal_of(document, self.question.only.team),
            groups=goal_groups(report.groups, report.by, document),
            baseline=(yield from self._baseline(grouper, report.score, document)),
        )

    def _versus(self, grouper: Grouper) -> Steps[Earlier | None]:
        period = self.question.versus
        if period is None:
            return None
        return Earlier(period, grouper.whole((yield from self._counts(period))))

    def _baseline(
        self, grouper: Grouper, score: Score, document: SurveyDocument
    ) -> Steps[BaselineFigure | None]:
        """Return what scores began from; a figure that is known from elsewhere is of all ratings alone."""
        period = baseline_period(document, grouper.timezone)
        if period is not None:
            return baseline_of(score, period, grouper.whole((yield from self._counts(period))))
        said = document.baseline
        if said is None or said.score is None or said.n is None:
            return None
        return (
            None
            if self.question.only != ScoreFilter()
            else known_baseline(score, said.score, said.n)
        )

    def _asked(self) -> Steps[list[Asked] | None]:
        """Return the asks of the period under the filter; None where it says what no ask does."""
        period, only = self.question.period, self.question.only
        if only.language or only.band or only.attributes:
            return None
        asked: list[Asked] = []
        for survey in self.surveys:
            days = (period.start_on.isoformat(), period.end_on.isoformat())
            found = yield from links.asked_within(survey.id, *days)
            if found is None:
                return None
            asked += found
        return [each for each in asked if each.is_chosen(only)]

    def _counts(self, period: Period, by: tuple[By, ...] = ()) -> Steps[list[Count]]:
        wanted = Wanted(period, self.question.only, by)
        ids = [survey.id for survey in self.surveys]
        return (yield from counts.read(ids, wanted, self.teams))
