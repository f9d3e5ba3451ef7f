"""The message of a weekly or monthly digest of scores."""

import json
from collections.abc import Sequence
from typing import Final, NamedTuple

from bot.blocks.chart import table_block
from bot.blocks.literal import clipped, escaped_within, one_line
from bot.blocks.message import (
    Block,
    SlackMessage,
    context,
    line,
    plain,
    preformatted,
    quote,
    rich_text,
    words,
)
from bot.blocks.rating_who import MOST_NAME, helped
from server.charts.chart import Chart
from server.core.bands import Band
from server.core.ratings import Rating
from server.core.score_digest import Moved, ScoreDigest, SurveyDigest
from server.core.score_text import (
    asks_text,
    change_text,
    comparison_text,
    period_text,
    score_text,
)
from server.core.scores import ScoreGroup, ScoreReport

MOST_COMMENT: Final = 240
MOST_TITLE: Final = 80
MOST_OF_ALL: Final = 12_000
"""Characters of all blocks as JSON: Slack refuses somewhat above 13,000, and does not say where."""
MOST_TEXT: Final = 3_000
FOR_THE_TEAM: Final = (
    "Quoted for the team only: nobody was asked whether their words may be published."
)


def score_digest(digest: ScoreDigest, chart: Chart | None, image: Block | None) -> SlackMessage:
    """Return the digest with a picture of its chart, or the table behind it where there is none.

    What Slack has no room for is left out: the attribute first, then the agents.
    """
    picture = [image] if image is not None else [table_block(chart)] if chart is not None else []
    blocks = next(
        (built for room in _ROOMS if _size(built := _blocks(digest, picture, room)) <= MOST_OF_ALL),
        _blocks(digest, [], _ROOMS[-1]),
    )
    texts = [_title(digest), *(_survey_text(each) for each in digest.surveys), _open(digest)]
    text = clipped(" · ".join(texts), MOST_TEXT)
    return SlackMessage(escaped_within(text, MOST_TEXT), blocks)


class _Room(NamedTuple):
    """How many lines a survey has for its agents, for the values of an attribute, and for what moved."""

    agents: int
    values: int
    moved: int


_ROOMS: Final = (_Room(12, 8, 5), _Room(8, 0, 3), _Room(0, 0, 0))


def _blocks(digest: ScoreDigest, picture: Sequence[Block], room: _Room) -> tuple[Block, ...]:
    return (
        rich_text(line(words(_title(digest), "bold"))),
        *(block for survey in digest.surveys for block in _survey(survey, room)),
        *picture,
        *_quotes(digest),
        context(plain(_open(digest))),
    )


def _size(blocks: Sequence[Block]) -> int:
    """Return the characters of the blocks as JSON, in which a quotation mark takes two."""
    return len(json.dumps(blocks, ensure_ascii=False))


def _title(digest: ScoreDigest) -> str:
    return f"Scores of {period_text(digest.period)}"


def _name(report: ScoreReport) -> str:
    return one_line(report.title, MOST_TITLE) or report.survey or "A survey without a name"


def _survey(survey: SurveyDigest, room: _Room) -> list[Block]:
    report = survey.report
    said = [score_text(report.score), comparison_text(report), asks_text(report.asks)]
    lines = "\n".join(text for text in said if text)
    blocks = [rich_text(line(words(_name(report), "bold"), words(f"\n{lines}")))]
    if found := survey.moved[: room.moved]:
        blocks.append(rich_text(line(words("What moved\n", "bold"), words(_moved(found)))))
    blocks += _groups("By agent", report, room.agents)
    if survey.by_attribute is not None:
        key = one_line(_key(survey.by_attribute), MOST_NAME) or "attribute"
        blocks += _groups(f"By {key}", survey.by_attribute, room.values)
    return blocks


def _key(report: ScoreReport) -> str:
    return str(getattr(report.by[0], "key", report.by[0]))


def _groups(title: str, report: ScoreReport, most: int) -> list[Block]:
    """Return the groups by name, not by rank: the digest is no contest."""
    named = [group for group in report.groups if group.key is not None]
    if not named or not most:
        return []
    shown = sorted(named, key=lambda group: group.name.casefold())[:most]
    table = "\n".join(_row(group) for group in shown)
    more = len(named) - len(shown)
    left_out = f"\nand {more} more" if more else ""
    return [rich_text(line(words(title, "bold")), preformatted(f"{table}{left_out}"))]


def _row(group: ScoreGroup) -> str:
    return f"{one_line(group.name, 28) or group.key or '':<28}  {score_text(group.score)}"


def _moved(found: Sequence[Moved]) -> str:
    return "\n".join(
        f"{one_line(each.name, MOST_NAME)}: {change_text(each.change)}" for each in found
    )


def _quotes(digest: ScoreDigest) -> list[Block]:
    blocks: list[Block] = []
    for title, ratings in (("Praise", digest.best), ("To learn from", digest.worst)):
        if ratings:
            quoted = [part for rating in ratings for part in _quote(rating)]
            blocks.append(rich_text(line(words(title, "bold")), *quoted))
    return [*blocks, context(plain(FOR_THE_TEAM))] if blocks else []


def _quote(rating: Rating) -> list[Block]:
    """Quote a customer; who helped is named beside praise only."""
    comment = one_line(rating.comment or "", MOST_COMMENT)
    who = f" · {helped(rating)}" if rating.band is Band.POSITIVE else ""
    return [line(words(f"{rating.score} of {rating.scale}{who}")), quote(words(comment or "…"))]


def _open(digest: ScoreDigest) -> str:
    count = digest.open_low
    if not count:
        return "No low rating of this period is open."
    return (
        f"{count:,} low {'rating' if count == 1 else 'ratings'} still open: /scores low shows them."
    )


def _survey_text(survey: SurveyDigest) -> str:
    report = survey.report
    moves = [
        f"{one_line(each.name, MOST_NAME)} {change_text(each.change)}" for each in survey.moved
    ]
    said = [_name(report), score_text(report.score), comparison_text(report), *moves]
    return ", ".join(text for text in said if text)
