"""Reports: the answer to a question about scores, ready to be shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from server.core.breakdowns import Count, Grouper, Names, trend_of
from server.core.periods import Period
from server.core.score_filter import By, Grouping
from server.core.score_question import ScoreQuestion
from server.core.scores import Earlier, ScoreReport
from server.core.surveys import Survey
from server.store import agents, counts
from server.store.counts import Wanted
from server.store.steps import Steps


def answer(question: ScoreQuestion, surveys: Sequence[Survey]) -> Steps[list[ScoreReport]]:
    """Return a report for each survey that the question is about.

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
    for pooled in _pools(question, surveys):
        report = yield from _Reporter(question, pooled, names, teams).report()
        reports.append(report)
    return reports


def _pools(question: ScoreQuestion, surveys: Sequence[Survey]) -> list[tuple[Survey, ...]]:
    """Return the surveys that each report is about."""
    chosen = [survey for survey in surveys if _is_asked(question, survey)]
    if question.survey is not None or not (question.metric or Grouping.SURVEY in question.by):
        return [(survey,) for survey in chosen]
    metrics = dict.fromkeys(survey.metric for survey in chosen)
    return [tuple(each for each in chosen if each.metric is metric) for metric in metrics]


def _is_asked(question: ScoreQuestion, survey: Survey) -> bool:
    return question.survey in {None, survey.slug} and question.metric in {None, survey.metric}


@dataclass(frozen=True, slots=True)
class _Reporter:
    """Reports on surveys of one metric, pooled."""

    question: ScoreQuestion
    surveys: tuple[Survey, ...]
    names: Names
    teams: dict[str, str | None]

    def report(self) -> Steps[ScoreReport]:
        question, grouper = self.question, self._grouper()
        period = question.period
        now = yield from self._counts(period, question.by)
        before = yield from self._counts(period.previous())
        course = yield from self._counts(period, (trend_of(period),))
        versus = yield from self._versus()
        only = self.surveys[0] if len(self.surveys) == 1 else None
        return ScoreReport(
            title=only.name if only else grouper.metric.upper(),
            survey=only.slug if only and question.metric is None else None,
            period=period,
            score=grouper.score(now),
            previous=grouper.score(before),
            by=question.by,
            groups=grouper.groups(now, question.by),
            versus=versus,
            trend=grouper.trend(course, period),
            comments=sum(count.comments for count in now),
        )

    def _versus(self) -> Steps[Earlier | None]:
        period = self.question.versus
        if period is None:
            return None
        return Earlier(period, self._grouper().score((yield from self._counts(period))))

    def _counts(self, period: Period, by: tuple[By, ...] = ()) -> Steps[list[Count]]:
        wanted = Wanted(period, self.question.only, by)
        ids = [survey.id for survey in self.surveys]
        return (yield from counts.read(ids, wanted, self.teams))

    def _grouper(self) -> Grouper:
        scales = {survey.scale for survey in self.surveys}
        scale = scales.pop() if len(scales) == 1 else None
        timezone = self.question.period.timezone
        return Grouper(self.surveys[0].metric, scale, timezone, self.names)
