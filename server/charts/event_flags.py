"""Things that happened, as numbered flags on a time axis and in words below it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from server.charts.canvas import Canvas
from server.charts.date_axis import day_label
from server.charts.numbered_list import NUMBER, numbered_list

_RADIUS: Final = 8.5
_ROW: Final = 20


@dataclass(frozen=True, slots=True)
class Event:
    """Something that may have moved a score."""

    on: date
    label: str


def flag_height(places: Sequence[float]) -> float:
    """Return the room above the plot that flags at these places need."""
    return (max(_rows(places), default=-1) + 1) * _ROW


def flags(canvas: Canvas, places: Sequence[float], top: float, foot: float) -> None:
    """Draw a numbered flag at each place, in rows so that none covers another."""
    theme = canvas.theme
    rows = _rows(places)
    for x, row in zip(places, rows, strict=True):
        y = top + row * _ROW + _RADIUS
        canvas.line((x, y), (x, foot), theme.muted, stroke_dasharray="1 3")
    for number, (x, row) in enumerate(zip(places, rows, strict=True), start=1):
        y = top + row * _ROW + _RADIUS
        canvas.add("circle", cx=x, cy=y, r=_RADIUS, fill=theme.surface, stroke=theme.muted)
        canvas.text(str(number), (x, y + 4), NUMBER, anchor="middle")


def event_list(canvas: Canvas, events: Sequence[Event]) -> None:
    """Write the events with their numbers, one a line."""
    numbered_list(canvas, [f"{day_label(event.on)}: {event.label}" for event in events])


def _rows(places: Sequence[float]) -> list[int]:
    """Return the row of each flag, the uppermost that is free at its place."""
    ends: list[float] = []
    rows = []
    for x in places:
        free = (row for row, end in enumerate(ends) if end <= x - _RADIUS)
        row = next(free, len(ends))
        ends[row : row + 1] = [x + _RADIUS + 2]
        rows.append(row)
    return rows
