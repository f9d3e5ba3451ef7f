"""Score reports in plain English text: for the terminal and for Slack's text fallback.

Names of surveys and agents are made printable, not escaped: what shows the text knows what it must
escape.
"""

from collections.abc import Sequence

from server.core.aim_text import baseline_text, course_text, goal_text
from server.core.group_text import groups_text
from server.core.plain_text import printable
from server.core.sample_advice import advice_text, change_advice, useful_half
from server.core.score_text import (
    asks_text,
    comments_text,
    comparison_text,
    period_text,
    score_text,
    versus_text,
)
from server.core.scores import ScoreReport


def answer_text(reports: Sequence[ScoreReport]) -> str:
    """Render every report of an answer, an empty line between two."""
    if not reports:
        return "There is no such survey yet."
    return "\n\n".join(report_text(report) for report in reports)


def report_text(report: ScoreReport) -> str:
    """Render one report: title, period and formula, score, what is to be said of it, and the groups."""
    parts = (printable(report.title), period_text(report.period), report.score.formula)
    lines = (" · ".join(parts), score_text(report.score), *notes_of(report))
    text = "\n".join(lines)
    return f"{text}\n\n{groups_text(report)}" if report.groups else text


def notes_of(report: ScoreReport) -> list[str]:
    """Return what is to be said of a score, a sentence each: comparisons, aims, advice, who answered."""
    said = (
        comparison_text(report),
        versus_text(report),
        baseline_text(report),
        goal_text(report.score, report.goal),
        course_text(report),
        report_advice(report),
        asks_text(report.asks),
        comments_text(report),
    )
    return [text for text in said if text]


def report_advice(report: ScoreReport) -> str:
    """Return how many answers it takes, where there are too few for a sure score or to see a change."""
    if not report.score.n:
        return ""
    if report.score.too_few or report.score.early:
        return advice_text(report.score, useful_half(report.score))
    return change_advice(report.score, report.previous)
