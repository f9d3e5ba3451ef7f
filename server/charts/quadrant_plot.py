"""What an importance × performance chart is drawn like between its axes."""

from collections.abc import Sequence
from typing import Final

from server.charts.axis import Scale, round_ticks
from server.charts.canvas import TINY, Canvas, Lettering, Place
from server.charts.driver import Crossing, Driver
from server.charts.figure import in_words
from server.charts.label_places import Box, LabelPlaces
from server.charts.legend import MARK_WIDTH, Mark, Meaning, legend, line_mark
from server.charts.measure import Measure
from server.charts.numbered_list import NUMBER, numbered_list
from server.charts.text_width import width_of

_DOT: Final = 5
_LABEL: Final = Lettering(12)
_LABEL_HEIGHT: Final = 16
_LONGEST: Final = 0.34
"""The longest name beside a point, in parts of the plot's width; longer ones get a number."""
_DASHES: Final = "7 4"
_FIELDS: Final = ("Mend first", "Keep it so", "Later", "Well enough")
"""Upper left, upper right, lower left, lower right."""


class QuadrantPlot:
    """Four fields with a point for each driver; names are beside the points or below the plot."""

    def __init__(
        self, canvas: Canvas, measure: Measure, drivers: Sequence[Driver], crossing: Crossing
    ) -> None:
        self.canvas, self.measure, self.drivers, self.crossing = canvas, measure, drivers, crossing
        wide = canvas.width >= 640
        across = [end for driver in drivers for end in driver.figure.span]
        up = [end for driver in drivers for end in driver.span]
        self.across = round_ticks(
            [*across, crossing.performance], measure.bounds, most=7 if wide else 5
        )
        self.up = round_ticks([0, *up, crossing.importance], (0, 100), most=6)
        top = canvas.y + 26
        height = 420 if wide else 330
        start, end = canvas.left + 46, canvas.right - 14
        self.x = Scale(self.across[0], self.across[-1], start, end)
        self.y = Scale(self.up[0], self.up[-1], top + height, top)

    def draw(self) -> None:
        """Draw it, from the back to the front."""
        self._axes()
        for driver in self.drivers:
            self._whiskers(driver)
        self._fields()
        for driver in self.drivers:
            hollow = not self.crossing.sure(driver)
            self.canvas.dot(self._place(driver), _DOT, self.canvas.theme.accent, hollow=hollow)
        left_over = self._labels()
        self.canvas.y = self.y.start + 44
        legend(self.canvas, self._meanings())
        numbered_list(self.canvas, [driver.figure.label for driver in left_over])

    def _place(self, driver: Driver) -> Place:
        value = driver.figure.value
        return self.x.at(self.across[0] if value is None else value), self.y.at(driver.importance)

    def _axes(self) -> None:
        canvas, line = self.canvas, self.canvas.theme.line
        canvas.text("Importance", (canvas.left, canvas.y + 10))
        for tick in self.up:
            y = self.y.at(tick)
            canvas.line((self.x.start, y), (self.x.end, y), line)
            canvas.text(per_cent(tick), (self.x.start - 8, y + 4), anchor="end")
        for tick in self.across:
            x = self.x.at(tick)
            canvas.line((x, self.y.end), (x, self.y.start), line)
            canvas.text(self.measure.amount(tick), (x, self.y.start + 18), anchor="middle")
        name = f"{self.measure.name} where it applies"
        canvas.text(name, (self.x.end, self.y.start + 36), anchor="end")

    def _fields(self) -> None:
        """Draw the lines between the fields, and what to do in each."""
        canvas, x, y = self.canvas, self.x, self.y
        muted = canvas.theme.muted
        middle, level = x.at(self.crossing.performance), y.at(self.crossing.importance)
        canvas.line((middle, y.end), (middle, y.start), muted, stroke_dasharray=_DASHES)
        canvas.line((x.start, level), (x.end, level), muted, stroke_dasharray=_DASHES)
        for words, (left, base, anchor) in zip(_FIELDS, self._corners(), strict=True):
            canvas.halo(words, (left, base), TINY, anchor=anchor)

    def _corners(self) -> list[tuple[float, float, str]]:
        left, right = self.x.start + 6, self.x.end - 6
        top, foot = self.y.end + 15, self.y.start - 7
        return [
            (left, top, "start"),
            (right, top, "end"),
            (left, foot, "start"),
            (right, foot, "end"),
        ]

    def _whiskers(self, driver: Driver) -> None:
        x, y = self._place(driver)
        colour = self.canvas.theme.accent
        low, high = map(self.x.at, driver.figure.span)
        self.canvas.line((low, y), (high, y), colour, stroke_opacity=0.7)
        low, high = map(self.y.at, driver.span)
        self.canvas.line((x, low), (x, high), colour, stroke_opacity=0.7)
        words = f"{driver.figure.label}: importance {per_cent(driver.importance)}, "
        box = ((x - 10, y - 10), (20, 20))
        self.canvas.hint(*box, words + in_words(driver.figure, self.measure))

    def _labels(self) -> list[Driver]:
        """Write names beside the points; return those that got a number instead."""
        places = LabelPlaces(self._area(), [*self._dots(), *self._corner_boxes()])
        numbered = []
        for driver in self.drivers:
            name, at = driver.figure.label, self._place(driver)
            width = width_of(name, _LABEL.size)
            fits = width <= (self.x.end - self.x.start) * _LONGEST
            place = places.near(at, (width, _LABEL_HEIGHT)) if fits else None
            if place:
                self._write(name, place, _LABEL)
            else:
                numbered.append(driver)
        for number, driver in enumerate(numbered, start=1):
            self._number(number, driver, places)
        return numbered

    def _number(self, number: int, driver: Driver, places: LabelPlaces) -> None:
        at, words = self._place(driver), str(number)
        place = places.anywhere(at, (width_of(words, NUMBER.size, bold=True), _LABEL_HEIGHT))
        if place:
            middle = ((place.left + place.right) / 2, (place.top + place.bottom) / 2)
            self.canvas.line(at, middle, self.canvas.theme.muted, stroke_opacity=0.5)
            self._write(words, place, NUMBER)

    def _write(self, words: str, place: Box, lettering: Lettering) -> None:
        self.canvas.halo(words, (place.left, place.bottom - 4), lettering)

    def _area(self) -> Box:
        return Box(self.x.start + 2, self.y.end + 1, self.canvas.right, self.y.start - 1)

    def _dots(self) -> list[Box]:
        places = map(self._place, self.drivers)
        return [Box(x - _DOT, y - _DOT, x + _DOT, y + _DOT) for x, y in places]

    def _corner_boxes(self) -> list[Box]:
        boxes = []
        for words, (at, base, anchor) in zip(_FIELDS, self._corners(), strict=True):
            width = width_of(words, TINY.size)
            left = at if anchor == "start" else at - width
            boxes.append(Box(left, base - 12, left + width, base + 4))
        return boxes

    def _meanings(self) -> list[Meaning]:
        theme = self.canvas.theme
        whole = f"all together {self.measure.amount(self.crossing.performance)}"
        return [
            Meaning(_dot_mark(hollow=False), "surely in its field"),
            Meaning(_dot_mark(hollow=True), "may be in another"),
            Meaning(line_mark(theme.muted, _DASHES), f"{whole}, mean importance"),
        ]


def per_cent(share: float) -> str:
    """Render a share that is in per cent already."""
    return f"{share:.0f} %"


def _dot_mark(*, hollow: bool) -> Mark:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas.dot((x + MARK_WIDTH / 2, y), _DOT, canvas.theme.accent, hollow=hollow)

    return draw
