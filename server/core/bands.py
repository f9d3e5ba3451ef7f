"""What a rating counts as: positive, neutral or negative under its metric and scale."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple


class Metric(StrEnum):
    """What a survey measures; `name` is what people call it, `value` what programs call it."""

    CSAT = "csat"
    CES = "ces"
    NPS = "nps"
    PMF = "pmf"


class Band(StrEnum):
    POSITIVE = "positive"
    NEUTRAL = "neutral"
    NEGATIVE = "negative"


class _Cuts(NamedTuple):
    """The lowest score of a scale, and where its neutral and positive bands begin."""

    lowest: int
    neutral: int
    positive: int


_CUTS: Final = MappingProxyType(
    {
        (Metric.CSAT, 2): _Cuts(1, 2, 2),
        (Metric.CSAT, 3): _Cuts(1, 2, 3),
        (Metric.CSAT, 5): _Cuts(1, 3, 4),
        (Metric.CSAT, 10): _Cuts(1, 5, 8),
        (Metric.CES, 5): _Cuts(1, 3, 4),
        (Metric.CES, 7): _Cuts(1, 4, 5),
        (Metric.NPS, 10): _Cuts(0, 7, 9),
        (Metric.PMF, 3): _Cuts(1, 2, 3),
    }
)


def scales_of(metric: Metric) -> tuple[int, ...]:
    """Return the scales that a metric may have, each named by its highest score."""
    return tuple(scale for known, scale in _CUTS if known is metric)


def scores_of(metric: Metric, scale: int) -> range:
    """Return every score of a scale, lowest first; ValueError for a scale the metric lacks."""
    return range(_cuts(metric, scale).lowest, scale + 1)


def band_of(metric: Metric, scale: int, score: int) -> Band:
    """Return the band of one score; ValueError for a score that is not on the scale."""
    cuts = _cuts(metric, scale)
    if not cuts.lowest <= score <= scale:
        raise ValueError(f"{metric} on a scale of {scale} has no score {score}")
    if score >= cuts.positive:
        return Band.POSITIVE
    return Band.NEUTRAL if score >= cuts.neutral else Band.NEGATIVE


def bands_of(metric: Metric, scale: int) -> tuple[Band, ...]:
    """Return the bands that a scale has; one of two scores has no neutral one."""
    found = {band_of(metric, scale, score) for score in scores_of(metric, scale)}
    return tuple(band for band in Band if band in found)


def count_bands(metric: Metric, scale: int, distribution: Mapping[int, int]) -> dict[Band, int]:
    """Add up a distribution (score → count) by band; every band is there, if only with 0."""
    counts = dict.fromkeys(Band, 0)
    for score, count in distribution.items():
        counts[band_of(metric, scale, score)] += count
    return counts


def _cuts(metric: Metric, scale: int) -> _Cuts:
    cuts = _CUTS.get((metric, scale))
    if cuts is None:
        known = ", ".join(map(str, scales_of(metric)))
        raise ValueError(f"{metric} has no scale of {scale}, only {known}")
    return cuts
