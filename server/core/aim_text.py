"""How far a score is from its goal and its baseline, and whether its course is more than chance, in words."""

from server.core.aims import distance
from server.core.control_chart import alert_text, control_chart
from server.core.formulas import Unit
from server.core.score_text import amount_text, change_text, period_text
from server.core.scores import BaselineFigure, Change, Score, ScoreReport


def goal_text(score: Score, goal: float | None) -> str:
    """Render `Goal 90 %: 3.2 points below, within what chance explains`; nothing without goal or score."""
    found = distance(score, goal)
    if goal is None or found is None:
        return ""
    return f"Goal {amount_text(goal, score.unit)}: {_distance(found)}"


def short_goal_text(score: Score, goal: float | None) -> str:
    """Render `90 %, −3.2` for a table; the goal alone where there is no score."""
    if goal is None:
        return ""
    found, aim = distance(score, goal), amount_text(goal, score.unit)
    return aim if found is None else f"{aim}, {_signed(found)}"


def baseline_text(report: ScoreReport) -> str:
    """Render the change against the baseline, if there is one and the question did not name it itself."""
    baseline = report.baseline
    if baseline is None or report.score.too_few or _is_named(report, baseline):
        return ""
    if baseline.value is None or baseline.change is None:
        return f"No comparison with the baseline{_of(baseline)}: it has {baseline.n:,} ratings like these"
    figure = f"{amount_text(baseline.value, report.score.unit)}, n = {baseline.n:,}"
    return change_text(baseline.change, f" against the baseline{_of(baseline)} ({figure})")


def course_text(report: ScoreReport) -> str:
    """Render what the end of the course signals, where it is more than chance: `May: 71 % is below …`."""
    if report.trend is None:
        return ""
    chart = control_chart([(point.name, point.score) for point in report.trend.points])
    return "" if chart is None else alert_text(chart)


def _is_named(report: ScoreReport, baseline: BaselineFigure) -> bool:
    return report.versus is not None and report.versus.period == baseline.period


def _of(baseline: BaselineFigure) -> str:
    return "" if baseline.period is None else f" of {period_text(baseline.period)}"


def _distance(found: Change) -> str:
    size = f"{abs(found.delta):.{2 if found.unit is Unit.MEAN else 1}f} points"
    doubt = "more than chance explains" if found.detectable else "within what chance explains"
    if found.delta == 0:
        return "reached exactly"
    if found.delta > 0:
        return f"reached, {size} above, {doubt}"
    return f"{size} below, {doubt}"


def _signed(found: Change) -> str:
    digits = 2 if found.unit is Unit.MEAN else 1
    return f"{found.delta:+.{digits}f}".replace("-", "−")
