"""`GET /api/v1/scores`: a score with its n, interval, distribution and change."""

from collections.abc import Sequence

from aiohttp import web

from server.api.period_json import period_json
from server.api.report_filter import (
    FILTERS,
    by_of,
    filter_of,
    named_period,
    period_of,
    refuse_unknown,
    survey_of,
)
from server.core.aim_text import course_text
from server.core.aims import distance
from server.core.bands import Band, Metric
from server.core.breakdowns import TIMES
from server.core.instants import day_of
from server.core.intervals import Interval
from server.core.leaderboard import Place, leaderboard
from server.core.periods import DEFAULT_DAYS, Period, last_days
from server.core.problems import Problem, bad_field
from server.core.rates import Cohort, Rate
from server.core.score_filter import Attribute, By
from server.core.score_question import ScoreQuestion
from server.core.scores import BaselineFigure, Change, Score, ScoreGroup, ScoreReport, Trend
from server.keys import CATALOGUE, CLOCK, DATABASE, PLACE
from server.store import reports
from server.store.counts import TooManyRatings

KNOWN = FILTERS | {"survey", "metric", "period", "from", "to", "by", "versus"}


async def score_show(request: web.Request) -> web.Response:
    """Return the score of a survey, or of all surveys of a metric with their answers pooled."""
    refuse_unknown(request, KNOWN)
    return web.json_response(report_json(await asked_report(request, by_of(request))))


async def asked_report(request: web.Request, by: tuple[By, ...]) -> ScoreReport:
    """Return what the parameters ask for; `by` is for groups."""
    surveys = request.app[CATALOGUE].surveys()
    question = _question(request, by)
    try:
        found = await request.app[DATABASE].read(reports.answer, question, surveys)
    except TooManyRatings as error:
        raise bad_field("period", str(error)) from None
    if not found:
        raise Problem(404, "Unknown metric", "no survey has this metric", field="metric")
    return found[0]


def _question(request: web.Request, by: tuple[By, ...]) -> ScoreQuestion:
    survey, metric = survey_of(request), _metric(request)
    if (survey is None) == (metric is None):
        raise bad_field("survey", "name either a survey or a metric")
    return ScoreQuestion(
        period=period_of(request) or _default_period(request),
        survey=survey.slug if survey else None,
        metric=metric,
        by=by,
        only=filter_of(request),
        versus=named_period(request, "versus"),
    )


def _default_period(request: web.Request) -> Period:
    timezone = request.app[PLACE].timezone
    today = day_of(request.app[CLOCK](), timezone)
    return last_days(DEFAULT_DAYS, today=today, timezone=timezone.key)


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
    before = report.period.previous()
    return {
        "metric": report.score.metric,
        "survey": report.survey,
        "formula": report.score.formula,
        "period": period_json(report.period),
        **_score(report.score),
        "comments": _comments(report.comment_rate),
        "asks": _asks(report.asks),
        "previous": {"period": period_json(before), **_score(report.previous)},
        "change": _change(report.change),
        "versus": _versus(report),
        "baseline": _baseline(report.baseline),
        "goal": _goal(report.score, report.goal),
        "alert": course_text(report) or None,
        "by": [_by(each) for each in report.by],
        "groups": _groups(report.groups, report.by),
        "shrunk_by": _ranking(report),
        "trend": _trend(report.trend),
    }


def _versus(report: ScoreReport) -> dict[str, object] | None:
    earlier = report.versus
    if earlier is None:
        return None
    period = period_json(earlier.period)
    return {"period": period, **_score(earlier.score), "change": _change(report.versus_change)}


def _by(by: By) -> str:
    return f"attribute.{by.key}" if isinstance(by, Attribute) else by.value


def _trend(trend: Trend | None) -> dict[str, object] | None:
    if trend is None:
        return None
    points = [{"key": point.key, **_score(point.score)} for point in trend.points]
    return {"by": _by(trend.by), "points": points}


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


def _groups(groups: Sequence[ScoreGroup], by: Sequence[By]) -> list[dict[str, object]]:
    if not groups:
        return []
    board = None if by[0] in TIMES else leaderboard(groups)
    places = {place.group.key: place for place in board.places} if board else {}
    return [
        {
            "key": group.key,
            "label": group.name,
            **_place(places.get(group.key)),
            **_score(group.score),
            "comments": _comments(group.comment_rate),
            "asks": _asks(group.asks),
            "goal": _goal(group.score, group.goal),
            "groups": _groups(group.groups, by[1:]),
        }
        for group in groups
    ]


def _baseline(baseline: BaselineFigure | None) -> dict[str, object] | None:
    if baseline is None:
        return None
    return {
        "period": baseline.period and period_json(baseline.period),
        "score": baseline.value,
        "interval": _pair(baseline.interval),
        "n": baseline.n,
        "change": _change(baseline.change),
    }


def _goal(score: Score, goal: float | None) -> dict[str, object] | None:
    if goal is None:
        return None
    found = distance(score, goal)
    return {
        "goal": goal,
        "reached": None if found is None else found.delta >= 0,
        "distance": _change(found),
    }


def _comments(rate: Rate) -> dict[str, object]:
    return {"n": rate.part, "of": rate.of, "rate": rate.value, "interval": _pair(rate.interval)}


def _asks(asks: Cohort | None) -> dict[str, object] | None:
    if asks is None:
        return None
    rate = asks.response_rate
    return {
        "asked": asks.asked,
        "rated": asks.rated,
        "rate": rate.value,
        "interval": _pair(rate.interval),
        "commented": asks.commented,
    }


def _place(place: Place | None) -> dict[str, object]:
    if place is None:
        return {"rank": None, "tied": None, "shrunk": None}
    return {"rank": place.rank, "tied": place.tied, "shrunk": place.drawn}


def _ranking(report: ScoreReport) -> str | None:
    """Return in a sentence what `shrunk` is, where anybody is ranked."""
    if not report.groups or report.by[0] in TIMES:
        return None
    return leaderboard(report.groups).explained or None


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
