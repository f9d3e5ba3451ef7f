"""Counts of ratings into groups: by agent, attribute, month and more, in an order that people can read."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from server.core.bands import Band, Metric
from server.core.periods import MONTHS, Period
from server.core.score_filter import Attribute, By, Grouping, ScoreFilter
from server.core.scores import Score, ScoreGroup, Trend, score_of, standings

QUARTER_SECONDS: Final = 900

TIMES: Final = frozenset({Grouping.DAY, Grouping.WEEK, Grouping.MONTH, Grouping.HOUR})
"""Groups of these are in the order of time; all others are in that of `standings`."""

# The longest period, in days, that has a point a day, and a point a week; a longer one has one a month.
DAILY_UP_TO: Final = 45
WEEKLY_UP_TO: Final = 190

_NOT_GIVEN: Final = {
    Grouping.AGENT: "Nobody named",
    Grouping.TEAM: "No team",
    Grouping.LANGUAGE: "No language",
}


class Count(NamedTuple):
    """How many ratings are alike in all this, and how many of them have a comment; '' is not given or not asked.

    `on` is their day or the first day of their month, `quarter` the quarter of an hour since 1970.
    """

    survey_id: str
    on: str
    quarter: int
    agent_key: str
    team: str
    source: str
    language: str
    attributes: tuple[tuple[str, str], ...]
    scale: int
    score: int
    band: str
    n: int
    comments: int

    def value_of(self, key: str) -> str:
        """Return the value of an attribute."""
        return next((value for name, value in self.attributes if name == key), "")


@dataclass(frozen=True, slots=True)
class Names:
    """What groups are called, by key."""

    agents: Mapping[str, str]
    surveys: Mapping[str, tuple[str, str]]
    """By id: slug and name."""


@dataclass(frozen=True, slots=True)
class Grouper:
    """Makes scores of counts of surveys of one metric.

    Groups and points take the scale of the whole, so that one that used a single scale is counted as all are.
    `scales` are those that the surveys have now.
    """

    metric: Metric
    formula: str
    scales: frozenset[int]
    timezone: str
    names: Names

    def whole(self, counts: Sequence[Count]) -> Score:
        """Pool all counts into one score."""
        return self.score(counts, self.scale_of(counts))

    def scale_of(self, counts: Iterable[Count]) -> int | None:
        """Return the one scale of counts, None if there are several."""
        scales = {count.scale for count in counts} or self.scales
        return next(iter(scales)) if len(scales) == 1 else None

    def score(self, counts: Iterable[Count], scale: int | None) -> Score:
        """Pool counts into one score on the scale of the whole."""
        distribution: defaultdict[int, int] = defaultdict(int)
        bands: defaultdict[Band, int] = defaultdict(int)
        for count in counts:
            distribution[count.score] += count.n
            bands[Band(count.band)] += count.n
        return score_of(
            self.metric, distribution=distribution, bands=bands, scale=scale, formula=self.formula
        )

    def groups(self, counts: Sequence[Count], by: Sequence[By]) -> tuple[ScoreGroup, ...]:
        """Group counts by the first of `by`, and each group by the next; best first, or by time."""
        return self._groups(counts, by, self.scale_of(counts))

    def _groups(
        self, counts: Sequence[Count], by: Sequence[By], scale: int | None
    ) -> tuple[ScoreGroup, ...]:
        if not by:
            return ()
        first, *rest = by
        key_of = self._key_of(first)
        found: defaultdict[str, list[Count]] = defaultdict(list)
        for count in counts:
            found[key_of(count)].append(count)
        groups = [
            ScoreGroup(
                key=key or None,
                name=self._name(first, key),
                score=self.score(alike, scale),
                groups=self._groups(alike, rest, scale),
                comments=sum(count.comments for count in alike),
            )
            for key, alike in found.items()
        ]
        return ordered(groups, first)

    def trend(self, counts: Sequence[Count], period: Period) -> Trend:
        """Return a score for each day, week or month of a period, also for those without ratings."""
        by = trend_step(period)
        key_of = self._key_of(by)
        found: dict[str, list[Count]] = {key: [] for key in _keys_within(period, by)}
        for count in counts:
            found[key_of(count)].append(count)
        scale = self.scale_of(counts)
        points = tuple(
            ScoreGroup(
                key=key,
                name=self._name(by, key),
                score=self.score(alike, scale),
                comments=sum(count.comments for count in alike),
            )
            for key, alike in found.items()
        )
        return Trend(by, points)

    def _key_of(self, by: By) -> Callable[[Count], str]:
        if isinstance(by, Attribute):
            return lambda count: count.value_of(by.key)
        keys: dict[Grouping, Callable[[Count], str]] = {
            Grouping.AGENT: lambda count: count.agent_key,
            Grouping.TEAM: lambda count: count.team,
            Grouping.SURVEY: lambda count: self.names.surveys[count.survey_id][0],
            Grouping.SOURCE: lambda count: count.source,
            Grouping.LANGUAGE: lambda count: count.language,
            Grouping.DAY: lambda count: count.on,
            Grouping.WEEK: lambda count: _monday(count.on),
            Grouping.MONTH: lambda count: count.on[:7],
            Grouping.HOUR: lambda count: _hour(count.quarter, self.timezone),
        }
        return keys[by]

    def _name(self, by: By, key: str) -> str:
        if isinstance(by, Attribute):
            return key or "Not given"
        if not key:
            return _NOT_GIVEN.get(by, "Not given")
        names: dict[Grouping, Callable[[], str]] = {
            Grouping.AGENT: lambda: self.names.agents.get(key, key),
            Grouping.SURVEY: lambda: dict(self.names.surveys.values())[key],
            Grouping.WEEK: lambda: _week_name(key),
            Grouping.MONTH: lambda: f"{MONTHS[int(key[5:]) - 1]} {key[:4]}",
            Grouping.HOUR: lambda: f"{key}:00",
        }
        return names[by]() if by in names else key


def ordered(groups: Iterable[ScoreGroup], by: By) -> tuple[ScoreGroup, ...]:
    """Put groups in the order to show them: by time, or as they stand."""
    if by in TIMES:
        return tuple(sorted(groups, key=lambda group: group.key or ""))
    order = standings(groups)
    return (*order.ranked, *order.early, *order.too_few, *order.unnamed)


def trend_step(period: Period) -> Grouping:
    """Return what the points of a report's trend are: few enough to be drawn, many enough to show it.

    A year has its months, since they are tallied as such; charts may go into more detail.
    """
    if period.days <= DAILY_UP_TO:
        return Grouping.DAY
    return Grouping.WEEK if period.days <= WEEKLY_UP_TO else Grouping.MONTH


def is_chosen(count: Count, only: ScoreFilter) -> bool:
    """Tell whether counted ratings are among those that a filter chooses."""
    wanted = (only.agent, only.team, only.source, only.language, only.band)
    given = (count.agent_key, count.team, count.source, count.language, count.band)
    if any(want not in {None, have} for want, have in zip(wanted, given, strict=True)):
        return False
    return all(count.value_of(key) == value for key, value in only.attributes.items())


def _keys_within(period: Period, by: Grouping) -> Iterator[str]:
    """Yield the key of every day, week or month that a period touches, some many times over."""
    for number in range(period.days):
        day = (period.start_on + timedelta(days=number)).isoformat()
        if by is Grouping.DAY:
            yield day
        else:
            yield _monday(day) if by is Grouping.WEEK else day[:7]


def _monday(day: str) -> str:
    found = date.fromisoformat(day)
    return (found - timedelta(days=found.weekday())).isoformat()


def _week_name(monday: str) -> str:
    start_on = date.fromisoformat(monday)
    return Period(start_on, start_on + timedelta(days=7), "", "").dates


def _hour(quarter: int, timezone: str) -> str:
    moment = datetime.fromtimestamp(quarter * QUARTER_SECONDS, ZoneInfo(timezone))
    return f"{moment.hour:02}"
