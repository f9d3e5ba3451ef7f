"""Ratings read in pages: newest first for lists, oldest first for exports, each stable while more arrive."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Final, NamedTuple

import msgspec

from server.core.bands import Band
from server.core.ratings import Rating, Source, State
from server.store.ids import first_id
from server.store.ratings import rating_of
from server.store.steps import Steps, query

AFTER_ALL: Final = "g"
"""What every id comes before: they begin with hexadecimal digits."""
MOST_ATTRIBUTES: Final = 3
"""How many attributes one question can name."""


@dataclass(frozen=True, slots=True)
class RatingFilter:
    """Which ratings to read; `None` is "any". Instants are milliseconds; `until` is not included."""

    survey_id: str | None = None
    agent_key: str | None = None
    team: str | None = None
    source: Source | None = None
    language: str | None = None
    band: Band | None = None
    state: State | None = None
    conversation: str | None = None
    customer: str | None = None
    """An id or an e-mail address."""
    text: str | None = None
    """A part of the comment, in small or capital letters."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    since: int | None = None
    until: int | None = None


def newest(wanted: RatingFilter, *, before: str | None, most: int) -> Steps[list[Rating]]:
    """Return one page, newest first; `before` is the last id of the page before."""
    rows = yield query(
        "rating_pages.newest", **_parameters(wanted), beyond=before or AFTER_ALL, most=most
    )
    return [rating_of(row) for row in rows]


def oldest(wanted: RatingFilter, *, after: str | None, most: int) -> Steps[list[Rating]]:
    """Return one page, oldest first; `after` is the last id of the page before."""
    rows = yield query("rating_pages.oldest", **_parameters(wanted), beyond=after or "", most=most)
    return [rating_of(row) for row in rows]


class Written(NamedTuple):
    """A comment with the band of its score."""

    rating_id: str
    customer: str
    band: Band
    language: str
    comment: str


def comments(survey_id: str, since: int, until: int, most: int) -> Steps[list[Written]]:
    """Return the newest comments of a period beside scores that were low or high, `most` at most."""
    rows = yield query(
        "rating_pages.comments",
        survey_id=survey_id,
        since=since,
        since_id=first_id(since),
        until=until,
        most=most,
    )
    return [
        Written(row["id"], row["customer"], Band(row["band"]), row["language"], row["comment"])
        for row in rows
    ]


def _parameters(wanted: RatingFilter) -> dict[str, object]:
    return {
        "survey_id": wanted.survey_id,
        "agent_key": wanted.agent_key,
        "team": wanted.team,
        "source": wanted.source,
        "language": wanted.language,
        "band": wanted.band,
        "state": wanted.state,
        "conversation": wanted.conversation,
        "customer": wanted.customer,
        "text": None if wanted.text is None else wanted.text.lower(),
        "since": wanted.since,
        "since_id": None if wanted.since is None else first_id(wanted.since),
        "until": wanted.until,
        **_needles(wanted.attributes),
    }


def _needles(attributes: Mapping[str, str]) -> dict[str, str | None]:
    """Return what must stand in the JSON text of the attributes: the pair of a value that is a text, or is not.

    The text is always written by `ratings`, without spaces, and the query puts a comma before every brace, so that
    every pair ends with one.
    """
    pairs = [
        (_inside({key: value}), _inside({key: msgspec.Raw(value.encode())}))
        for key, value in attributes.items()
    ]
    padded = [*pairs, *[(None, None)] * (MOST_ATTRIBUTES - len(pairs))]
    names = chain.from_iterable((f"text_{n}", f"other_{n}") for n in range(1, MOST_ATTRIBUTES + 1))
    return dict(zip(names, chain.from_iterable(padded), strict=True))


def _inside(pair: Mapping[str, object]) -> str:
    return msgspec.json.encode(pair).decode()[1:-1].replace("}", ",}") + ","
