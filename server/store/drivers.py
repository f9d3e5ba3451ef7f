"""What the drivers of a score are looked for in: ratings of a period, counted by what they have in common."""

import json
from typing import Final

from server.core.attributes import attribute_texts
from server.core.bands import Band
from server.core.drivers import Alike, Offers, offers_of
from server.core.periods import Period
from server.store import surveys
from server.store.steps import Row, Steps, query

MOST_RATINGS: Final = 50_000
"""Of a period the newest are looked at, and no more."""


def looked_at(survey_id: str, period: Period) -> Steps[tuple[list[Alike], Offers]]:
    """Return the newest counted ratings of a period, and which reasons were offered to them."""
    rows = yield query(
        "drivers.alike",
        survey_id=survey_id,
        since_on=period.start_on.isoformat(),
        until_on=period.end_on.isoformat(),
        most=MOST_RATINGS,
    )
    alike = [_alike(row) for row in rows]
    offers: Offers = {}
    for number in {each.version for each in alike}:
        offers |= offers_of((yield from surveys.version(survey_id, number)))
    return alike, offers


def _alike(row: Row) -> Alike:
    return Alike(
        version=row["survey_version"],
        scale=row["scale"],
        score=row["score"],
        band=Band(row["band"]),
        reasons=frozenset(json.loads(row["reasons"])),
        attributes=tuple(attribute_texts(json.loads(row["attributes"])).items()),
        n=row["n"],
    )
