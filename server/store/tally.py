"""The tallies: ratings counted by day, agent, score and more, true at every commit.

`tally` tells apart everything but attributes. The others count the counted ratings again, each by the little that one
kind of question needs, and they do so by day and by month, so that a year of ten million ratings is read in some
thousand rows. server/store/counts.py chooses between them.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple, TypeAlias

from server.store.steps import Bulk

DAY: Final = "day"
MONTH: Final = "month"
COUNTED: Final = "counted"

Attributes: TypeAlias = tuple[tuple[str, str], ...]
"""Keys and values as texts, of those attributes alone that are tallied."""


class Counted(NamedTuple):
    """A cell of `tally`: what a rating is counted under. '' stands for "not given"."""

    survey_id: str
    rated_on: str
    agent_key: str
    team: str
    source: str
    language: str
    state: str
    scale: int
    score: int
    band: str


class ByAgent(NamedTuple):
    """A cell of `agent_tally`; `starts_on` is the day, or the first day of the month."""

    survey_id: str
    grain: str
    starts_on: str
    agent_key: str
    team: str
    scale: int
    score: int
    band: str


class BySource(NamedTuple):
    """A cell of `source_tally`."""

    survey_id: str
    grain: str
    starts_on: str
    source: str
    language: str
    scale: int
    score: int
    band: str


class ByAttribute(NamedTuple):
    """A cell of `attribute_tally`."""

    survey_id: str
    key: str
    grain: str
    starts_on: str
    value: str
    scale: int
    score: int
    band: str


class ByAttributeAndAgent(NamedTuple):
    """A cell of `agent_attribute_tally`."""

    survey_id: str
    key: str
    grain: str
    starts_on: str
    value: str
    agent_key: str
    team: str
    scale: int
    score: int
    band: str


Cell: TypeAlias = Counted | ByAgent | BySource | ByAttribute | ByAttributeAndAgent


class Tally(NamedTuple):
    """A tally: what it tells apart, and the queries that add to it, read it whole and empty it."""

    cell: type[Cell]
    add: str
    kept: str
    clear: str


TALLIES: Final = (
    Tally(Counted, "tally.add", "tally.kept", "tally.clear"),
    Tally(ByAgent, "tally.add_agent", "tally.kept_agent", "tally.clear_agent"),
    Tally(BySource, "tally.add_source", "tally.kept_source", "tally.clear_source"),
    Tally(ByAttribute, "tally.add_attribute", "tally.kept_attribute", "tally.clear_attribute"),
    Tally(
        ByAttributeAndAgent,
        "tally.add_agent_attribute",
        "tally.kept_agent_attribute",
        "tally.clear_agent_attribute",
    ),
)


class Entry(NamedTuple):
    """Ratings to count in, or with negative numbers out: how many, and how many of them have a comment."""

    counted: Counted
    attributes: Attributes
    n: int
    comments: int


Cells: TypeAlias = dict[tuple[object, ...], list[int]]
Sums: TypeAlias = dict[type[Cell], Cells]
"""By kind of cell and cell: how many ratings, and how many with a comment."""


def entering(entries: Iterable[Entry]) -> list[Bulk]:
    """Return what counts ratings in every tally they belong to; what adds up to nothing is left out."""
    sums = no_sums()
    add_up(sums, entries)
    bulks = []
    for tally in TALLIES:
        cells = sums[tally.cell].items()
        rows = [(*cell, n, comments) for cell, (n, comments) in cells if n or comments]
        if rows:
            bulks.append(Bulk(tally.add, rows))
    return bulks


def no_sums() -> Sums:
    """Return sums of nothing."""
    return {tally.cell: {} for tally in TALLIES}


def add_up(sums: Sums, entries: Iterable[Entry]) -> None:
    """Add entries to sums. The cells are plain tuples, since this is done for every click."""
    for counted, attributes, n, comments in entries:
        _add(sums[Counted], counted, n, comments)
        survey_id, day, agent_key, team, source, language, state, *scored = counted
        if state != COUNTED:
            continue
        for grain, starts_on in ((DAY, day), (MONTH, f"{day[:7]}-01")):
            at = (survey_id, grain, starts_on)
            _add(sums[ByAgent], (*at, agent_key, team, *scored), n, comments)
            _add(sums[BySource], (*at, source, language, *scored), n, comments)
            for key, value in attributes:
                of_value = (survey_id, key, grain, starts_on, value)
                _add(sums[ByAttribute], (*of_value, *scored), n, comments)
                by_agent = (*of_value, agent_key, team, *scored)
                _add(sums[ByAttributeAndAgent], by_agent, n, comments)


def _add(cells: Cells, cell: tuple[object, ...], n: int, comments: int) -> None:
    known = cells.get(cell)
    if known is None:
        cells[cell] = [n, comments]
    else:
        known[0] += n
        known[1] += comments
