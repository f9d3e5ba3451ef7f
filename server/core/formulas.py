"""The formulas that turn ratings into figures: named, versioned, each with its unit and interval.

Every formula gives an answer a value: 1 or 0 for a share, 1, 0 or −1 for a net share, the score
itself for a mean. The figure is the mean of these values over all answers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple, assert_never

from server.core.bands import Band, Metric, count_bands, scores_of
from server.core.intervals import (
    CONFIDENCE,
    Ends,
    Interval,
    bounded_mean_interval,
    mean_difference,
    mean_of,
    net_difference,
    net_interval,
    share_difference,
    wilson,
)


class Unit(StrEnum):
    """What a figure is given in."""

    PERCENT = "percent"
    """A share, 0 to 100."""
    POINTS = "points"
    """A share less another, −100 to 100."""
    MEAN = "mean"
    """A point on the survey's own scale."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A way to count the ratings of a metric. A change of what it counts takes a new version.

    `values` is what an answer of each band is worth, None when it is worth its score.
    """

    name: str
    metric: Metric
    unit: Unit
    values: Mapping[Band, int] | None


class Figure(NamedTuple):
    """What a formula gives: `value` and `interval` in `unit`, from `n` answers."""

    formula: str
    value: float
    unit: Unit
    interval: Interval
    n: int


_TOP_BOX: Final = MappingProxyType({Band.POSITIVE: 1, Band.NEUTRAL: 0, Band.NEGATIVE: 0})
_NO_NEGATIVE: Final = MappingProxyType({Band.POSITIVE: 1, Band.NEUTRAL: 1, Band.NEGATIVE: 0})
_NET: Final = MappingProxyType({Band.POSITIVE: 1, Band.NEUTRAL: 0, Band.NEGATIVE: -1})

_ALL: Final = (
    Formula("csat/top-box/1", Metric.CSAT, Unit.PERCENT, _TOP_BOX),
    Formula("csat/no-negative/1", Metric.CSAT, Unit.PERCENT, _NO_NEGATIVE),
    Formula("csat/mean/1", Metric.CSAT, Unit.MEAN, None),
    Formula("ces/top-box/1", Metric.CES, Unit.PERCENT, _TOP_BOX),
    Formula("ces/mean/1", Metric.CES, Unit.MEAN, None),
    Formula("ces/net/1", Metric.CES, Unit.POINTS, _NET),
    Formula("nps/net/1", Metric.NPS, Unit.POINTS, _NET),
    Formula("pmf/top-box/1", Metric.PMF, Unit.PERCENT, _TOP_BOX),
)

FORMULAS: Final = MappingProxyType({formula.name: formula for formula in _ALL})


def formulas_of(metric: Metric) -> tuple[str, ...]:
    """Return the names of the formulas a metric may be counted by; the first is its own."""
    return tuple(formula.name for formula in _ALL if formula.metric is metric)


def common_formula(metric: Metric, chosen: Iterable[str]) -> str:
    """Return the formula for a figure over surveys that have chosen these: theirs, if they agree.

    Where they do not, the metric's own formula counts all of them. Its unit is the same on every
    scale, since each rating keeps the band it had on its own.
    """
    names = set(chosen)
    return names.pop() if len(names) == 1 else formulas_of(metric)[0]


def figure_of(name: str, distribution: Mapping[int, int], scale: int) -> Figure:
    """Compute a formula from a distribution (score → count) of at least one answer on a scale."""
    formula = FORMULAS[name]
    bands = count_bands(formula.metric, scale, distribution)
    values = values_of(formula, bands=bands, distribution=distribution)
    return figure_of_values(formula, values, scale)


def values_of(
    formula: Formula, *, bands: Mapping[Band, int], distribution: Mapping[int, int]
) -> dict[int, int]:
    """Return what the answers are worth: value → count. The bands decide where the formula asks."""
    if formula.values is None:
        return dict(distribution)
    counts = dict.fromkeys(formula.values.values(), 0)
    for band, value in formula.values.items():
        counts[value] += bands.get(band, 0)
    return counts


def figure_of_values(formula: Formula, values: Mapping[int, int], scale: int | None) -> Figure:
    """Compute a formula from what the answers are worth; a mean needs their scale."""
    factor = factor_of(formula)
    interval = _interval(formula, values, scale).times(factor)
    value = mean_of(values) * factor
    return Figure(formula.name, value, formula.unit, interval, sum(values.values()))


def difference_of_values(
    formula: Formula,
    now: Mapping[int, int],
    before: Mapping[int, int],
    *,
    scale: int | None,
    confidence: float = CONFIDENCE,
) -> Interval:
    """Return the interval of a figure now minus one before, in the formula's unit."""
    match formula.unit:
        case Unit.PERCENT:
            interval = share_difference(_share(now), _share(before), confidence)
        case Unit.POINTS:
            interval = net_difference(_net(now), _net(before), confidence)
        case Unit.MEAN:
            interval = mean_difference(now, before, ends_of(formula, scale), confidence)
        case never:
            assert_never(never)
    return interval.times(factor_of(formula))


def factor_of(formula: Formula) -> int:
    """Return what the mean of the values is multiplied with to be in the formula's unit."""
    return 1 if formula.unit is Unit.MEAN else 100


def ends_of(formula: Formula, scale: int | None) -> Ends:
    """Return the lowest and the highest value that an answer may have."""
    if formula.values is not None:
        return min(formula.values.values()), max(formula.values.values())
    if scale is None:
        raise ValueError(f"{formula.name} over several scales is a figure on none of them")
    scores = scores_of(formula.metric, scale)
    return scores[0], scores[-1]


def _interval(formula: Formula, values: Mapping[int, int], scale: int | None) -> Interval:
    match formula.unit:
        case Unit.PERCENT:
            return wilson(*_share(values))
        case Unit.POINTS:
            return net_interval(*_net(values))
        case Unit.MEAN:
            return bounded_mean_interval(values, ends_of(formula, scale))
        case never:
            assert_never(never)


def _share(values: Mapping[int, int]) -> tuple[int, int]:
    return values[1], sum(values.values())


def _net(values: Mapping[int, int]) -> tuple[int, int, int]:
    return values[1], values[-1], sum(values.values())
