"""Charts with believable figures, and with every kind of figures that are hard to draw."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from server.charts.breakdown import Breakdown
from server.charts.calendar_year import CalendarYear
from server.charts.chart import Chart
from server.charts.distribution import Bar, Distribution
from server.charts.driver import Driver
from server.charts.event_flags import Event
from server.charts.figure import Dated, Figure, figure_of
from server.charts.measure import Measure
from server.charts.quadrant import Quadrant
from server.charts.trend import Trend
from server.core.bands import Band, Metric, band_of, scores_of
from server.core.control_chart import alert_text, control_chart
from server.core.intervals import Interval
from server.core.period_parts import Step
from server.core.scores import Score, score_of

CSAT, NPS, PMF = Measure(Metric.CSAT), Measure(Metric.NPS), Measure(Metric.PMF)
LAST = date(2026, 11, 22)
LONG_NAME = (
    "Klientų aptarnavimo skyriaus vyresnioji specialistė Ona Bartkevičiūtė-Stankūnienė, Vilnius"
)
NAMES = (
    "Mari Tamm",
    "Juris Bērziņš",
    "Aino Virtanen",
    "Rūta Kazlauskienė",
    "Ольга Щербакова",
    "ליאת כהן",
    "نور الهدى عبد الرحمن",
    LONG_NAME,
)
REASONS = (
    ("Speed", 31, 0.71),
    ("First answer solved it", 22, 0.93),
    ("Friendliness", 14, 0.96),
    ("Clear words", 11, 0.82),
    ("Opening hours", 8, 0.74),
    ("Delivery", 6, 0.8),
    ("Price", 4, 0.88),
    ("Web shop", 3, 0.87),
    ("Returns", 1, 0.9),
)


class Sample(NamedTuple):
    name: str
    chart: Chart


def believable() -> Iterator[Sample]:
    """Yield one of each kind, as a good year has them."""
    yield Sample("trend", _trend("CSAT by week, last 26 weeks", 26, shift=0.09))
    yield Sample("distribution", _distribution("CSAT, November 2026", Metric.CSAT, 5, 412))
    yield Sample("breakdown", _breakdown())
    yield Sample("quadrant", quadrant_sample())
    yield Sample("calendar", _calendar("CSAT day by day, 2026", 326))


def extreme() -> Iterator[Sample]:
    """Yield what is hard: nothing, one, very many, all alike, far too long."""
    yield Sample("trend-empty", Trend("CSAT by week", CSAT, "week", ()))
    yield Sample("trend-one", _trend("CSAT by week, its first", 1))
    yield Sample("trend-gaps", _gaps())
    yield Sample("trend-many", _trend("CSAT by day, 400 days", 400, step="day"))
    yield Sample("trend-negative", _nps())
    yield Sample("trend-alike", _alike())
    yield Sample("trend-events", _eventful())
    yield Sample("distribution-empty", _distribution("CSAT", Metric.CSAT, 5, 0))
    yield Sample("distribution-few", _distribution("CSAT today", Metric.CSAT, 5, 3))
    yield Sample("distribution-nps", _distribution("NPS, 2026", Metric.NPS, 10, 1_234_567))
    yield Sample("distribution-bands", _pooled())
    yield Sample("breakdown-empty", _breakdown_of([]))
    yield Sample("breakdown-early", _breakdown_of([(LONG_NAME, 11, 17), ("Mari Tamm", 9, 9)]))
    yield Sample("breakdown-many", _many())
    yield Sample("quadrant-empty", Quadrant("What moves CSAT", CSAT, Figure("All", 3), ()))
    yield Sample("quadrant-crowded", _crowded())
    yield Sample("calendar-empty", _calendar("CSAT day by day", 0))
    yield Sample("calendar-negative", _calendar("NPS day by day", 75, metric=Metric.NPS))


def quadrant_sample() -> Quadrant:
    """Return what moves the score of a shop."""
    return _quadrant(REASONS, n=180)


def csat(good: int, n: int) -> Score:
    """Return the CSAT of so many good answers."""
    bands = {Band.POSITIVE: good, Band.NEGATIVE: n - good}
    return score_of(Metric.CSAT, distribution={5: good, 1: n - good}, bands=bands)


def nps(good: int, bad: int, n: int) -> Score:
    """Return the NPS of so many promoters and detractors."""
    bands = {Band.POSITIVE: good, Band.NEGATIVE: bad, Band.NEUTRAL: n - good - bad}
    return score_of(Metric.NPS, distribution={10: good, 0: bad, 7: n - good - bad}, bands=bands)


def _trend(title: str, count: int, *, step: Step = "week", shift: float = 0.0) -> Trend:
    chance = random.Random(title)  # noqa: S311  a demo, not a secret
    days = 7 if step == "week" else 1
    course = []
    for at in range(count):
        on = LAST - timedelta(days=days * (count - at) - 1)
        n = chance.randint(60, 140) if step == "week" else chance.randint(8, 30)
        share = 0.8 + shift * at / max(count, 1)
        good = sum(chance.random() < share for _ in range(n))
        course.append((on, csat(good, n)))
    points = [Dated(on, figure_of(_label(on, days), score)) for on, score in course]
    trend = Trend(title, CSAT, step, points)
    return _compared(trend, [score for _, score in course]) if shift else trend


def _compared(trend: Trend, scores: Sequence[Score]) -> Trend:
    """Return a trend with everything that it may be compared with."""
    labels = [point.figure.label for point in trend.points]
    chart = control_chart(list(zip(labels, scores, strict=True)))
    return replace(
        trend,
        events=[Event(LAST - timedelta(days=96), "New return policy")],
        goal=90,
        baseline=79,
        limits=[point.limits for point in chart.points] if chart else (),
        alert=alert_text(chart) if chart else "",
    )


def _label(on: date, days: int) -> str:
    return f"{on:%Y-%m-%d}" if days == 1 else f"{on:%Y-%m-%d} and {days - 1} days more"


def _gaps() -> Trend:
    full = _trend("CSAT by week, with gaps", 14)
    hidden = {3: 0, 4: 2, 9: 4, 11: 0}
    points = [
        Dated(point.on, Figure(point.figure.label, hidden[at])) if at in hidden else point
        for at, point in enumerate(full.points)
    ]
    return Trend(full.title, CSAT, "week", points)


def _nps() -> Trend:
    chance = random.Random("nps")  # noqa: S311  a demo, not a secret
    points = []
    for at in range(12):
        on = date(2025 + (at + 11) // 12, (at + 11) % 12 + 1, 1)
        bad = chance.randint(22, 40) - at
        points.append(Dated(on, figure_of(f"{on:%B %Y}", nps(18 + at, bad, 60))))
    return Trend("NPS by month, 2026", NPS, "month", points, goal=10)


def _alike() -> Trend:
    days = [LAST - timedelta(days=at) for at in reversed(range(10))]
    points = [Dated(on, figure_of(_label(on, 1), csat(40, 40))) for on in days]
    return Trend("CSAT by day, all alike", CSAT, "day", points)


def _eventful() -> Trend:
    trend = _trend("CSAT by week, much happened", 20)
    days = (80, 79, 78, 77, 40, 38, 3, 0)
    long = "The web shop moved to another house, and the chat was closed for two days in a row " * 2
    events = [Event(LAST - timedelta(days=day), f"After {day} days") for day in days]
    return Trend(
        trend.title,
        CSAT,
        "week",
        trend.points,
        (*events, Event(date(2026, 9, 1), long)),
    )


def _distribution(title: str, metric: Metric, scale: int, n: int) -> Distribution:
    scores = scores_of(metric, scale)
    weights = [1.5 ** (score / scale * 9) for score in scores]
    counts = {
        score: round(n * weight / sum(weights))
        for score, weight in zip(scores, weights, strict=True)
    }
    bars = [
        Bar(str(score), band_of(metric, scale, score), counts[score]) for score in reversed(scores)
    ]
    bands = {band: sum(bar.n for bar in bars if bar.band is band) for band in Band}
    whole = score_of(metric, distribution=counts, bands=bands, scale=scale)
    return Distribution(title, Measure(metric), figure_of("All together", whole), bars)


def _pooled() -> Distribution:
    words = (
        "Very disappointed, I would look for another shop at once",
        "Somewhat disappointed",
        "Not disappointed",
    )
    bars = [Bar(word, band, n) for word, band, n in zip(words, Band, (61, 70, 0), strict=True)]
    whole = figure_of("All together", csat(61, 131))
    return Distribution("PMF, all surveys", PMF, whole, bars)


def _breakdown() -> Breakdown:
    groups = [(name, 96 - 6 * at, 110 - 5 * at) for at, name in enumerate(NAMES[:4])]
    return _breakdown_of([*groups, ("Liis Rebane", 17, 21), ("Andris Kalniņš", 3, 4)])


def _breakdown_of(groups: Sequence[tuple[str, int, int]]) -> Breakdown:
    figures = [figure_of(name, csat(good, n)) for name, good, n in groups]
    good, n = sum(good for _, good, _ in groups), sum(n for *_, n in groups)
    return Breakdown(
        title="CSAT by agent, last 30 days",
        measure=CSAT,
        by="agent",
        whole=figure_of("All together", csat(good, n)),
        ranked=[figure for figure in figures if figure.n >= 30],
        early=[figure for figure in figures if figure.early],
        too_few=[figure for figure in figures if figure.value is None],
    )


def _many() -> Breakdown:
    many = [(f"{name} {at}", 60 - at // 2, 64) for at in range(8) for name in NAMES]
    few = [(f"{name}, {at}", at % 4, 4) for at in range(4) for name in NAMES]
    return _breakdown_of([*many, *few])


def _quadrant(reasons: Sequence[tuple[str, float, float]], *, n: int) -> Quadrant:
    drivers = [
        Driver(
            figure_of(name, csat(round(n * share), n)),
            importance,
            Interval(max(importance - 4, 0), min(importance + 5, 100)),
        )
        for name, importance, share in reasons
    ]
    whole = figure_of("All together", csat(round(n * 0.85), n))
    return Quadrant("What moves CSAT, 2026", CSAT, whole, drivers)


def _crowded() -> Quadrant:
    chance = random.Random("crowded")  # noqa: S311  a demo, not a secret
    reasons = [
        (f"{name} {at}", 6 + chance.random() * 4, 0.84 + chance.random() / 20)
        for at in range(3)
        for name in NAMES
    ]
    return _quadrant([*reasons, ("Quiet", 1, 0.2)], n=400)


def _calendar(title: str, count: int, *, metric: Metric = Metric.CSAT) -> CalendarYear:
    chance = random.Random(title)  # noqa: S311  a demo, not a secret
    days, scores = [], []
    for at in range(count):
        on = LAST - timedelta(days=count - 1 - at)
        n = chance.randint(0, 9) if on.weekday() > 4 else chance.randint(4, 26)
        good = sum(chance.random() < 0.55 + at / 1000 for _ in range(n))
        score = csat(good, n) if metric is Metric.CSAT else nps(good // 3, n - good, n)
        days.append(Dated(on, figure_of(_label(on, 1), score)))
        scores.append(score)
    total = {band: sum(score.bands[band] for score in scores) for band in Band}
    n = sum(total.values())
    usual = score_of(metric, distribution={0: n}, bands=total)
    return CalendarYear(title, Measure(metric), figure_of("All together", usual), days)
