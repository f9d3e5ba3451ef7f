"""`/demo/charts`: every kind of chart, of the demo's own year and of figures that are hard to draw."""

import asyncio
from collections.abc import Iterable
from typing import NamedTuple

from aiohttp import web
from markupsafe import Markup

from server.charts.chart import Chart
from server.charts.from_drivers import quadrant_of
from server.charts.from_scores import breakdown_of, calendar_of, distribution_of, trend_of
from server.charts.text_table import html_table
from server.charts.theme import DARK, LIGHT, PAGE, page_styles
from server.core.drivers import drivers_of
from server.core.instants import day_of
from server.core.period_parts import parts_of
from server.core.periods import last_days
from server.core.problems import Problem
from server.core.score_filter import Grouping, ScoreFilter
from server.core.score_question import ScoreQuestion
from server.demo.chart_samples import extreme
from server.keys import CATALOGUE, CLOCK, DATABASE, PLACE
from server.store import drivers, reports
from server.web.render import render
from server.web.survey_preview import Alternative, one_of

THEMES = {"auto": PAGE, "light": LIGHT, "dark": DARK}
WIDTHS = {"fit": (340, 700, 1080), "400": (400,), "1200": (1200,)}
"""Of several widths the page shows the widest that fits."""


class Shown(NamedTuple):
    """A chart as the page has it: once for each width, and the table behind it."""

    pictures: list[tuple[int, Markup]]
    table: Markup


async def charts_page(request: web.Request) -> web.Response:
    """Show all charts in one theme and at one width."""
    look = {
        "theme": one_of(request, "theme", [*THEMES]),
        "width": one_of(request, "width", [*WIDTHS]),
    }
    return render(
        request,
        "demo_charts.html",
        {
            "look": look,
            "choices": {
                "theme": [
                    Alternative("auto", "As this page"),
                    Alternative("light", "Light"),
                    Alternative("dark", "Dark"),
                ],
                "width": [
                    Alternative("fit", "As wide as fits"),
                    Alternative("400", "400 px"),
                    Alternative("1200", "1,200 px"),
                ],
            },
            "year": _shown(await _year(request), look),
            "hard": _shown((sample.chart for sample in extreme()), look),
            "chart_styles": Markup(page_styles()),  # noqa: S704  made of our own colours
        },
    )


async def _year(request: web.Request) -> list[Chart]:
    """Return a chart of each kind, of what customers of the demo have rated."""
    app = request.app
    survey = app[CATALOGUE].survey("csat")
    if survey is None:
        raise Problem(404, "Unknown survey", "the demo's survey csat is gone")
    place = app[PLACE]
    today = day_of(app[CLOCK](), place.timezone)
    year = last_days(365, today=today, timezone=place.timezone.key)
    database, everyone = app[DATABASE], ScoreFilter()
    question = ScoreQuestion(year, survey.slug, by=(Grouping.AGENT,))
    (report,) = await database.read(reports.answer, question, [survey])
    weeks = await database.read(reports.score_course, [survey], [*parts_of(year, "week")], everyone)
    days = await database.read(reports.score_course, [survey], [*parts_of(year, "day")], everyone)
    given, offers = await database.read(drivers.looked_at, survey.id, year)
    return [
        trend_of(report, weeks, "week"),
        distribution_of(report),
        breakdown_of(report),
        quadrant_of(await asyncio.to_thread(drivers_of, survey, year, given, offers)),
        calendar_of(report, days),
    ]


def _shown(charts: Iterable[Chart], look: dict[str, str]) -> list[Shown]:
    theme = THEMES[look["theme"]]
    return [
        Shown(
            # Charts and tables escape what is not their own.
            [(width, Markup(chart.svg(width, theme))) for width in WIDTHS[look["width"]]],  # noqa: S704
            Markup(html_table(chart.table())),  # noqa: S704
        )
        for chart in charts
    ]
