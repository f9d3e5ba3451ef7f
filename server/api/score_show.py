"""`GET /api/v1/scores`: a score with its n, interval, distribution and change."""

from aiohttp import web

from server.api.period_json import period_json
from server.api.report_filter import period_of, refuse_unknown, survey_of
from server.core.bands import Band, Metric
from server.core.instants import day_of
from server.core.intervals import Interval
from server.core.periods import DEFAULT_DAYS, last_days
from server.core.problems import Problem, bad_field
from server.core.scores import Change, Score, ScoreGroup, ScoreReport
from server.core.surveys import Survey
from server.keys import CATALOGUE, CLOCK, DATABASE, PLACE
from server.store import reports

KNOWN = frozenset({"survey", "metric", "period", "from", "to", "agent", "by"})


async def score_show(request: web.Request) -> web.Response:
    """Return the score of a survey, or of all surveys of a metric with their answers pooled."""
    refuse_unknown(request, KNOWN)
    return web.json_response(report_json(await asked_report(request, request.query.get("by"))))


async def asked_report(request: web.Request, by: str | None) -> ScoreReport:
    """Return what the parameters ask for: survey or metric, period, agent; `by` is for groups."""
    survey = survey_of(request)
    metric = _metric(request)
    if (survey is None) == (metric is None):
        raise bad_field("survey", "name either a survey or a metric")
    if by not in {None, "agent"}:
        raise bad_field("by", "write agent")
    return await _report(request, survey, metric, by)


async def _report(
    request: web.Request, survey: Survey | None, metric: Metric | None, by: str | None
) -> ScoreReport:
    app = request.app
    place = app[PLACE]
    today = day_of(app[CLOCK](), place.timezone)
    period = period_of(request) or last_days(DEFAULT_DAYS, today=today, timezone=place.timezone.key)
    agent = request.query.get("agent")
    if survey is not None:
        return await app[DATABASE].read(
            reports.survey_report, survey, period, agent_key=agent, by=by
        )
    surveys = app[CATALOGUE].surveys()
    if metric is None or not reports.pooled_surveys(metric, surveys):
        raise Problem(404, "Unknown metric", "no survey has this metric", field="metric")
    return await app[DATABASE].read(
        reports.metric_report, metric, surveys, period, agent_key=agent, by=by
    )


def _metric(request: web.Request) -> Metric | None:
    word = request.query.get("metric")
    if word is None:
        return None
    try:
        return Metric(word)
    except ValueError:
        raise bad_field("metric", f"write one of {', '.join(Metric)}") from None


def report_json(report: ScoreReport) -> dict[str, object]:
    """Return the JSON shape of a report; figures are unrounded."""
    return {
        "metric": report.score.metric,
        "survey": report.survey,
        "formula": report.score.formula,
        "period": period_json(report.period),
        **_score(report.score),
        "previous": {"period": period_json(report.period.previous()), **_score(report.previous)},
        "change": _change(report.change),
        "groups": [_group(group) for group in report.groups],
    }


def _score(score: Score) -> dict[str, object]:
    return {
        "score": score.value,
        "interval": _pair(score.interval),
        "confidence": score.confidence,
        "n": score.n,
        "early": score.early,
        "mean": score.mean,
        "distribution": {str(value): n for value, n in sorted(score.distribution.items())},
        "bands": {band: score.bands.get(band, 0) for band in Band},
    }


def _group(group: ScoreGroup) -> dict[str, object]:
    return {"key": group.key, "name": group.name, **_score(group.score)}


def _change(change: Change | None) -> dict[str, object] | None:
    if change is None:
        return None
    return {
        "delta": change.delta,
        "interval": _pair(change.interval),
        "detectable": change.detectable,
    }


def _pair(interval: Interval | None) -> list[float] | None:
    return None if interval is None else [interval.low, interval.high]
