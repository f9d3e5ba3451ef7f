"""Reports: scores from the tally, ready to be shown."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from itertools import groupby

from server.core.bands import Band, Metric
from server.core.formulas import common_formula
from server.core.periods import Period
from server.core.score_filter import Grouping
from server.core.score_question import ScoreQuestion
from server.core.scores import Score, ScoreGroup, ScoreReport, score_of
from server.core.surveys import Survey
from server.store.steps import Row, Steps, query


def answer(question: ScoreQuestion, surveys: Sequence[Survey]) -> Steps[list[ScoreReport]]:
    """Return a report for each survey that the question is about; a rehearsal only when it is named."""
    reports = []
    for survey in surveys:
        if question.survey is None and survey.document.rehearsal:
            continue
        if question.survey is not None and survey.slug != question.survey:
            continue
        if question.metric is not None and survey.metric is not question.metric:
            continue
        report = survey_report(
            survey,
            question.period,
            agent_key=question.only.agent,
            by="agent" if Grouping.AGENT in question.by else None,
        )
        reports.append((yield from report))
    return reports


def survey_report(
    survey: Survey, period: Period, *, agent_key: str | None = None, by: str | None = None
) -> Steps[ScoreReport]:
    """Return the score of one survey in a period and in the one before; of one agent if named."""
    now = yield from _score((survey,), period, agent_key)
    before = yield from _score((survey,), period.previous(), agent_key)
    groups = (yield from _groups((survey,), period, agent_key)) if by == "agent" else ()
    return ScoreReport(
        title=survey.name,
        survey=survey.slug,
        period=period,
        score=now,
        previous=before,
        by=by,
        groups=groups,
    )


def pooled_surveys(metric: Metric, surveys: Iterable[Survey]) -> tuple[Survey, ...]:
    """Return the surveys whose answers make the score of a metric."""
    return tuple(
        survey for survey in surveys if survey.metric is metric and not survey.document.rehearsal
    )


def metric_report(
    metric: Metric,
    surveys: Iterable[Survey],
    period: Period,
    *,
    agent_key: str | None = None,
    by: str | None = None,
) -> Steps[ScoreReport]:
    """Return one score over all surveys of a metric but rehearsals, their answers pooled."""
    pooled = pooled_surveys(metric, surveys)
    if not pooled:
        raise ValueError(f"no survey measures {metric.upper()}")
    now = yield from _score(pooled, period, agent_key)
    before = yield from _score(pooled, period.previous(), agent_key)
    groups = (yield from _groups(pooled, period, agent_key)) if by == "agent" else ()
    return ScoreReport(
        title=metric.upper(),
        survey=None,
        period=period,
        score=now,
        previous=before,
        by=by,
        groups=groups,
    )


def score_course(
    surveys: Sequence[Survey], parts: Sequence[Period], *, agent_key: str | None = None
) -> Steps[list[tuple[Period, Score]]]:
    """Return the score of each of some periods that follow each other, all surveys pooled."""
    rows: list[Row] = []
    for survey in surveys:
        rows += yield query(
            "tally.distribution_by_day",
            survey_id=survey.id,
            since_on=parts[0].start_on.isoformat(),
            until_on=parts[-1].end_on.isoformat(),
            agent_key=agent_key,
        )
    days: dict[str, list[Row]] = {}
    for row in rows:
        days.setdefault(row["rated_on"], []).append(row)
    scale = _scale(surveys, rows)
    return [(part, _score_of_rows(surveys, _within(part, days), scale)) for part in parts]


def _within(part: Period, days: Mapping[str, list[Row]]) -> list[Row]:
    """Return the rows of the days of a period."""
    each = (part.start_on + timedelta(days=at) for at in range(part.days))
    return [row for day in each for row in days.get(day.isoformat(), ())]


def _score(surveys: Sequence[Survey], period: Period, agent_key: str | None) -> Steps[Score]:
    rows: list[Row] = []
    for survey in surveys:
        rows += yield query(
            "tally.distribution",
            survey_id=survey.id,
            since_on=period.start_on.isoformat(),
            until_on=period.end_on.isoformat(),
            agent_key=agent_key,
        )
    return _score_of_rows(surveys, rows, _scale(surveys, rows))


def _groups(
    surveys: Sequence[Survey], period: Period, agent_key: str | None
) -> Steps[tuple[ScoreGroup, ...]]:
    rows: list[Row] = []
    for survey in surveys:
        rows += yield query(
            "tally.distribution_by_agent",
            survey_id=survey.id,
            since_on=period.start_on.isoformat(),
            until_on=period.end_on.isoformat(),
        )
    scale = _scale(surveys, rows)
    rows.sort(key=_agent)
    groups = []
    for (key, name), of_agent in groupby(rows, key=_agent):
        if agent_key is not None and key != agent_key:
            continue
        score = _score_of_rows(surveys, list(of_agent), scale)
        groups.append(ScoreGroup(key or None, name or "Nobody named", score))
    return tuple(groups)


def _agent(row: Row) -> tuple[str, str]:
    return row["agent_key"], row["name"]


def _scale(surveys: Sequence[Survey], rows: Sequence[Row]) -> int | None:
    """Return the one scale of these rows, None if there are several.

    Groups and parts of a course take that of the whole, so that one that used a single scale is
    counted as all are.
    """
    scales = {row["scale"] for row in rows} or {survey.scale for survey in surveys}
    return scales.pop() if len(scales) == 1 else None


def _score_of_rows(surveys: Sequence[Survey], rows: Sequence[Row], scale: int | None) -> Score:
    distribution: dict[int, int] = {}
    bands: dict[Band, int] = {}
    for row in rows:
        n = int(row["n"])
        distribution[row["score"]] = distribution.get(row["score"], 0) + n
        bands[Band(row["band"])] = bands.get(Band(row["band"]), 0) + n
    metric = surveys[0].metric
    return score_of(
        metric,
        distribution=distribution,
        bands=bands,
        scale=scale,
        formula=common_formula(metric, (survey.formula for survey in surveys)),
    )
