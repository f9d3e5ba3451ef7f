"""Ratings as a stream of CSV or NDJSON, of any size in the memory of one page."""

from collections.abc import AsyncIterator, Sequence
from typing import Final, Literal, TypeAlias

import msgspec

from server.api.rating_json import rating_json
from server.core import rating_csv
from server.core.ratings import Rating
from server.store import rating_pages
from server.store.database import Database
from server.store.rating_pages import RatingFilter

Format: TypeAlias = Literal["csv", "ndjson"]
PAGE: Final = 500
_ENCODER: Final = msgspec.json.Encoder()


async def rating_stream(
    database: Database, wanted: RatingFilter, kind: Format, *, bom: bool = False
) -> AsyncIterator[str]:
    """Yield the text of all ratings that are wanted, oldest first, a page at a time.

    Each is what it is when its page is read; one that arrives meanwhile comes last.
    """
    if kind == "csv":
        yield (rating_csv.BOM if bom else "") + rating_csv.header()
    after: str | None = None
    while page := await database.read(rating_pages.oldest, wanted, after=after, most=PAGE):
        yield rating_csv.rows(page) if kind == "csv" else _lines(page)
        after = page[-1].id


def _lines(page: Sequence[Rating]) -> str:
    return _ENCODER.encode_lines([rating_json(rating) for rating in page]).decode()
