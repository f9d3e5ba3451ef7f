"""A chart as a message: a picture with what it says, or the table behind it."""

from typing import Final

from bot.blocks.literal import cleaned, clipped, escaped_within, one_line
from bot.blocks.message import Block, SlackMessage, preformatted, rich_text
from server.charts.chart import Chart
from server.charts.text_table import plain_table

MOST_TABLE: Final = 2_000
MOST_TEXT: Final = 3_000


def chart_picture(chart: Chart, image: Block) -> SlackMessage:
    """Return the picture, for screen readers as the sentence that it shows."""
    return SlackMessage(_said(chart), (image,))


def chart_table(chart: Chart) -> SlackMessage:
    """Return the figures as a table, where no picture can be shown."""
    return SlackMessage(_said(chart), (table_block(chart),))


def table_block(chart: Chart) -> Block:
    return rich_text(preformatted(clipped(cleaned(plain_table(chart.table())), MOST_TABLE)))


def _said(chart: Chart) -> str:
    return escaped_within(one_line(f"{chart.title}. {chart.message()}", MOST_TEXT), MOST_TEXT)
