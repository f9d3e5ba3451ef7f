"""How bands differ to the eye: positive is full, neutral a frame, negative striped; colour comes second."""

from typing import Final

from server.charts.canvas import Canvas, Place
from server.charts.legend import MARK_WIDTH, Mark
from server.core.bands import Band, Metric

_STRIPE: Final = 5
_NAMES: Final = {
    Metric.NPS: ("promoters", "passives", "detractors"),
    Metric.PMF: ("very disappointed", "somewhat disappointed", "not disappointed"),
}


def band_name(metric: Metric, band: Band) -> str:
    """Return what people of the trade call a band: `positive`, for NPS `promoters`."""
    names = _NAMES.get(metric, tuple(Band))
    return names[list(Band).index(band)]


def band_bar(canvas: Canvas, band: Band, corner: Place, size: Place) -> None:
    """Draw a bar of a band."""
    theme = canvas.theme
    if band is Band.POSITIVE:
        canvas.rect(corner, size, theme.accent, rx=2)
    elif band is Band.NEUTRAL:
        _frame(canvas, corner, size, theme.neutral)
    else:
        _frame(canvas, corner, size, theme.negative)
        _stripes(canvas, corner, size)


def band_mark(band: Band) -> Mark:
    """Return the sign of a band for a legend."""

    def draw(canvas: Canvas, x: float, y: float) -> None:
        band_bar(canvas, band, (x, y - 6), (MARK_WIDTH, 12))

    return draw


def _frame(canvas: Canvas, corner: Place, size: Place, colour: str) -> None:
    (x, y), (width, height) = corner, size
    inner = (max(width - 2, 0.5), height - 2)
    canvas.rect((x + 1, y + 1), inner, canvas.theme.surface, rx=1, stroke=colour, stroke_width=2)


def _stripes(canvas: Canvas, corner: Place, size: Place) -> None:
    (x, y), (width, height) = corner, size
    data = "".join(
        f"M{x + at:.1f} {y:.1f}V{y + height:.1f}" for at in range(4, int(width), _STRIPE)
    )
    if data:
        canvas.add("path", d=data, stroke=canvas.theme.negative, stroke_width=2.5)
