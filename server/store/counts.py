"""Counts of ratings for a question, from the smallest tally that can answer it.

What no tally tells apart is counted from the ratings themselves: by hour; an attribute together with a source, a
language or another attribute; and attributes of very many values. That takes time for each rating in the period, so
there is a limit to how many are looked at.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from server.core.attributes import attribute_texts
from server.core.breakdowns import Count, is_chosen
from server.core.periods import Period
from server.core.score_filter import Attribute, By, Grouping, ScoreFilter
from server.store import attribute_values
from server.store.steps import Query, Row, Steps, query
from server.store.tally import DAY, MONTH, Attributes

MOST_LOOKED_AT: Final = 200_000
"""How many ratings of a survey are looked at for one answer, when no tally can give it."""

_PEOPLE: Final = frozenset({Grouping.AGENT, Grouping.TEAM})
_WAYS: Final = frozenset({Grouping.SOURCE, Grouping.LANGUAGE})
_DAYS: Final = frozenset({Grouping.DAY, Grouping.WEEK})


class TooManyRatings(Exception):
    """No tally can answer, and there are too many ratings in the period to look at each. Says so in a sentence."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be counted: which ratings of a period, and what is to be told apart."""

    period: Period
    only: ScoreFilter
    by: tuple[By, ...]

    @property
    def keys(self) -> list[str]:
        """The attributes that matter."""
        by = [each.key for each in self.by if isinstance(each, Attribute)]
        return list(dict.fromkeys([*by, *self.only.attributes]))

    @property
    def people(self) -> bool:
        return bool(self.only.agent or self.only.team or _PEOPLE & set(self.by))

    @property
    def ways(self) -> bool:
        return bool(self.only.source or self.only.language or _WAYS & set(self.by))

    @property
    def hourly(self) -> bool:
        return Grouping.HOUR in self.by

    @property
    def daily(self) -> bool:
        return bool(_DAYS & set(self.by))

    @property
    def on_length(self) -> int:
        """How many letters of a day matter: those of a day, of a month, or none."""
        if self.daily:
            return 10
        return 7 if Grouping.MONTH in self.by else 0

    @property
    def told_ways(self) -> dict[str, object]:
        """The parameters that choose sources and languages, and say which of the two must be told apart."""
        return {
            "source": self.only.source,
            "language": self.only.language,
            "by_source": int(bool(self.only.source) or Grouping.SOURCE in self.by),
            "by_language": int(bool(self.only.language) or Grouping.LANGUAGE in self.by),
        }

    def spans(self) -> "Iterator[_Span]":
        """Yield the whole months of the period, and the days around them.

        All of it is by days where days matter, and where only the tally that has no months can answer.
        """
        start_on, end_on = self.period.start_on, self.period.end_on
        first, last = _month_from(start_on), end_on.replace(day=1)
        if self.daily or first >= last or (self.people and self.ways):
            yield _Span(DAY, start_on, end_on)
            return
        yield _Span(DAY, start_on, first)
        yield _Span(MONTH, first, last)
        yield _Span(DAY, last, end_on)


class _Span(NamedTuple):
    grain: str
    since_on: date
    until_on: date

    def where(self) -> dict[str, object]:
        """Return the parameters that choose its days or months."""
        until_on = self.until_on.isoformat()
        return {"grain": self.grain, "since_on": self.since_on.isoformat(), "until_on": until_on}


def read(
    survey_ids: Sequence[str], wanted: Wanted, teams: Mapping[str, str | None]
) -> Steps[list[Count]]:
    """Return counts of what is wanted, told apart by at least what it is grouped by.

    `teams` are those of agents, for ratings that named none. Raises `TooManyRatings`.
    """
    found: list[Count] = []
    for survey_id in survey_ids:
        found += yield from _of_survey(survey_id, wanted)
    if wanted.people:
        found = [_with_team(count, teams) for count in found]
    if wanted.only == ScoreFilter():
        return found
    return [count for count in found if is_chosen(count, wanted.only)]


def _with_team(count: Count, teams: Mapping[str, str | None]) -> Count:
    team = None if count.team else teams.get(count.agent_key)
    return count._replace(team=team) if team else count


def _of_survey(survey_id: str, wanted: Wanted) -> Steps[list[Count]]:
    if wanted.hourly or (yield from _beyond_tallies(survey_id, wanted)):
        return (yield from _of_ratings(survey_id, wanted))
    if wanted.keys:
        return (yield from _of_attribute(survey_id, wanted, wanted.keys[0]))
    return (yield from _of_tally(survey_id, wanted))


