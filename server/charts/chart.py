"""What every kind of chart can do."""

from typing import Protocol

from server.charts.text_table import Table
from server.charts.theme import Theme


class Chart(Protocol):
    """One kind of chart, filled."""

    @property
    def title(self) -> str:
        """What it is about, in one line."""

    def message(self) -> str:
        """Return what it shows, in a sentence: its heading, and what a screen reader says of it."""

    def svg(self, width: int, theme: Theme) -> str:
        """Return it as one `<svg>` element of that width in pixels (320 to 2,000); its height follows.

        It has no script, no style, no id and nothing from elsewhere, so it may stand in any page.
        """

    def table(self) -> Table:
        """Return every figure in it, also those that the picture has no room for."""
