"""Counting the tallies anew from the ratings: to compare them, and to mend or fill them."""

import json
from collections.abc import Iterator, Sequence

from server.core.attributes import attribute_texts
from server.store import attribute_values
from server.store.attribute_values import Key, tallied
from server.store.steps import Row, Steps, insert_all, query
from server.store.tally import (
    TALLIES,
    Attributes,
    Cell,
    Counted,
    Entry,
    Sums,
    add_up,
    entering,
    no_sums,
)

TALLY_DUE = "tally_due"
"""The number in `meta` that is 1 from a step that changes the tallies until they are counted."""


def differences() -> Steps[list[tuple[Cell, int]]]:
    """Compare every tally with a fresh count of all ratings; empty while they are true.

    Each comes with how many ratings the tally has too many, 0 when only the comments differ. A month of a survey
    is compared at a time, so that memory is bounded.
    """
    found: list[tuple[Cell, int]] = []
    for month in (yield query("tally.months")):
        survey_id = month["survey_id"]
        wide = yield from attribute_values.wide_keys(survey_id)
        sums = no_sums()
        for day in _days(month["month"]):
            rows = yield query("tally.fresh", survey_id=survey_id, rated_on=day)
            add_up(sums, _entries(survey_id, rows, wide))
        kept = yield from _kept(survey_id, month["month"], wide)
        found += _compared(kept, sums)
    return found


def recount() -> Steps[None]:
    """Count every tally anew, in this transaction."""
    for tally in TALLIES:
        yield query(tally.clear)
    yield query("attribute_values.forget_all")
    for month in (yield query("tally.months")):
        survey_id = month["survey_id"]
        for day in _days(month["month"]):
            rows = yield query("tally.fresh", survey_id=survey_id, rated_on=day)
            wide = yield from attribute_values.admit(_values(survey_id, rows))
            yield from insert_all(entering(_entries(survey_id, rows, wide)))
    yield query("meta.put", name=TALLY_DUE, value=0)


def recount_if_due() -> Steps[None]:
    """Count them anew when a step of the schema asked for it."""
    rows = yield query("meta.value", name=TALLY_DUE)
    if rows and rows[0]["value"]:
        yield from recount()


def _days(month: str) -> Iterator[str]:
    """Yield every text that may be a day of a month: more than there are do no harm."""
    return (f"{month}-{day:02}" for day in range(1, 32))


def _values(survey_id: str, rows: Sequence[Row]) -> Iterator[tuple[Key, str]]:
    for text in {row["attributes"] for row in rows}:
        for key, value in attribute_texts(json.loads(text)).items():
            yield (survey_id, key), value


def _entries(survey_id: str, rows: Sequence[Row], wide: frozenset[Key]) -> Iterator[Entry]:
    # Few texts, and many rows of each.
    known: dict[str, Attributes] = {}
    for row in rows:
        text = row["attributes"]
        if text not in known:
            known[text] = tallied(survey_id, attribute_texts(json.loads(text)), wide)
        counted = Counted(survey_id, *(row[name] for name in Counted._fields[1:]))
        n, comments = int(row["n"]), int(row["comments"])
        yield Entry(counted, known[text], n, comments)


def _kept(survey_id: str, month: str, wide: frozenset[Key]) -> Steps[Sums]:
    sums: Sums = {}
    # Days are texts, and what follows all of a month need not be a day.
    ends = {"since_on": f"{month}-01", "until_on": f"{month}-32"}
    for tally in TALLIES:
        rows = yield query(tally.kept, survey_id=survey_id, **ends)
        names = tally.cell._fields
        sums[tally.cell] = {
            tuple(row[name] for name in names): [int(row["n"]), int(row["comments"])]
            for row in rows
            if "key" not in names or (survey_id, row["key"]) not in wide
        }
    return sums


def _compared(kept: Sums, fresh: Sums) -> Iterator[tuple[Cell, int]]:
    nothing = [0, 0]
    for tally in TALLIES:
        ours, true = kept[tally.cell], fresh[tally.cell]
        for key in sorted(ours.keys() | true.keys()):
            n, right = ours.get(key, nothing), true.get(key, nothing)
            if n != right:
                yield tally.cell._make(key), n[0] - right[0]
