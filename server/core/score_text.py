"""Scores and changes in plain English text. Here is all rounding."""

from collections.abc import Sequence
from math import floor

from server.core.formulas import Unit
from server.core.intervals import Interval
from server.core.periods import Period
from server.core.rates import Cohort, Rate
from server.core.score_filter import Attribute, By
from server.core.score_question import NotUnderstood
from server.core.scores import (
    ENOUGH_FOR_RANK,
    ENOUGH_FOR_SCORE,
    Change,
    Score,
    ScoreReport,
)


def period_text(period: Period) -> str:
    """Render `last 30 days (14 May – 12 Jun 2026)`."""
    return period.label if period.label == period.dates else f"{period.label} ({period.dates})"


def score_text(score: Score) -> str:
    """Render `CSAT 86 % (82–89), n = 412` or `CSAT 4.31 of 5 (4.22–4.40), n = 412`, or too few."""
    if score.too_few:
        return too_few_text(score)
    scale = f" of {score.scale}" if score.unit is Unit.MEAN else ""
    figure = f"{score.metric.name} {value_text(score)}{scale} ({interval_text(score)})"
    mean = f"mean {mean_text(score)} of {score.scale}" if score.mean is not None else ""
    early = f"early: under {ENOUGH_FOR_RANK} ratings" if score.early else ""
    return ", ".join(part for part in (figure, mean, f"n = {score.n:,}", early) if part)


def too_few_text(score: Score) -> str:
    """Render `3 ratings: too few for a score, 5 are needed`."""
    if score.n == 0:
        return "No ratings yet in this period"
    return f"{_ratings(score.n)}: too few for a score, {ENOUGH_FOR_SCORE} are needed"


def value_text(score: Score) -> str:
    """Render the figure alone: `86 %`, `−12` or `4.31`, and `–` when there is none."""
    return "–" if score.value is None else amount_text(score.value, score.unit)


def interval_text(score: Score) -> str:
    """Render the interval alone: `82–89` or `−30 to 6`, and nothing when there is none."""
    return "" if score.interval is None else span_text(score.interval, score.unit)


def amount_text(value: float, unit: Unit) -> str:
    """Render a value in its unit: `86 %`, points `−12`, a mean `4.31`."""
    figure = _figure(value, unit)
    return f"{figure} %" if unit is Unit.PERCENT else figure


def span_text(interval: Interval, unit: Unit) -> str:
    """Render both ends of an interval, for a bracket: `82–89`, points `−30 to 6`."""
    low, high = (_figure(end, unit) for end in interval)
    return f"{low} to {high}" if unit is Unit.POINTS else f"{low}–{high}"


def mean_text(score: Score) -> str:
    """Render the mean alone: `5.4`, and nothing when there is none."""
    return "" if score.mean is None else f"{score.mean:.1f}"


def comparison_text(report: ScoreReport) -> str:
    """Render the change against the period before, or why there is none to be told."""
    if report.score.too_few:
        return ""
    before = report.period.previous().label
    if report.change:
        return change_text(report.change, f" against {before}")
    if not report.previous.too_few:
        return (
            f"No comparison: {before} is counted by {report.previous.formula} or on another scale"
        )
    few = _ratings(report.previous.n) if report.previous.n else "no ratings"
    needed = f", {ENOUGH_FOR_SCORE} are needed" if report.previous.n else ""
    return f"No comparison: {few} in {before}{needed}"


def versus_text(report: ScoreReport) -> str:
    """Render the change against another period than the one before, if the question named one."""
    if report.versus is None or report.score.too_few:
        return ""
    earlier, before = report.versus, report.period.previous()
    if (earlier.period.start_on, earlier.period.end_on) == (before.start_on, before.end_on):
        return ""
    against = f" against {period_text(earlier.period)}"
    if report.versus_change:
        return change_text(report.versus_change, against)
    if not earlier.score.too_few:
        return (
            f"No comparison{against}: it is counted by {earlier.score.formula} or on another scale"
        )
    return f"No comparison{against}: {too_few_text(earlier.score)}"


def comments_text(report: ScoreReport) -> str:
    """Render how many of the ratings have a comment, if any: `91 of 412 ratings have a comment: 22 % (18–26)`."""
    rate = report.comment_rate
    return (
        f"{rate.part:,} of {_ratings(rate.of)} have a comment: {rate_text(rate)}"
        if rate.part
        else ""
    )


def asks_text(asks: Cohort | None) -> str:
    """Render how many of those who were asked rated, if any were: `36 of 120 asks rated: 30 % (22–39)`."""
    if asks is None or not asks.asked:
        return ""
    noun = "ask" if asks.asked == 1 else "asks"
    return f"{asks.rated:,} of {asks.asked:,} {noun} rated: {rate_text(asks.response_rate)}"


def rate_text(rate: Rate) -> str:
    """Render `30 % (22–39)`, and nothing of nobody."""
    if rate.value is None or rate.interval is None:
        return ""
    return f"{amount_text(rate.value, Unit.PERCENT)} ({span_text(rate.interval, Unit.PERCENT)})"


def by_text(by: Sequence[By]) -> str:
    """Render what groups are by: `agent`, `agent, month`, or the key of an attribute."""
    return ", ".join(each.key if isinstance(each, Attribute) else each.value for each in by)


def change_text(change: Change, against: str = "") -> str:
    """Render `+3.1 points (−1.2 to +7.4): no detectable change`, or `…: up`, or `…: down`.

    `against` says what the change is from, and stands before the colon.
    """
    digits = 2 if change.unit is Unit.MEAN else 1
    delta, low, high = (_points(end, digits) for end in (change.delta, *change.interval))
    return f"{delta} points ({low} to {high}){against}: {verdict_text(change)}"


def verdict_text(change: Change) -> str:
    """Render what a change amounts to: `up`, `down` or `no detectable change`."""
    if not change.detectable:
        return "no detectable change"
    return "up" if change.delta > 0 else "down"


def not_understood_text(answer: NotUnderstood, *, command: str) -> str:
    """Render what was not understood, the nearest match, and where help is.

    `command` is what was typed before the question: `/scores` or `paldies scores`.
    """
    guess = f" Did you mean “{answer.suggestion}”?" if answer.suggestion else ""
    return f"{answer.reason}{guess}\n“{command} help” shows what I know."


def _points(value: float, digits: int) -> str:
    # Adding zero makes a minus zero a plus zero.
    return f"{round(value, digits) + 0.0:+.{digits}f}".replace("-", "−")


def _figure(value: float, unit: Unit) -> str:
    """Round to a whole number, but never up to all or down to none when it is not."""
    if unit is Unit.MEAN:
        return f"{value:.2f}"
    lowest = -100 if unit is Unit.POINTS else 0
    whole = floor(value + 0.5)
    if whole in {lowest, 100} and value != whole:
        return f"{min(max(value, lowest + 0.1), 99.9):.1f}".replace("-", "−")
    return str(whole).replace("-", "−")


def _ratings(count: int) -> str:
    return "1 rating" if count == 1 else f"{count:,} ratings"
