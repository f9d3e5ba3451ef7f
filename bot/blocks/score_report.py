"""The answer to /scores, as blocks and as text. The figures are worded by server.core.score_text."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
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
from server.core.breakdowns import TIMES
from server.core.score_filter import Grouping
from server.core.score_help import help_text
from server.core.score_question import NotUnderstood
from server.core.score_text import (
    answer_text,
    by_text,
    comments_text,
    comparison_text,
    groups_text,
    not_understood_text,
    period_text,
    score_text,
    versus_text,
)
from server.core.scores import ScoreGroup, ScoreReport, standings

MOST_REPORTS: Final = 12
"""In one message of at most 50 blocks, of which a report takes three."""
MOST_GROUPS: Final = 60
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
        blocks.append(context(plain(f"and {_more(len(reports) - len(shown), 'survey')}")))
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
    footing = [
        period_text(report.period),
        comparison_text(report),
        versus_text(report),
        comments_text(report),
        report.score.formula,
    ]
    blocks = [rich_text(headline), context(*(plain(text) for text in footing if text))]
    if report.groups:
        blocks.append(rich_text(preformatted(_table(report, max(most_groups, 1)))))
    return blocks


def _table(report: ScoreReport, most: int) -> str:
    """Return the groups as a table of so many lines; the end of a long one is counted."""
    groups = _in_order(report)
    lines = sum(1 + len(group.groups) for group in groups)
    table = groups_text(replace(report, groups=tuple(_first(groups, most))))
    return f"{table}\n\nand {_more(lines - most, _noun(report))}" if lines > most else table


def _in_order(report: ScoreReport) -> Sequence[ScoreGroup]:
    if report.by and report.by[0] in TIMES:
        return report.groups
    order = standings(report.groups)
    return (*order.ranked, *order.early, *order.too_few, *order.unnamed)


def _first(groups: Sequence[ScoreGroup], most: int) -> Iterator[ScoreGroup]:
    """Yield groups, and groups within them, as far as there are lines for them."""
    for group in groups:
        if most <= 0:
            return
        inner = group.groups[: most - 1]
        yield replace(group, groups=inner)
        most -= 1 + len(inner)


def _noun(report: ScoreReport) -> str:
    """Return what a line of the table is: one word, of which an `s` makes several."""
    single = len(report.by) == 1 and isinstance(report.by[0], Grouping)
    return by_text(report.by) if single else "line"


def _more(count: int, noun: str) -> str:
    return f"{count} more {noun}" if count == 1 else f"{count} more {noun}s"
