"""Figures computed from many ratings: CSAT, CES, NPS and PMF, with n, interval and change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from server.core.bands import Band, Metric
from server.core.intervals import (
    CONFIDENCE,
    Interval,
    mean_interval,
    mean_of,
    net_difference,
    net_interval,
    share_difference,
    wilson,
)
from server.core.periods import Period
from server.core.score_filter import By

# Below the first no score is shown, below the second it is early and not ranked.
ENOUGH_FOR_SCORE: Final = 5
ENOUGH_FOR_RANK: Final = 30

FORMULAS: Final = MappingProxyType(
    {
        Metric.CSAT: "csat/top-box/1",
        Metric.CES: "ces/top-box/1",
        Metric.NPS: "nps/net/1",
        Metric.PMF: "pmf/top-box/1",
    }
)


@dataclass(frozen=True, slots=True)
class Score:
    """One figure and what it rests on; full floats, rounding is the presenter's job.

    `value` is per cent from 0 to 100, for NPS from −100 to 100. It and `interval`, in the same
    unit, are None below 5 ratings. `mean` and `mean_interval` are for CES, in points of its scale.
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

    @property
    def detectable(self) -> bool:
        """Whether the interval leaves out zero."""
        return self.interval.low > 0 or self.interval.high < 0


@dataclass(frozen=True, slots=True)
class ScoreGroup:
    """The score of one agent, month, …; `key` is None for ratings that name none.

    `rank` counts from 1; groups that cannot be told from the best of them share it. It is None in an
    order of time, and for groups with too few ratings to be ranked. `comments` is how many commented.
    """

    key: str | None
    name: str
    score: Score
    groups: tuple["ScoreGroup", ...] = ()
    comments: int = 0
    rank: int | None = None


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
class ScoreReport:
    """The answer to one question about one survey, the same for Slack, terminal and API.

    `previous` is the score of `period.previous()`, `versus` of another period if one was asked for; `groups` are
    empty unless asked for (`by`). `comments` is how many of the ratings have a comment.
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

    @property
    def change(self) -> Change | None:
        return change(self.score, self.previous)

    @property
    def versus_change(self) -> Change | None:
        return change(self.score, self.versus.score) if self.versus else None

    @property
    def comment_rate(self) -> float | None:
        """The share of ratings with a comment, in per cent; None without ratings."""
        return 100 * self.comments / self.score.n if self.score.n else None


@dataclass(frozen=True, slots=True)
class Standings:
    """Groups in the order to show them: ranked best first, early, too few, and nobody's."""

    ranked: tuple[ScoreGroup, ...]
    early: tuple[ScoreGroup, ...]
    too_few: tuple[ScoreGroup, ...]
    unnamed: tuple[ScoreGroup, ...]

    def ranks(self) -> list[int]:
        """Return the rank of each that is ranked; who cannot be told from the first of a rank shares it."""
        ranks: list[int] = []
        for at, group in enumerate(self.ranked):
            apart = None if not ranks else change(group.score, self.ranked[ranks[-1] - 1].score)
            tied = bool(ranks) and (apart is None or not apart.detectable)
            ranks.append(ranks[-1] if tied else at + 1)
        return ranks


def score_of(
    metric: Metric,
    *,
    distribution: Mapping[int, int],
    bands: Mapping[Band, int],
    scale: int | None = None,
) -> Score:
    """Compute a score from counts by score and by band, of counted ratings only.

    The bands decide, since a rating keeps the band of the survey version it answered. `scale` is
    None when surveys of several scales were pooled; then there is no mean.
    """
    counts = {band: bands.get(band, 0) for band in Band}
    n = sum(counts.values())
    if n != sum(distribution.values()):
        raise ValueError(f"{n} ratings by band, but {sum(distribution.values())} by score")
    enough = n >= ENOUGH_FOR_SCORE
    with_mean = enough and metric is Metric.CES and scale is not None
    return Score(
        metric=metric,
        scale=scale,
        formula=FORMULAS[metric],
        value=_value(metric, counts, n) if enough else None,
        interval=_interval(metric, counts, n) if enough else None,
        n=n,
        distribution=MappingProxyType(dict(sorted(distribution.items()))),
        bands=MappingProxyType(counts),
        mean=mean_of(distribution) if with_mean else None,
        mean_interval=_mean_interval(distribution, scale) if with_mean and scale else None,
    )


def change(now: Score, before: Score) -> Change | None:
    """Compare two scores; None when either has too few ratings or another formula."""
    if now.formula != before.formula or now.value is None or before.value is None:
        return None
    if now.metric is Metric.NPS:
        interval = net_difference(_net_counts(now), _net_counts(before))
    else:
        interval = share_difference(_share_counts(now), _share_counts(before))
    return Change(now.value - before.value, interval.times(100))


def standings(groups: Iterable[ScoreGroup]) -> Standings:
    """Rank groups by the lower end of their interval: what each has shown beyond doubt.

    Early groups are in the order of their names and so not a ranking; so are those with too few.
    Ratings that name nobody compete with nobody.
    """
    by_name = sorted(groups, key=lambda group: group.name.casefold())
    named = [group for group in by_name if group.key is not None]
    enough = [group for group in named if group.score.n >= ENOUGH_FOR_RANK]
    return Standings(
        ranked=tuple(sorted(enough, key=_lower_end, reverse=True)),
        early=tuple(group for group in named if group.score.early),
        too_few=tuple(group for group in named if group.score.too_few),
        unnamed=tuple(group for group in by_name if group.key is None),
    )


def _value(metric: Metric, bands: Mapping[Band, int], n: int) -> float:
    against = bands[Band.NEGATIVE] if metric is Metric.NPS else 0
    return 100 * (bands[Band.POSITIVE] - against) / n


def _interval(metric: Metric, bands: Mapping[Band, int], n: int) -> Interval:
    if metric is Metric.NPS:
        return net_interval(bands[Band.POSITIVE], bands[Band.NEGATIVE], n).times(100)
    return wilson(bands[Band.POSITIVE], n).times(100)


def _mean_interval(distribution: Mapping[int, int], scale: int) -> Interval | None:
    interval = mean_interval(distribution)
    return interval and Interval(max(1.0, interval.low), min(float(scale), interval.high))


def _share_counts(score: Score) -> tuple[int, int]:
    return score.bands[Band.POSITIVE], score.n


def _net_counts(score: Score) -> tuple[int, int, int]:
    return score.bands[Band.POSITIVE], score.bands[Band.NEGATIVE], score.n


def _lower_end(group: ScoreGroup) -> float:
    return group.score.interval.low if group.score.interval else float("-inf")
