"""Charts of what the reports answer."""

from collections.abc import Sequence

from server.charts.band_marks import band_name
from server.charts.breakdown import Breakdown
from server.charts.calendar_year import CalendarYear
from server.charts.distribution import Bar, Distribution
from server.charts.figure import Dated, Figure, figure_of
from server.charts.measure import measure_of
from server.charts.trend import Trend
from server.core.bands import Band, band_of, scores_of
from server.core.control_chart import alert_text, control_chart
from server.core.period_parts import Step
from server.core.periods import Period
from server.core.score_text import by_text
from server.core.scores import Score, ScoreGroup, ScoreReport, standings

WHOLE = "All together"


def distribution_of(report: ScoreReport) -> Distribution:
    """Return a bar for each score of the scale, or for each band where scales were pooled."""
    score = report.score
    return Distribution(_title(report), measure_of(score), figure_of(WHOLE, score), _bars(score))


def breakdown_of(report: ScoreReport) -> Breakdown:
    """Return the groups of a report that has them."""
    order = standings(report.groups)
    return Breakdown(
        title=_title(report, f" by {by_text(report.by)}"),
        measure=measure_of(report.score),
        by=by_text(report.by),
        whole=figure_of(WHOLE, report.score),
        ranked=_figures(order.ranked),
        early=_figures(order.early),
        too_few=_figures(order.too_few),
        unnamed=_figures(order.unnamed),
    )


def trend_of(report: ScoreReport, course: Sequence[tuple[Period, Score]], step: Step) -> Trend:
    """Return the course of a score, one point for each of the periods, which follow each other."""
    chart = control_chart([(each.dates, score) for each, score in course])
    return Trend(
        title=_title(report, f" by {step}"),
        measure=measure_of(report.score),
        step=step,
        points=_dated(course),
        goal=report.goal,
        baseline=report.baseline.value if report.baseline else None,
        limits=[point.limits for point in chart.points] if chart else (),
        alert=alert_text(chart) if chart else "",
    )


def calendar_of(report: ScoreReport, course: Sequence[tuple[Period, Score]]) -> CalendarYear:
    """Return a cell for each of the periods, which are days."""
    usual = figure_of(WHOLE, report.score)
    return CalendarYear(
        _title(report, " day by day"), measure_of(report.score), usual, _dated(course)
    )


def _title(report: ScoreReport, words: str = "") -> str:
    # In dates, since a picture is looked at again when "last 30 days" are others.
    return f"{report.title}{words}, {report.period.dates}"


def _bars(score: Score) -> list[Bar]:
    if score.scale is None:
        return [
            Bar(band_name(score.metric, band).capitalize(), band, score.bands.get(band, 0))
            for band in Band
        ]
    given = scores_of(score.metric, score.scale)
    return [
        Bar(str(each), band_of(score.metric, score.scale, each), score.distribution.get(each, 0))
        for each in reversed(given)
    ]


def _figures(groups: Sequence[ScoreGroup]) -> list[Figure]:
    return [figure_of(group.name, group.score) for group in groups]


def _dated(course: Sequence[tuple[Period, Score]]) -> list[Dated]:
    return [Dated(each.start_on, figure_of(each.dates, score)) for each, score in course]
