"""The groups of a report as a table in plain English text."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Final, NamedTuple

from server.core.aim_text import short_goal_text
from server.core.breakdowns import TIMES
from server.core.formulas import Unit
from server.core.leaderboard import Place, leaderboard
from server.core.plain_text import columns_of, printable
from server.core.rates import Cohort
from server.core.score_filter import Grouping
from server.core.score_text import amount_text, by_text, interval_text, mean_text, value_text
from server.core.scores import ENOUGH_FOR_RANK, ENOUGH_FOR_SCORE, ScoreGroup, ScoreReport

_LONGEST_NAME: Final = 28
_GAP: Final = "   "


class _Row(NamedTuple):
    name: str
    value: str = ""
    interval: str = ""
    expected: str = ""
    mean: str = ""
    n: str = ""
    goal: str = ""
    asks: str = ""


_Rows = list[_Row | str]
"""Rows of cells, and lines between them."""


def groups_text(report: ScoreReport, most: int | None = None) -> str:
    """Render the groups as a table for a fixed-width font: by time, else as the leaderboard has them.

    The groups within a group stand below it, a little to the right. Of more than `most` lines the
    rest is counted. How to read it is said below.
    """
    table, words = groups_parts(report, most)
    return "\n\n".join([table, *words])


def groups_parts(report: ScoreReport, most: int | None = None) -> tuple[str, list[str]]:
    """Return that table, and the sentences that say how to read it, for who can show them apart."""
    by = by_text(report.by)
    name, metric = by[:1].upper() + by[1:], report.score.metric.name
    header = _Row(name, metric, "95 % interval", "expected", "mean", "n", "goal", "rated of asked")
    rows, words = _by_time(report) if _is_by_time(report) else _by_rank(report)
    shown = _first(rows, most)
    left_out = _lines(rows) - _lines(shown)
    more = [f"and {more_text(left_out, _noun(report))}"] if left_out else []
    return "\n\n".join([_aligned([header, *shown]), *more]), words


def more_text(count: int, noun: str) -> str:
    """Render `1 more agent` or `7 more agents`."""
    return f"{count} more {noun}" if count == 1 else f"{count} more {noun}s"


def _is_by_time(report: ScoreReport) -> bool:
    return bool(report.by) and report.by[0] in TIMES


def _by_time(report: ScoreReport) -> tuple[_Rows, list[str]]:
    return _rows(report.groups), []


def _by_rank(report: ScoreReport) -> tuple[_Rows, list[str]]:
    """Return the rows of the leaderboard, and the sentences that say how to read it."""
    board = leaderboard(report.groups)
    # One alone is compared with nobody.
    compared = len(board.places) > 1
    ranked = [place.group for place in board.places]
    rows = [
        *(chain.from_iterable(map(_place, board.places)) if compared else _rows(ranked)),
        *_section(f"Early, not ranked: under {ENOUGH_FOR_RANK} ratings", board.early),
        *_section(f"Too few for a score: under {ENOUGH_FOR_SCORE} ratings", board.hidden),
        *([""] if board.unnamed else []),
        *_rows(board.unnamed),
    ]
    if not compared:
        return rows, []
    tied = any(place.tied for place in board.places)
    ties = " Those with the same number cannot be told apart." if tied else ""
    return rows, [f"Ranked by the lower end of the interval.{ties} {board.explained}"]


def _place(place: Place) -> _Rows:
    """Return the rows of a group with its rank and what to expect of it."""
    group = place.group
    rank = f"{place.rank}=" if place.tied else f"{place.rank}."
    expected = amount_text(place.drawn, group.score.unit)
    first = _row(group)
    return [first._replace(name=f"{rank} {first.name}", expected=expected), *_inner(group)]


def _rows(groups: Iterable[ScoreGroup]) -> _Rows:
    return [row for group in groups for row in (_row(group), *_inner(group))]


def _inner(group: ScoreGroup) -> _Rows:
    return [_row(within, "  ") for within in group.groups]


def _row(group: ScoreGroup, indent: str = "") -> _Row:
    score = group.score
    return _Row(
        name=indent + _clipped(printable(group.name)),
        value=value_text(score),
        interval=interval_text(score),
        mean=mean_text(score),
        n=f"{score.n:,}",
        goal=short_goal_text(score, group.goal),
        asks=_asks(group.asks),
    )


def _asks(asks: Cohort | None) -> str:
    """Render `30 % of 120`."""
    if asks is None or asks.response_rate.value is None:
        return ""
    return f"{amount_text(asks.response_rate.value, Unit.PERCENT)} of {asks.asked:,}"


def _section(title: str, groups: Sequence[ScoreGroup]) -> _Rows:
    return ["", title, *_rows(groups)] if groups else []


def _first(rows: _Rows, most: int | None) -> _Rows:
    """Return rows as far as there are lines for them, and no heading that nothing follows."""
    if most is None:
        return rows
    shown: _Rows = []
    for row in rows:
        if _lines(shown) >= most:
            break
        shown.append(row)
    return shown


def _lines(rows: _Rows) -> int:
    return sum(isinstance(row, _Row) for row in rows)


def _noun(report: ScoreReport) -> str:
    """Return what a line of the table is: one word, of which an `s` makes several."""
    single = len(report.by) == 1 and isinstance(report.by[0], Grouping)
    return by_text(report.by) if single else "line"


def _aligned(rows: Sequence[_Row | str]) -> str:
    """Set the cells of rows in columns, names to the left and figures to the right.

    A column of which nobody has anything is left out.
    """
    header, *cells = (row for row in rows if isinstance(row, _Row))
    columns = [at for at in range(len(header)) if at == 0 or any(row[at] for row in cells)]
    widths = [max(columns_of(row[at]) for row in (header, *cells)) for at in columns]
    lines = []
    for row in rows:
        if isinstance(row, str):
            lines.append(row)
            continue
        padded = (_padded(row[at], width, at) for at, width in zip(columns, widths, strict=True))
        lines.append(_GAP.join(padded))
    return "\n".join(lines)


def _padded(text: str, width: int, column: int) -> str:
    padding = " " * (width - columns_of(text))
    return padding + text if column else text + padding


def _clipped(name: str) -> str:
    if columns_of(name) <= _LONGEST_NAME:
        return name
    while columns_of(name) >= _LONGEST_NAME:
        name = name[:-1]
    return name.rstrip() + "…"
