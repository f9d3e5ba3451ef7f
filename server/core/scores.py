"""Figures computed from many ratings: CSAT, CES, NPS and PMF, with n, interval and change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from server.core.bands import Band, Metric
from server.core.formulas import (
    FORMULAS,
    Formula,
    Unit,
    difference_of_values,
    figure_of_values,
    formulas_of,
    values_of,
)
from server.core.intervals import CONFIDENCE, Interval, bounded_mean_interval, mean_of
from server.core.periods import Period
from server.core.rates import Cohort, Rate
from server.core.score_filter import By

# Below the first no score is shown, below the second it is early and not ranked.
ENOUGH_FOR_SCORE: Final = 5
ENOUGH_FOR_RANK: Final = 30


@dataclass(frozen=True, slots=True)
class Score:
    """One figure and what it rests on; full floats, rounding is the presenter's job.

    `value` is in the `unit` of the formula: per cent from 0 to 100, points from −100 to 100, or a
    mean on the scale. It and `interval` are None below 5 ratings. `mean` and `mean_interval` stand
    beside a share of CES, in points of its scale.
    """

    metric: Metric
    scale: int | None
    formula: str
    value: float | None
    interval: Interval | None
    n: int
    distribution: Mapping[int, int]
    bands: Mapping[Band, int]
    mean: float | None = None
    mean_interval: Interval | None = None
    confidence: float = CONFIDENCE

    @property
    def unit(self) -> Unit:
        return FORMULAS[self.formula].unit

    @property
    def values(self) -> Mapping[int, int]:
        """What the answers are worth under the formula: value → count."""
        return values_of(FORMULAS[self.formula], bands=self.bands, distribution=self.distribution)

    def counts_like(self, other: "Score") -> bool:
        """Whether both are the same figure of other ratings, so that they may be compared."""
        same_scale = self.unit is not Unit.MEAN or self.scale == other.scale
        return self.formula == other.formula and same_scale

    @property
    def early(self) -> bool:
        """Whether there is a score, but on too few ratings (under 30) to be ranked."""
        return ENOUGH_FOR_SCORE <= self.n < ENOUGH_FOR_RANK

    @property
    def too_few(self) -> bool:
        """Whether there are too few ratings (under 5) for a score to be shown."""
        return self.n < ENOUGH_FOR_SCORE


@dataclass(frozen=True, slots=True)
class Change:
    """A score minus an earlier one, in points of their unit, and how sure that is."""

    delta: float
    interval: Interval
    unit: Unit = Unit.PERCENT

    @property
    def detectable(self) -> bool:
        """Whether the interval leaves out zero."""
        return self.interval.low > 0 or self.interval.high < 0


@dataclass(frozen=True, slots=True)
class ScoreGroup:
    """The score of one agent, month, …; `key` is None for ratings that name none.

    `comments` is how many of the ratings have a comment, `asks` who was asked for them where that is known, `goal` the
    score it is to reach if it has its own.
    """

    key: str | None
    name: str
    score: Score
    groups: tuple["ScoreGroup", ...] = ()
    comments: int = 0
    asks: Cohort | None = None
    goal: float | None = None

    @property
    def comment_rate(self) -> Rate:
        return Rate(self.comments, self.score.n)


@dataclass(frozen=True, slots=True)
class Trend:
    """The score of each day, week or month of a period, in their order, also of those without ratings."""

    by: By
    points: tuple[ScoreGroup, ...]


@dataclass(frozen=True, slots=True)
class Earlier:
    """The score of another period, that a score is compared with."""

    period: Period
    score: Score


@dataclass(frozen=True, slots=True)
class BaselineFigure:
    """The figure that a survey's scores began from: of a period, or known from elsewhere, when it has none.

    `value` and `interval` are in the score's unit, None where too few ratings (under 5) make no
    score; `change` is the score less this one.
    """

    period: Period | None
    value: float | None
    interval: Interval | None
    n: int
    change: Change | None


@dataclass(frozen=True, slots=True)
class ScoreReport:
    """The answer to one question about one survey, the same for Slack, terminal and API.

    `previous` is the score of `period.previous()`, `versus` of another period if one was asked for; `groups` are
    empty unless asked for (`by`). `comments` is how many of the ratings have a comment. `asks` are those who were
    asked in the period; None where a filter says what is known of ratings alone, or there are too many asks. `goal` and
    `baseline` are there where the survey has them.
    """

    title: str
    survey: str | None
    period: Period
    score: Score
    previous: Score
    by: tuple[By, ...] = ()
    groups: tuple[ScoreGroup, ...] = ()
    versus: Earlier | None = None
    trend: Trend | None = None
    comments: int = 0
    asks: Cohort | None = None
    goal: float | None = None
    baseline: BaselineFigure | None = None

    @property
    def change(self) -> Change | None:
        return change(self.score, self.previous)

    @property
    def versus_change(self) -> Change | None:
        return change(self.score, self.versus.score) if self.versus else None

    @property
    def comment_rate(self) -> Rate:
        return Rate(self.comments, self.score.n)


@dataclass(frozen=True, slots=True)
class Standings:
    """Groups in the order to show them: ranked best first, early, too few, and nobody's."""

    ranked: tuple[ScoreGroup, ...]
    early: tuple[ScoreGroup, ...]
    too_few: tuple[ScoreGroup, ...]
    unnamed: tuple[ScoreGroup, ...]


