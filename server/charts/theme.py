"""The colours of charts: the tokens of the widget, and what charts need beside them.

Teal against orange, never against red, differs to every kind of colour-blindness, in lightness
too; bands differ in their pattern as well, early figures in their shape.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Final


@dataclass(frozen=True, slots=True)
class Theme:
    """A colour for each role. Values are what an SVG attribute takes."""

    surface: str
    ink: str
    muted: str
    """Text of the second rank, and lines that carry meaning."""
    line: str
    """Lines that only guide the eye."""
    accent: str
    interval: str
    """An area that a figure may lie in."""
    negative: str
    neutral: str
    surely_below: str
    below: str
    around: str
    above: str
    surely_above: str
    """What a day is filled with; the ink is read on all five."""


LIGHT: Final = Theme(
    surface="#ffffff",
    ink="#1e2b28",
    muted="#586662",
    line="#e2e1da",
    accent="#1f6f5c",
    interval="#cfe4dc",
    negative="#b4500f",
    neutral="#7b8783",
    surely_below="#f0b98c",
    below="#f8dfc8",
    around="#eef0ec",
    above="#c4e0e6",
    surely_above="#82bfce",
)

DARK: Final = Theme(
    surface="#1b2321",
    ink="#eaf0ed",
    muted="#a5b3ae",
    line="#35403d",
    accent="#84cdb6",
    interval="#2d4b43",
    negative="#f0a467",
    neutral="#93a09b",
    surely_below="#82481c",
    below="#513a28",
    around="#2b3532",
    above="#25505b",
    surely_above="#287080",
)


def _property(role: str) -> str:
    return f"--chart-{role.replace('_', '-')}"


PAGE: Final = Theme(**{f.name: f"var({_property(f.name)})" for f in fields(Theme)})
"""For a chart within a page that has `page_styles`: it changes with the page from light to dark."""


def page_styles() -> str:
    """Return the style sheet that gives `PAGE` its colours, by what the reader's system prefers."""
    dark = "".join(_declarations(DARK))
    return f":root{{{''.join(_declarations(LIGHT))}}}@media(prefers-color-scheme:dark){{:root{{{dark}}}}}"


def _declarations(theme: Theme) -> Iterable[str]:
    return (f"{_property(f.name)}:{getattr(theme, f.name)};" for f in fields(Theme))
