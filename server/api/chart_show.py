"""`GET /api/v1/charts/{kind}.{svg|png|txt}`: the scores of a report as a picture, or the table behind it."""

import asyncio
import re
from typing import Final

from aiohttp import web

from server.api.driver_list import KNOWN as KNOWN_OF_DRIVERS
from server.api.driver_list import asked_drivers
from server.api.report_filter import by_of, filter_of, refuse_unknown
from server.api.score_show import KNOWN, asked_report
from server.charts.canvas import NARROWEST, WIDEST
from server.charts.chart import Chart
from server.charts.from_drivers import quadrant_of
from server.charts.from_scores import breakdown_of, calendar_of, distribution_of, trend_of
from server.charts.png import png_of
from server.charts.svg_file import changing_svg
from server.charts.text_table import plain_table
from server.charts.theme import DARK, LIGHT
from server.core.period_parts import Step, parts_of, step_for
from server.core.periods import Period
from server.core.problems import Problem, bad_field
from server.core.score_filter import Grouping
from server.core.scores import Score, ScoreReport
from server.keys import CATALOGUE, DATABASE
from server.store import reports
from server.store.counts import TooManyRatings

KINDS: Final = ("breakdown", "calendar", "distribution", "quadrant", "trend")
MOST_POINTS: Final = 800
"""Longer courses are refused: nobody could tell the points apart."""

_WIDTH: Final = 800
_THEMES: Final = {"light": LIGHT, "dark": DARK}
_STEPS: Final[tuple[Step, ...]] = ("day", "week", "month")


async def chart_show(request: web.Request) -> web.Response:
    """Draw one kind of chart, with the parameters of `/api/v1/scores` and a width and theme."""
    kind = request.match_info["kind"]
    if kind not in KINDS:
        raise Problem(404, "Unknown chart", f"there are {', '.join(KINDS)}")
    known = KNOWN_OF_DRIVERS if kind == "quadrant" else KNOWN | {"step"}
    refuse_unknown(request, known | {"width", "theme"})
    width, theme = _width(request), request.query.get("theme", "light")
    if theme not in {*_THEMES, "auto"}:
        raise bad_field("theme", "write light, dark or auto")
    chart = await _chart(request, kind)
    if request.match_info["format"] == "txt":
        return web.Response(text=plain_table(chart.table()) + "\n")
    if request.match_info["format"] == "svg":
        return _svg(chart, width, theme)
    picture = chart.svg(width, _THEMES.get(theme, LIGHT))
    body = await asyncio.to_thread(png_of, picture)
    return web.Response(body=body, content_type="image/png")


async def _chart(request: web.Request, kind: str) -> Chart:
    if kind == "quadrant":
        return quadrant_of(await asked_drivers(request))
    by = by_of(request) or ((Grouping.AGENT,) if kind == "breakdown" else ())
    report = await asked_report(request, by)
    if kind == "breakdown":
        return breakdown_of(report)
    if kind == "distribution":
        return distribution_of(report)
    step = "day" if kind == "calendar" else _step(request, report.period)
    course = await _course(request, report, step)
    return calendar_of(report, course) if kind == "calendar" else trend_of(report, course, step)


async def _course(
    request: web.Request, report: ScoreReport, step: Step
) -> list[tuple[Period, Score]]:
    parts = list(parts_of(report.period, step))
    if len(parts) > MOST_POINTS:
        raise bad_field(
            "step", f"makes {len(parts):,} points of this period, at most {MOST_POINTS}"
        )
    surveys = [
        survey
        for survey in request.app[CATALOGUE].surveys()
        if report.survey in {None, survey.slug} and survey.metric is report.score.metric
    ]
    try:
        only = filter_of(request)
        return await request.app[DATABASE].read(reports.score_course, surveys, parts, only)
    except TooManyRatings as error:
        raise bad_field("period", str(error)) from None


def _svg(chart: Chart, width: int, theme: str) -> web.Response:
    fixed = _THEMES.get(theme)
    picture = chart.svg(width, fixed) if fixed else changing_svg(chart, width)
    # Opened as a page of its own it may do nothing but show itself.
    policy = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
    return web.Response(text=picture, content_type="image/svg+xml", headers=policy)


def _width(request: web.Request) -> int:
    text = request.query.get("width", str(_WIDTH))
    if not (re.fullmatch(r"[0-9]{3,4}", text) and NARROWEST <= int(text) <= WIDEST):
        raise bad_field("width", f"write pixels from {NARROWEST} to {WIDEST}")
    return int(text)


def _step(request: web.Request, period: Period) -> Step:
    asked = request.query.get("step")
    if asked is None:
        return step_for(period)
    for step in _STEPS:
        if asked == step:
            return step
    raise bad_field("step", f"write one of {', '.join(_STEPS)}")