def score_of(
    metric: Metric,
    *,
    distribution: Mapping[int, int],
    bands: Mapping[Band, int],
    scale: int | None = None,
    formula: str | None = None,
) -> Score:
    """Compute a score from counts by score and by band, of counted ratings only.

    The bands decide, since a rating keeps the band of the survey version it answered. `scale` is
    None when answers on several scales were pooled; then there is no mean, and where `formula`
    asks for one the metric's own counts instead, and is named. Without `formula` that one counts.
    """
    counts = {band: bands.get(band, 0) for band in Band}
    n = sum(counts.values())
    if n != sum(distribution.values()):
        raise ValueError(f"{n} ratings by band, but {sum(distribution.values())} by score")
    counted_by = FORMULAS[_countable(metric, formula, scale)]
    values = values_of(counted_by, bands=counts, distribution=distribution)
    enough = n >= ENOUGH_FOR_SCORE
    figure = figure_of_values(counted_by, values, scale) if enough else None
    mean, mean_interval = _mean_beside(counted_by, distribution, scale) if enough else (None, None)
    return Score(
        metric=metric,
        scale=scale,
        formula=counted_by.name,
        value=figure and figure.value,
        interval=figure and figure.interval,
        n=n,
        distribution=MappingProxyType(dict(sorted(distribution.items()))),
        bands=MappingProxyType(counts),
        mean=mean,
        mean_interval=mean_interval,
    )


def change(now: Score, before: Score) -> Change | None:
    """Compare two scores; None when either has too few ratings, another formula or, for means, scale."""
    if not now.counts_like(before) or now.value is None or before.value is None:
        return None
    interval = difference_of_values(
        FORMULAS[now.formula], now.values, before.values, scale=now.scale
    )
    return Change(now.value - before.value, interval, now.unit)


def standings(groups: Iterable[ScoreGroup]) -> Standings:
    """Rank groups by the lower end of their interval: what each has shown beyond doubt.

    Early groups are in the order of their names and so not a ranking; so are those with too few.
    Ratings that name nobody compete with nobody. Raises ValueError when groups are counted by
    different formulas, or are means on different scales.
    """
    groups = tuple(groups)
    if not all(group.score.counts_like(groups[0].score) for group in groups):
        raise ValueError("figures of different formulas or scales have no order")
    by_name = sorted(groups, key=lambda group: group.name.casefold())
    named = [group for group in by_name if group.key is not None]
    enough = [group for group in named if group.score.n >= ENOUGH_FOR_RANK]
    return Standings(
        ranked=tuple(sorted(enough, key=_lower_end, reverse=True)),
        early=tuple(group for group in named if group.score.early),
        too_few=tuple(group for group in named if group.score.too_few),
        unnamed=tuple(group for group in by_name if group.key is None),
    )


def _mean_beside(
    formula: Formula, distribution: Mapping[int, int], scale: int | None
) -> tuple[float, Interval] | tuple[None, None]:
    """Return the mean that stands beside a share of CES, with its interval; no other has one."""
    if formula.metric is not Metric.CES or formula.unit is Unit.MEAN or scale is None:
        return None, None
    return mean_of(distribution), bounded_mean_interval(distribution, (1, scale))


def _countable(metric: Metric, formula: str | None, scale: int | None) -> str:
    own = formulas_of(metric)[0]
    if formula is None:
        return own
    if FORMULAS[formula].metric is not metric:
        raise ValueError(f"{formula} is no formula of {metric}")
    on_no_scale = FORMULAS[formula].unit is Unit.MEAN and scale is None
    return own if on_no_scale else formula


def _lower_end(group: ScoreGroup) -> float:
    return group.score.interval.low if group.score.interval else float("-inf")
