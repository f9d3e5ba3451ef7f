"""Scores and reports made from a distribution, for the tests of core."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from server.core.bands import Metric, count_bands
from server.core.scores import Score, score_of

TODAY: Final = date(2026, 6, 12)  # a Friday


def scored(
    metric: Metric, scale: int, distribution: Mapping[int, int], *, formula: str | None = None
) -> Score:
    bands = count_bands(metric, scale, distribution)
    return score_of(metric, distribution=distribution, bands=bands, scale=scale, formula=formula)
