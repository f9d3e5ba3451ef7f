"""The answer to /scores, as blocks and as text. The figures are worded by server.core.score_text."""

from collections.abc import Collection, Sequence
from typing import Final

from bot.blocks.literal import clipped, escaped, one_line
from bot.blocks.message import (
    Block,
    SlackMessage,
    context,
    line,
    plain,
    preformatted,
    rich_text,
    text_message,
    words,
)
from server.core.group_text import groups_parts, more_text
from server.core.report_text import answer_text, notes_of
from server.core.score_help import help_text
from server.core.score_question import NotUnderstood
from server.core.score_text import not_understood_text, period_text, score_text
from server.core.scores import ScoreReport

MOST_REPORTS: Final = 12
"""In one message of at most 50 blocks, of which a report takes four."""
MOST_GROUPS: Final = 32
"""In a whole message, which Slack takes up to some 13,000 characters of."""
MOST_TITLE: Final = 80
MOST_TEXT: Final = 3_000

NO_TITLE: Final = "A survey without a name"


def score_answer(reports: Sequence[ScoreReport]) -> SlackMessage:
    """Return the reports below each other; what does not fit is counted."""
    if not reports:
        return text_message(escaped(answer_text(reports)))
    shown = reports[:MOST_REPORTS]
    blocks = [block for report in shown for block in _report(report, MOST_GROUPS // len(shown))]
    if len(reports) > len(shown):
        blocks.append(context(plain(f"and {more_text(len(reports) - len(shown), 'survey')}")))
    return SlackMessage(escaped(clipped(answer_text(reports), MOST_TEXT)), tuple(blocks))


def help_answer(surveys: Collection[str], *, command: str, verb: str | None = None) -> SlackMessage:
    """Return the manual of the command, or of one of its verbs."""
    text = help_text(surveys, command=command, verb=verb)
    return SlackMessage(escaped(text), (rich_text(preformatted(text)),))


def not_understood_answer(problem: NotUnderstood, *, command: str) -> SlackMessage:
    """Return what was not understood and what would have been."""
    text = not_understood_text(problem, command=command)
    return SlackMessage(escaped(text), (rich_text(line(words(text))),))


def _report(report: ScoreReport, most_groups: int) -> list[Block]:
    title = one_line(report.title, MOST_TITLE) or report.survey or NO_TITLE
    headline = line(words(title, "bold"), words(f"\n{score_text(report.score)}"))
    footing = [period_text(report.period), *notes_of(report), report.score.formula]
    blocks = [rich_text(headline), context(*map(plain, footing))]
    if report.groups:
        table, words_below = groups_parts(report, max(most_groups, 1))
        blocks.append(rich_text(preformatted(table)))
        if words_below:
            blocks.append(context(plain(" ".join(words_below))))
    return blocks
