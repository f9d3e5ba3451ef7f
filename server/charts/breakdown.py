"""The same score of each agent, team or region, ranked where it can be."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from server.charts.breakdown_rows import BreakdownRows
from server.charts.canvas import SMALL, Canvas
from server.charts.figure import Figure, cells, in_words
from server.charts.hidden_list import hidden_list
from server.charts.measure import Measure
from server.charts.text_table import Table
from server.charts.theme import Theme
from server.core.scores import ENOUGH_FOR_RANK

MOST_ROWS: Final = 40
"""More are in the table alone."""


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Groups in the order of `standings`; `unnamed` is what belongs to none, `by` what they are."""

    title: str
    measure: Measure
    by: str
    whole: Figure
    ranked: Sequence[Figure] = ()
    early: Sequence[Figure] = ()
    too_few: Sequence[Figure] = ()
    unnamed: Sequence[Figure] = ()

    def message(self) -> str:
        if not self.whole.n:
            return "No ratings yet in this period."
        whole = f"{self.whole.label}: {in_words(self.whole, self.measure)}."
        if not self.ranked:
            return f"{whole} Nobody has the {ENOUGH_FOR_RANK} ratings to be ranked by."
        first = f"{self.ranked[0].label}, {in_words(self.ranked[0], self.measure)}"
        if len(self.ranked) == 1:
            return f"{whole} Alone with enough to be ranked: {first}."
        return f"{whole} First of {len(self.ranked)} ranked: {first}."

    def table(self) -> Table:
        marked = [
            *((figure, "") for figure in self.ranked),
            *((figure, "early") for figure in self.early),
            *((figure, "too few") for figure in self.too_few),
            *((figure, "") for figure in (*self.unnamed, self.whole)),
        ]
        order = ("Ranked by the lower end of the interval.",) if len(self.ranked) > 1 else ()
        return Table(
            caption=f"{self.title}. {self.message()}",
            columns=(self.by.capitalize(), self.measure.name, "95 % interval", "n", "Note"),
            rows=tuple((*cells(figure, self.measure), mark) for figure, mark in marked),
            notes=order,
        )

    def svg(self, width: int, theme: Theme) -> str:
        canvas = Canvas(width, theme)
        canvas.heading(self.title, self.message())
        lines, more = self._lines()
        if lines:
            BreakdownRows(canvas, self.measure, lines, self.whole).draw()
        if more:
            canvas.paragraph(f"{more} more are in the table.", SMALL, lines=1)
        hidden_list(canvas, self.too_few)
        return canvas.svg(self.title, self.message())

    def _lines(self) -> tuple[list[Figure | str], int]:
        """Return the rows with the headings between them, and how many had no room."""
        early = f"Early, not ranked: under {ENOUGH_FOR_RANK} ratings"
        sections = (("", self.ranked), (early, self.early), ("Not named", self.unnamed))
        lines: list[Figure | str] = []
        room = MOST_ROWS
        more = 0
        for heading, section in sections:
            shown = [figure for figure in section if figure.value is not None]
            rows = shown[:room]
            lines += [heading] if heading and rows else []
            lines += rows
            room -= len(rows)
            more += len(shown) - len(rows)
        return lines, more
