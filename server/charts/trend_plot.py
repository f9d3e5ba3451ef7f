"""What a trend is drawn like between its axes."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from server.charts.axis import Scale, round_ticks
from server.charts.canvas import SMALL, STRONG, TINY, Canvas, Place, path, widest
from server.charts.date_axis import date_ticks
from server.charts.event_flags import Event, flag_height, flags
from server.charts.figure import Dated, in_words, shown_value
from server.charts.measure import Measure
from server.charts.text_width import width_of
from server.core.intervals import Interval

LIMIT_DASHES: Final = "2 4"

_DOT: Final = 3.5
_DOTS_FROM: Final = 11
"""Pixels between points from which each gets a dot."""
_TICK_ROOM: Final = 64


class Level(NamedTuple):
    """A value to compare with, and how its line is drawn."""

    value: float
    colour: str
    dashes: str


class Lines(NamedTuple):
    """What a score is compared with: levels, and limits for each point or none at all."""

    levels: Sequence[Level]
    limits: Sequence[Interval | None] = ()


class TrendPlot:
    """The area between the axes; where everything goes is settled when it is made."""

    def __init__(
        self,
        canvas: Canvas,
        measure: Measure,
        points: Sequence[Dated],
        lines: Lines,
        events: Sequence[Event],
    ) -> None:
        self.canvas, self.measure = canvas, measure
        self.points, self.lines = points, lines
        self.shown = [point for point in points if point.figure.value is not None]
        self.ticks = self._ticks()
        self.x = self._time_scale()
        self.flags = [self.x.at(event.on.toordinal()) for event in events]
        self.top = canvas.y
        top = self.top + flag_height(self.flags) + 8
        height = 190 if canvas.width < 600 else 260
        self.y = Scale(self.ticks[0], self.ticks[-1], top + height, top)

    def draw(self) -> None:
        """Draw it, from the back to the front."""
        self._value_axis()
        runs = list(_runs(self.points))
        for run in runs:
            self._interval(run)
        for ends in zip(*self._limits(), strict=True):
            self._limit(ends)
        for level in self.lines.levels:
            self._level(level)
        flags(self.canvas, self.flags, self.top, self.y.start)
        for run in runs:
            self._line(run)
        self._last_value()
        self._date_axis()
        self._counts()
        self._hints()

    def _ticks(self) -> list[float]:
        values = [end for point in self.shown for end in point.figure.span]
        values += [level.value for level in self.lines.levels]
        values += [end for limits in self.lines.limits for end in limits or ()]
        return round_ticks(values, self.measure.bounds, most=6)

    def _time_scale(self) -> Scale:
        canvas = self.canvas
        labels = [self.measure.amount(tick) for tick in self.ticks]
        left = canvas.left + widest(labels, SMALL) + 16
        values = [shown_value(point.figure, self.measure) for point in self.shown[-1:]]
        right = canvas.right - widest(values, STRONG) - 10
        days = [point.on.toordinal() for point in self.points] or [1]
        alone = days[0] == days[-1]
        return Scale(days[0] - alone, days[-1] + alone, left, right)

    def _place(self, point: Dated) -> Place:
        """Return where the value of a point is; a gap's is at the bottom."""
        value = self.ticks[0] if point.figure.value is None else point.figure.value
        return self.x.at(point.on.toordinal()), self.y.at(value)

    def _value_axis(self) -> None:
        canvas = self.canvas
        for tick in self.ticks:
            y = self.y.at(tick)
            zero = tick == 0 and self.ticks[0] < 0
            colour = canvas.theme.muted if zero else canvas.theme.line
            canvas.line((self.x.start - 6, y), (self.x.end, y), colour)
            label = self.measure.amount(tick)
            canvas.text(label, (self.x.start - 12, y + 4), anchor="end")

    def _interval(self, run: Sequence[Dated]) -> None:
        lows = [(self._place(point)[0], self.y.at(point.figure.span.low)) for point in run]
        highs = [(self._place(point)[0], self.y.at(point.figure.span.high)) for point in run]
        fill = self.canvas.theme.interval
        if len(run) == 1:
            self.canvas.line(lows[0], highs[0], fill, stroke_width=8)
        else:
            self.canvas.add("path", d=path([*highs, *reversed(lows)]) + "Z", fill=fill)

    def _limits(self) -> list[tuple[Place, Place]]:
        """Return where the lower and the upper limit of each point are that has them."""
        places = []
        for point, limits in zip(
            self.points, self.lines.limits or (None,) * len(self.points), strict=True
        ):
            if limits is not None:
                x = self._place(point)[0]
                places.append(((x, self.y.at(limits.low)), (x, self.y.at(limits.high))))
        return places

    def _limit(self, ends: Sequence[Place]) -> None:
        """Draw one limit from point to point, over those without one too: the centre is that of all."""
        self.canvas.add(
            "path",
            d=path(ends),
            fill="none",
            stroke=self.canvas.theme.muted,
            stroke_width=1.5,
            stroke_dasharray=LIMIT_DASHES,
        )

    def _level(self, level: Level) -> None:
        y = self.y.at(level.value)
        self.canvas.line(
            (self.x.start, y),
            (self.x.end, y),
            level.colour,
            stroke_width=1.5,
            stroke_dasharray=level.dashes,
        )

    def _line(self, run: Sequence[Dated]) -> None:
        places = [self._place(point) for point in run]
        accent = self.canvas.theme.accent
        if len(run) > 1:
            self.canvas.add(
                "path",
                d=path(places),
                fill="none",
                stroke=accent,
                stroke_width=2,
                stroke_linejoin="round",
            )
        for point, (x, y) in zip(run, places, strict=True):
            if len(run) == 1 or self._pitch() >= _DOTS_FROM:
                early = point.figure.early
                self.canvas.dot((x, y), _DOT, accent, hollow=early)

    def _last_value(self) -> None:
        for point in self.shown[-1:]:
            x, y = self._place(point)
            self.canvas.dot((x, y), _DOT + 1, self.canvas.theme.accent)
            self.canvas.text(shown_value(point.figure, self.measure), (x + 9, y + 4.5), STRONG)

    def _date_axis(self) -> None:
        canvas = self.canvas
        most = max(int((self.x.end - self.x.start) / _TICK_ROOM), 2)
        free_from = 0.0
        ticks = date_ticks(self.points[0].on, self.points[-1].on, most=most) if self.points else []
        for on, label in ticks:
            x, half = self.x.at(on.toordinal()), width_of(label, SMALL.size) / 2
            middle = min(max(x, canvas.left + half), canvas.right - half)
            if middle - half >= free_from:
                canvas.line((x, self.y.start), (x, self.y.start + 5), canvas.theme.muted)
                canvas.text(label, (middle, self.y.start + 19), anchor="middle")
                free_from = middle + half + 8
        canvas.y = self.y.start + 26

    def _counts(self) -> None:
        """Write how many ratings each point rests on, where there is room for all."""
        counts = [f"{point.figure.n:,}" for point in self.points]
        if not counts or widest(counts, TINY) + 6 > self._pitch():
            return
        self.canvas.y += 12
        for point, count in zip(self.points, counts, strict=True):
            self.canvas.text(count, (self._place(point)[0], self.canvas.y), TINY, anchor="middle")
        self.canvas.text("n", (self.canvas.left, self.canvas.y), TINY)
        self.canvas.y += 6

    def _hints(self) -> None:
        width = max(self._pitch(), 1)
        for point in self.points:
            x = max(self._place(point)[0] - width / 2, 0)
            size = (min(width, self.canvas.width - x), self.y.start - self.y.end)
            words = f"{point.figure.label}: {in_words(point.figure, self.measure)}"
            self.canvas.hint((x, self.y.end), size, words)

    def _pitch(self) -> float:
        """Return the pixels from one point to the next."""
        return (self.x.end - self.x.start) / max(len(self.points) - 1, 1)


def _runs(points: Sequence[Dated]) -> Iterator[list[Dated]]:
    """Yield the points that follow each other without a gap."""
    for shown, run in groupby(points, key=lambda point: point.figure.value is not None):
        if shown:
            yield list(run)
