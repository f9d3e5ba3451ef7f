"""The figures of a chart as a table, in plain text and in HTML."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from server.core.plain_text import columns_of, printable

_GAP: Final = "   "


@dataclass(frozen=True, slots=True)
class Table:
    """Cells as texts: the first column names the row, the others are figures."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    """What holds for the whole, below it."""

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"a row of {len(row)} cells under {len(self.columns)} columns")


def plain_table(table: Table) -> str:
    """Render it for a fixed-width font, names to the left and figures to the right."""
    rows = [table.columns, *(tuple(map(printable, row)) for row in table.rows)]
    widths = [max(map(columns_of, column)) for column in zip(*rows, strict=True)]
    lines = [_line(row, widths) for row in rows]
    return "\n".join([printable(table.caption), "", *lines, *_notes(table.notes)])


def html_table(table: Table) -> str:
    """Render it as one `<table>` with its caption; notes are in the last rows."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.columns)
    rows = "".join(f"<tr>{_cells(row)}</tr>" for row in table.rows)
    span = len(table.columns)
    notes = "".join(f'<tr><td colspan="{span}">{_safe(note)}</td></tr>' for note in table.notes)
    foot = f"<tfoot>{notes}</tfoot>" if notes else ""
    caption = f"<caption>{_safe(table.caption)}</caption>"
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody>{foot}</table>"


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    gaps = [" " * (width - columns_of(cell)) for cell, width in zip(row, widths, strict=True)]
    figures = [gap + cell for gap, cell in zip(gaps[1:], row[1:], strict=True)]
    return _GAP.join([row[0] + gaps[0], *figures]).rstrip()


def _cells(row: Sequence[str]) -> str:
    name, *figures = map(_safe, row)
    return f'<th scope="row"><bdi>{name}</bdi></th>' + "".join(
        f"<td>{each}</td>" for each in figures
    )


def _safe(text: str) -> str:
    return escape(printable(text))


def _notes(notes: Sequence[str]) -> list[str]:
    return ["", *map(printable, notes)] if notes else []
