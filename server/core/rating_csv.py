"""Ratings as rows of CSV (RFC 4180), harmless where they are opened as a spreadsheet."""

import csv
import io
import json
from collections.abc import Iterable
from typing import Final

from server.core.instants import rfc3339
from server.core.ratings import Rating

BOM: Final = "\ufeff"
"""Tells Excel that what follows is UTF-8."""
HEADER: Final = (
    *("id", "survey", "metric", "score", "scale", "band", "state", "agent", "agent_name", "team"),
    *("customer_id", "customer_email", "customer_name", "conversation", "source", "language"),
    *("comment", "reasons", "answers", "attributes", "evidence_level", "evidence_reason"),
    *("created_at", "updated_at"),
)
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def header() -> str:
    """Return the first line."""
    return _written([HEADER])


def rows(ratings: Iterable[Rating]) -> str:
    """Return a line for each rating; the columns are those of the header."""
    return _written(_row(rating) for rating in ratings)


def harmless(cell: object) -> object:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe goes before what would begin one.

    Source: OWASP, CSV Injection. Numbers are no texts, and stay as they are.
    """
    if isinstance(cell, str) and cell.lstrip(" ").startswith(_FORMULA):
        return f"'{cell}"
    return cell


def _row(rating: Rating) -> list[object]:
    customer = rating.customer
    return [
        *(rating.id, rating.survey, rating.metric, rating.score, rating.scale, rating.band),
        *(rating.state, rating.agent_key, rating.agent_name, rating.team),
        *(customer.id, customer.email, customer.name, rating.conversation),
        *(rating.source, rating.language, rating.comment, "; ".join(rating.reasons)),
        *(_json(rating.answers), _json(rating.attributes)),
        *(rating.evidence.level, rating.evidence.reason),
        *(rfc3339(rating.created_at), rfc3339(rating.updated_at)),
    ]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) if value else ""


def _written(table: Iterable[Iterable[object]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(map(harmless, row) for row in table)
    return text.getvalue()
