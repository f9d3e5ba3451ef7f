"""What a score is measured by: the goal it is to reach, and the baseline it began from."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import sqrt

from server.core.fixed_period import fixed_period
from server.core.formulas import FORMULAS, Unit, ends_of, factor_of
from server.core.intervals import (
    CONFIDENCE,
    Interval,
    combined_difference,
    wilson,
    z_quantile,
)
from server.core.periods import Period
from server.core.sample_advice import spread_of
from server.core.score_filter import By, Grouping
from server.core.scores import BaselineFigure, Change, Score, ScoreGroup, change
from server.core.survey_document import SurveyDocument
from server.core.surveys import Survey


def goal_of(document: SurveyDocument, team: str | None) -> float | None:
    """Return the goal of a team, or of all."""
    return document.goals.get(team, document.goal) if team is not None else document.goal


def goal_groups(
    groups: Sequence[ScoreGroup], by: Sequence[By], document: SurveyDocument
) -> tuple[ScoreGroup, ...]:
    """Return groups with the goal of each, where they are teams."""
    if not by or by[0] is not Grouping.TEAM:
        return tuple(groups)
    return tuple(replace(group, goal=goal_of(document, group.key)) for group in groups)


def distance(score: Score, goal: float | None) -> Change | None:
    """Return how far a score is from a goal; detectable if chance does not explain it."""
    if goal is None or score.value is None or score.interval is None:
        return None
    low, high = score.interval
    return Change(score.value - goal, Interval(low - goal, high - goal), score.unit)


def baseline_period(document: SurveyDocument, timezone: str) -> Period | None:
    """Return the period that scores are compared with; None where there is none, or a known figure."""
    phrase = document.baseline and document.baseline.period
    return fixed_period(phrase, timezone=timezone) if phrase else None


def baseline_periods(surveys: Iterable[Survey], timezone: str) -> dict[str, Period | None]:
    """Return the baseline of each survey that has one, by slug; None for a known figure."""
    return {
        survey.slug: baseline_period(survey.document, timezone)
        for survey in surveys
        if survey.document.baseline
    }


def baseline_of(now: Score, period: Period, then: Score) -> BaselineFigure:
    """Return what a score of a period is to the score now."""
    return BaselineFigure(period, then.value, then.interval, then.n, change(now, then))


def known_baseline(now: Score, value: float, n: int) -> BaselineFigure:
    """Return what a figure that is known from elsewhere is to the score now.

    Of a share the figure and its n say all. The answers of other figures are taken to be spread as
    those of now are, since nothing else tells.
    """
    interval = _interval_of(now, value, n)
    if now.value is None or now.interval is None:
        return BaselineFigure(None, value, interval, n, None)
    between = combined_difference(now.value, now.interval, value, interval)
    return BaselineFigure(None, value, interval, n, Change(now.value - value, between, now.unit))


def _interval_of(now: Score, value: float, n: int) -> Interval:
    if now.unit is Unit.PERCENT:
        return wilson(round(n * value / 100), n).times(100).including(value)
    formula = FORMULAS[now.formula]
    factor = factor_of(formula)
    low, high = (end * factor for end in ends_of(formula, now.scale))
    spread = sqrt(spread_of(now.values)) if now.n else (high - low) / factor / 2
    reach = z_quantile(CONFIDENCE) * spread * factor / sqrt(n)
    return Interval(max(low, value - reach), min(high, value + reach))
