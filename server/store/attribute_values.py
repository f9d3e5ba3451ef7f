"""Which attributes are tallied: those of few values.

An attribute that is another one for every rating, such as the number of an order, would make the tallies as large as
the ratings. So the values of each are noted, and one with more than `MOST_VALUES` in a survey is `wide`: no longer
tallied, and counted from the ratings themselves when it is asked for.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias

from server.core.attributes import attribute_texts
from server.core.ratings import NewRating
from server.store.database import Database
from server.store.steps import Bulk, Steps, query
from server.store.tally import Attributes

MOST_VALUES: Final = 200

Key: TypeAlias = tuple[str, str]
"""The id of a survey and the key of an attribute."""


def wide_keys(survey_id: str) -> Steps[frozenset[Key]]:
    """Return the attributes of a survey that have too many values to be tallied."""
    rows = yield query("attribute_values.wide", survey_id=survey_id, most=MOST_VALUES)
    return frozenset((survey_id, row["key"]) for row in rows)


def admit(values: Iterable[tuple[Key, str]]) -> Steps[frozenset[Key]]:
    """Note values before they are tallied; return those of their keys that are wide, or become so by it."""
    seen: defaultdict[Key, set[str]] = defaultdict(set)
    for key, value in values:
        seen[key].add(value)
    wide = set()
    for key, given in sorted(seen.items()):
        survey_id, name = key
        rows = yield query("attribute_values.of_key", survey_id=survey_id, key=name)
        known = {row["value"] for row in rows}
        # One more than may be tallied is noted, and says that there are too many.
        fresh = sorted(given - known)[: MOST_VALUES + 1 - len(known)]
        yield Bulk("attribute_values.insert", [(*key, value) for value in fresh])
        if len(known) + len(fresh) > MOST_VALUES:
            wide.add(key)
            if fresh:
                yield query("tally.forget_attribute", survey_id=survey_id, key=name)
                yield query("tally.forget_agent_attribute", survey_id=survey_id, key=name)
    return frozenset(wide)


def values_of(ratings: Iterable[NewRating]) -> Iterator[tuple[Key, str]]:
    """Name every attribute that ratings have."""
    for rating in ratings:
        if rating.attributes:
            for name, value in attribute_texts(rating.attributes).items():
                yield (rating.survey_id, name), value


def tallied(survey_id: str, attributes: dict[str, str], wide: frozenset[Key]) -> Attributes:
    """Return the attributes of a rating that are tallied."""
    return tuple(item for item in attributes.items() if (survey_id, item[0]) not in wide)


class KnownValues:
    """Remembers which values are noted, so that the database is asked once for each."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._noted: set[tuple[Key, str]] = set()
        self._wide: frozenset[Key] = frozenset()

    async def admit(self, ratings: Sequence[NewRating]) -> frozenset[Key]:
        """Note what is new in ratings; return every key that is known to be wide."""
        given = [value for value in values_of(ratings) if value[0] not in self._wide]
        fresh = [value for value in given if value not in self._noted]
        if fresh:
            self._wide |= await self._database.write(admit, fresh)
            self._noted.update(fresh)
            self._noted = {value for value in self._noted if value[0] not in self._wide}
        return self._wide
