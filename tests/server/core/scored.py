"""Scores and reports made from a distribution, for the tests of core."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from server.core.bands import Metric, count_bands
from server.core.periods import last_days
from server.core.score_filter import Grouping
from server.core.scores import Score, ScoreGroup, ScoreReport, score_of

TODAY: Final = date(2026, 6, 12)  # a Friday


def scored(
    metric: Metric, scale: int, distribution: Mapping[int, int], *, formula: str | None = None
) -> Score:
    bands = count_bands(metric, scale, distribution)
    return score_of(metric, distribution=distribution, bands=bands, scale=scale, formula=formula)


def csat(positive: int, negative: int) -> Score:
    return scored(Metric.CSAT, 5, {5: positive, 1: negative})


def report_of(score: Score, previous: Score, *groups: tuple[str, Score]) -> ScoreReport:
    period = last_days(30, today=TODAY, timezone="Europe/Tallinn")
    by = (Grouping.AGENT,) if groups else ()
    named = tuple(ScoreGroup(name, name, group) for name, group in groups)
    return ScoreReport("Support chat", "csat", period, score, previous, by, named)
