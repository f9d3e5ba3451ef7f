"""Customers by what they have answered: who they are told apart by is their id, else their e-mail address."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Final

from server.core.bands import Band, Metric, scores_of
from server.core.instants import Instant
from server.core.risk import Answered, History
from server.store import surveys
from server.store.ids import first_id
from server.store.steps import Row, Steps, query

MOST_RATINGS: Final = 50_000
MOST_ASKS: Final = 50_000
"""The newest are read, and no more."""


@dataclass(frozen=True, slots=True)
class HistoryFilter:
    """Which histories: since when, of which survey if not all; `value` is the attribute that says what one is worth."""

    since: Instant
    survey_id: str | None = None
    value: str | None = None


def histories(wanted: HistoryFilter) -> Steps[list[History]]:
    """Return what each known customer has rated since an instant, and when they were asked.

    A rehearsal is looked at only when it is the survey that is named: nobody in it can leave.
    """
    everything = yield from surveys.current()
    rehearsals = {survey.id for survey in everything if survey.document.rehearsal}
    ignored = rehearsals - {wanted.survey_id}
    rated = yield query(
        "customers.rated",
        survey_id=wanted.survey_id,
        since=wanted.since,
        since_id=first_id(wanted.since),
        most=MOST_RATINGS,
    )
    asked = yield query(
        "customers.asked", survey_id=wanted.survey_id, since=wanted.since, most=MOST_ASKS
    )
    rated = [row for row in rated if row["survey_id"] not in ignored]
    asked = [row for row in asked if row["survey_id"] not in ignored]
    ids = {row["customer_email"]: row["customer_id"] for row in [*rated, *asked] if _has_both(row)}
    asks = _by_customer(asked, ids)
    return [
        _history(customer, rows, asks.get(customer, ()), wanted.value)
        for customer, rows in _by_customer(rated, ids).items()
    ]


def _has_both(row: Row) -> bool:
    return row["customer_id"] is not None and row["customer_email"] is not None


def _by_customer(rows: Iterable[Row], ids: Mapping[str, str]) -> dict[str, list[Row]]:
    """Return the rows of each, oldest first; an address belongs to the id that it was once seen with."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row["created_at"], row["id"])):
        email = row["customer_email"]
        found[row["customer_id"] or ids.get(email, email)].append(row)
    return dict(found)


def _history(
    customer: str, rated: Sequence[Row], asked: Sequence[Row], value: str | None
) -> History:
    names = [row["customer_name"] for row in rated if row["customer_name"]]
    return History(
        customer=customer,
        name=names[-1] if names else None,
        answers=[_answered(row) for row in rated],
        asked=[row["created_at"] for row in asked],
        value=None if value is None else _worth(rated, value),
    )


def _answered(row: Row) -> Answered:
    lowest, *_, highest = scores_of(Metric(row["metric"]), row["scale"])
    band = Band(row["band"])
    return Answered(
        rating_id=row["id"],
        at=row["created_at"],
        share=(row["score"] - lowest) / (highest - lowest),
        band=band,
        is_open=band is Band.NEGATIVE and bool(row["untouched"]),
    )


def _worth(rated: Sequence[Row], key: str) -> float | None:
    """Return the latest value of an attribute that is a number."""
    for row in reversed(rated):
        value = json.loads(row["attributes"]).get(key)
        try:
            worth = float(value)
        except (TypeError, ValueError):
            continue
        if isfinite(worth):
            return worth
    return None
