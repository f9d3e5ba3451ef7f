"""Ratings of the past: stored many at a time, each once."""

from collections.abc import Sequence

from server.core.ratings import NewRating
from server.store import attribute_values
from server.store.ratings import request_mark, rows_of_history
from server.store.steps import Steps, insert_all, query


def known(batch: Sequence[NewRating]) -> Steps[set[str]]:
    """Return the ids of those of a batch that are here already, from an import or under the id they were exported with.

    Each must have a request id, and no two the same.
    """
    found = set()
    for new in batch:
        request_id = new.request_id or ""
        mark = request_mark(new.survey_id, request_id)
        if (yield query("ratings.id_by_mark", mark=mark)) or (
            yield query("ratings.for_change", id=request_id)
        ):
            found.add(new.id)
    return found


def add(batch: Sequence[NewRating]) -> Steps[int]:
    """Store those of a batch that are not here yet; return how many they are."""
    repeats = yield from known(batch)
    fresh = [new for new in batch if new.id not in repeats]
    wide = yield from attribute_values.admit(attribute_values.values_of(fresh))
    yield from insert_all(rows_of_history(fresh, wide))
    return len(fresh)
