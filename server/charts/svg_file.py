"""A chart as an SVG file of its own, to be opened or shown in an `<img>`."""

from server.charts.chart import Chart
from server.charts.theme import PAGE, page_styles


def changing_svg(chart: Chart, width: int) -> str:
    """Return it with the styles that let it follow the reader's system from light to dark."""
    head, _, body = chart.svg(width, PAGE).partition(">")
    return f"{head}><style>{page_styles()}</style>{body}"
