"""Reports: the answer to a question about scores, ready to be shown."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from server.core.breakdowns import Count, Grouper, Names, trend_step
from server.core.formulas import common_formula
from server.core.periods import Period, period_between
from server.core.score_filter import By, Grouping, ScoreFilter
from server.core.score_question import ScoreQuestion
from server.core.scores import Earlier, Score, ScoreReport
from server.core.surveys import Survey
from server.store import agents, counts
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
    for pooled in _pools(question, surveys):
        report = yield from _Reporter(question, pooled, names, teams).report()
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
        only = self.surveys[0] if len(self.surveys) == 1 else None
        return ScoreReport(
            title=only.name if only else grouper.metric.upper(),
            survey=only.slug if only and question.metric is None else None,
            period=period,
            score=grouper.whole(now),
            previous=grouper.whole(before),
            by=question.by,
            groups=grouper.groups(now, question.by),
            versus=versus,
            trend=grouper.trend(course, period),
            comments=sum(count.comments for count in now),
        )

    def _versus(self, grouper: Grouper) -> Steps[Earlier | None]:
        period = self.question.versus
        if period is None:
            return None
        return Earlier(period, grouper.whole((yield from self._counts(period))))

    def _counts(self, period: Period, by: tuple[By, ...] = ()) -> Steps[list[Count]]:
        wanted = Wanted(period, self.question.only, by)
        ids = [survey.id for survey in self.surveys]
        return (yield from counts.read(ids, wanted, self.teams))
