"""`/scores csat 30d by agent`: scores, with their course as a chart."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.blocks.literal import escaped
from bot.blocks.message import text_message
from bot.blocks.score_report import score_answer
from bot.catalogue import Surveys
from bot.commands.answer import Answer
from server.charts.chart import Chart
from server.charts.from_scores import trend_of
from server.core.period_parts import parts_of, step_for
from server.core.score_question import ScoreQuestion
from server.core.scores import ScoreReport
from server.core.surveys import Survey
from server.store import reports
from server.store.counts import TooManyRatings
from server.store.database import Database
from server.store.steps import Steps

FEWEST_POINTS: Final = 3
"""Scores over time that are worth a picture."""


@dataclass(frozen=True, slots=True)
class ScoreAnswer:
    """Answers questions about scores."""

    database: Database
    surveys: Surveys

    async def answer(self, question: ScoreQuestion) -> Answer:
        surveys = self.surveys.surveys()
        try:
            found, chart = await self.database.read(_answer, question, surveys)
        except TooManyRatings as error:
            return Answer(text_message(escaped(str(error))))
        return Answer(
            score_answer(found),
            is_shared=question.share,
            may_be_shared=bool(found),
            chart=chart,
        )


def _answer(
    question: ScoreQuestion, surveys: Sequence[Survey]
) -> Steps[tuple[list[ScoreReport], Chart | None]]:
    found = yield from reports.answer(question, surveys)
    # Of several surveys each would need a picture, and the answer is long as it is.
    chart = (yield from _chart(question, found[0], surveys)) if len(found) == 1 else None
    return found, chart


def _chart(
    question: ScoreQuestion, report: ScoreReport, surveys: Sequence[Survey]
) -> Steps[Chart | None]:
    period = question.period
    step = step_for(period)
    parts = list(parts_of(period, step))
    if len(parts) < FEWEST_POINTS or report.score.too_few:
        return None
    pooled = [
        survey
        for survey in surveys
        if report.survey in {None, survey.slug} and survey.metric is report.score.metric
    ]
    course = yield from reports.score_course(pooled, parts, question.only)
    shown = [score for _, score in course if score.value is not None]
    return trend_of(report, course, step) if len(shown) >= FEWEST_POINTS else None
