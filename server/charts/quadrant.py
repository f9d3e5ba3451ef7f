"""Importance × performance: what moves the score, and how well it goes."""

from collections.abc import Sequence
from dataclasses import dataclass

from server.charts.canvas import Canvas
from server.charts.driver import Driver, crossing_of
from server.charts.figure import Figure, cells, shown_value
from server.charts.hidden_list import hidden_list
from server.charts.measure import Measure
from server.charts.quadrant_plot import QuadrantPlot, per_cent
from server.charts.text_table import Table
from server.charts.theme import Theme


@dataclass(frozen=True, slots=True)
class Quadrant:
    """Drivers around the score of all; those whose performance is hidden are only listed."""

    title: str
    measure: Measure
    whole: Figure
    drivers: Sequence[Driver]
    explained: float | None = None
    """How many per cent of all variation in the answers the drivers account for together."""
    refused: str = ""
    """Why there are no drivers, in words."""

    def message(self) -> str:
        shown = self._shown()
        if self.refused:
            return f"Not told: {self.refused}."
        if self.whole.value is None or not shown:
            return "Too few ratings to tell what matters."
        crossing = crossing_of(self.whole.value, shown)
        first = [driver for driver in shown if crossing.mend(driver)]
        whole = shown_value(self.whole, self.measure)
        if not first:
            return f"Nothing that matters more than most is below {whole}."
        names = " and ".join(self._in_words(driver) for driver in first[:2])
        return f"Mend first: {names}; all together {whole}."

    def table(self) -> Table:
        interval = "95 % interval"
        ordered = sorted(self.drivers, key=_importance, reverse=True)
        return Table(
            caption=f"{self.title}. {self.message()}",
            columns=("Driver", "Importance", interval, self.measure.name, interval, "n"),
            rows=tuple(self._row(driver) for driver in ordered),
            notes=("Importance is the share of what moves the score.", *self._explained()),
        )

    def svg(self, width: int, theme: Theme) -> str:
        canvas = Canvas(width, theme)
        canvas.heading(self.title, self.message())
        shown = self._shown()
        if self.whole.value is not None and shown:
            QuadrantPlot(canvas, self.measure, shown, crossing_of(self.whole.value, shown)).draw()
        figures = [driver.figure for driver in self.drivers]
        hidden_list(canvas, [figure for figure in figures if figure.value is None])
        return canvas.svg(self.title, self.message())

    def _explained(self) -> list[str]:
        if self.explained is None:
            return []
        share = f"{self.explained:.1f}"
        return [f"All of them together account for {share} % of the differences between answers."]

    def _shown(self) -> list[Driver]:
        """Return the drivers to draw, the most important first."""
        shown = (driver for driver in self.drivers if driver.figure.value is not None)
        return sorted(shown, key=_importance, reverse=True)

    def _in_words(self, driver: Driver) -> str:
        value = shown_value(driver.figure, self.measure)
        return f"{driver.figure.label} (importance {per_cent(driver.importance)}, {value})"

    def _row(self, driver: Driver) -> tuple[str, ...]:
        name, *figures = cells(driver.figure, self.measure)
        span = "–".join(f"{end:.0f}" for end in driver.interval or ())
        return name, per_cent(driver.importance), span, *figures


def _importance(driver: Driver) -> float:
    return driver.importance