def _beyond_tallies(survey_id: str, wanted: Wanted) -> Steps[bool]:
    keys = wanted.keys
    if not keys:
        return False
    if len(keys) > 1 or wanted.ways:
        return True
    wide = yield from attribute_values.wide_keys(survey_id)
    return (survey_id, keys[0]) in wide


def _of_tally(survey_id: str, wanted: Wanted) -> Steps[list[Count]]:
    """Count from the tally by agent, the one by source, or the one that tells all apart."""
    counts: list[Count] = []
    for span in wanted.spans():
        rows = yield _tally_query(survey_id, wanted, span)
        counts += [_count(survey_id, row) for row in rows]
    return counts


def _tally_query(survey_id: str, wanted: Wanted, span: "_Span") -> Query:
    where = {"survey_id": survey_id, "on_length": wanted.on_length, **span.where()}
    if not wanted.people:
        return query("tally.counts_by_source", **where, **wanted.told_ways)
    if not wanted.ways:
        return query("tally.counts_by_agent", **where, agent_key=wanted.only.agent)
    return query("tally.counts", **where, **wanted.told_ways, agent_key=wanted.only.agent)


def _of_attribute(survey_id: str, wanted: Wanted, key: str) -> Steps[list[Count]]:
    value = wanted.only.attributes.get(key)
    counts: list[Count] = []
    for span in wanted.spans():
        where = {"survey_id": survey_id, "key": key, "value": value, **span.where()}
        where["on_length"] = wanted.on_length
        if wanted.people:
            where["agent_key"] = wanted.only.agent
            rows = yield query("tally.counts_by_agent_attribute", **where)
        else:
            rows = yield query("tally.counts_by_attribute", **where)
        counts += [_count(survey_id, row, ((key, row["value"]),)) for row in rows]
    if value is None:
        counts += _left((yield from _of_tally(survey_id, wanted)), counts)
    return counts


def _left(whole: Sequence[Count], named: Sequence[Count]) -> list[Count]:
    """Return the ratings that do not have the attribute: no tally holds them, but the whole does."""
    left: defaultdict[Count, list[int]] = defaultdict(lambda: [0, 0])
    for counts, sign in ((whole, 1), (named, -1)):
        for count in counts:
            bare = count._replace(attributes=(), n=0, comments=0)
            left[bare][0] += sign * count.n
            left[bare][1] += sign * count.comments
    return [bare._replace(n=n, comments=comments) for bare, (n, comments) in left.items() if n > 0]


def _of_ratings(survey_id: str, wanted: Wanted) -> Steps[list[Count]]:
    yield from _refuse_too_many(survey_id, wanted.period)
    only = wanted.only
    rows = yield query(
        "tally.counts_of_ratings",
        survey_id=survey_id,
        since_on=wanted.period.start_on.isoformat(),
        until_on=wanted.period.end_on.isoformat(),
        on_length=wanted.on_length,
        agent_key=only.agent,
        by_agent=int(wanted.people),
        by_attributes=int(bool(wanted.keys)),
        by_quarter=int(wanted.hourly),
        **wanted.told_ways,
    )
    texts = {text: _attributes(text) for text in {row["attributes"] for row in rows}}
    return [_count(survey_id, row, texts[row["attributes"]]) for row in rows]


def _attributes(text: str) -> Attributes:
    return tuple(attribute_texts(json.loads(text)).items())


def _refuse_too_many(survey_id: str, period: Period) -> Steps[None]:
    everything = yield from _of_tally(survey_id, Wanted(period, ScoreFilter(), ()))
    n = sum(count.n for count in everything)
    if n > MOST_LOOKED_AT:
        raise TooManyRatings(
            f"To answer this each rating must be looked at, and there are {n:,} in {period.label}; "
            f"up to {MOST_LOOKED_AT:,} can be. Ask about fewer days."
        )


def _count(survey_id: str, row: Row, attributes: Attributes = ()) -> Count:
    return Count(
        survey_id,
        row["told_on"],
        row["quarter"],
        row["agent_key"],
        row["team"],
        row["source"],
        row["language"],
        attributes,
        row["scale"],
        row["score"],
        row["band"],
        int(row["n"]),
        int(row["comments"]),
    )


def _month_from(day: date) -> date:
    """Return the first day of a month that is not before a day."""
    if day.day == 1:
        return day
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
