"""How often each score was given: a bar each, the best on top, bands apart by pattern and colour."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from server.charts.band_marks import band_bar, band_mark, band_name
from server.charts.canvas import BODY, SMALL, Canvas, widest
from server.charts.figure import Figure, in_words
from server.charts.legend import Meaning, legend
from server.charts.measure import Measure
from server.charts.text_table import Table
from server.charts.text_width import clipped
from server.charts.theme import Theme
from server.core.bands import Band

_ROW: Final = 30
_BAR: Final = 20


@dataclass(frozen=True, slots=True)
class Bar:
    """How many gave one score, or a score of one band."""

    label: str
    band: Band
    n: int


@dataclass(frozen=True, slots=True)
class Distribution:
    """The bars in the order to show them, and the score that they make."""

    title: str
    measure: Measure
    whole: Figure
    bars: Sequence[Bar]

    def message(self) -> str:
        if not self._n:
            return "No ratings yet in this period."
        shares = ", ".join(f"{self._share_of(band)} {self._name(band)}" for band in Band)
        if self.whole.value is None:
            return f"{self._n} of the 5 ratings that a score needs: {shares}."
        return f"{self.measure.name} is {in_words(self.whole, self.measure)}: {shares}."

    def table(self) -> Table:
        return Table(
            caption=f"{self.title}. {self.message()}",
            columns=("Score", "Band", "n", "Share"),
            rows=tuple(
                (bar.label, self._name(bar.band), f"{bar.n:,}", self._share(bar.n))
                for bar in self.bars
            ),
        )

    def svg(self, width: int, theme: Theme) -> str:
        canvas = Canvas(width, theme)
        canvas.heading(self.title, self.message())
        canvas.y += 4
        self._bars(canvas)
        present = {bar.band for bar in self.bars}
        meanings = [Meaning(band_mark(band), self._name(band)) for band in Band if band in present]
        legend(canvas, meanings)
        return canvas.svg(self.title, self.message())

    @property
    def _n(self) -> int:
        return sum(bar.n for bar in self.bars)

    def _bars(self, canvas: Canvas) -> None:
        counts = [f"{bar.n:,} · {self._share(bar.n)}" for bar in self.bars]
        names = min(widest([bar.label for bar in self.bars], BODY), canvas.room * 0.4)
        start = canvas.left + names + 12
        room = canvas.right - widest(counts, SMALL) - 10 - start
        most = max((bar.n for bar in self.bars), default=0) or 1
        for bar, count in zip(self.bars, counts, strict=True):
            y, length = canvas.y, room * bar.n / most
            label = clipped(bar.label, names, BODY.size)
            at = (start - 12, y + 15)
            canvas.text(label, at, BODY, anchor="end", full=bar.label)
            canvas.line((start, y - 2), (start, y + _BAR + 2), canvas.theme.line)
            if bar.n:
                band_bar(canvas, bar.band, (start, y), (max(length, 2), _BAR))
            canvas.text(count, (start + length + 10, y + 14.5), SMALL)
            canvas.y += _ROW

    def _name(self, band: Band) -> str:
        return band_name(self.measure.metric, band)

    def _share_of(self, band: Band) -> str:
        return self._share(sum(bar.n for bar in self.bars if bar.band is band))

    def _share(self, n: int) -> str:
        """Render a share of all; a few of many are not none."""
        if not self._n:
            return "0 %"
        share = 100 * n / self._n
        return "<1 %" if 0 < share < 0.5 else f"{share:.0f} %"
