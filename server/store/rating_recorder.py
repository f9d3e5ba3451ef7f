"""The recorder of ratings: what customers send is committed in groups."""

from collections.abc import Sequence

from server.core.ratings import NewRating, Recorded
from server.store import ratings
from server.store.attribute_values import KnownValues
from server.store.database import Database
from server.store.recorder import Recorder
from server.store.unavailable import Unavailable


class RatingRecorder(Recorder[NewRating, Recorded]):
    """Stores ratings, each once.

    Nearly every group is new in every respect and is inserted at once. One that is not fails as a
    whole and is stored with a look at each.
    """

    def __init__(self, database: Database) -> None:
        super().__init__(self._commit_ratings)
        self._database = database
        self._values = KnownValues(database)

    async def _commit_ratings(self, group: Sequence[NewRating]) -> Sequence[Recorded]:
        wide = await self._values.admit(group)
        try:
            await self._database.insert(ratings.rows_of(group, wide))
        except Unavailable:
            raise
        except Exception:  # the other way is taken, whatever it says
            return await self._database.write(ratings.record_each, group)
        return [ratings.recorded(new) for new in group]
