"""The Home tab: what one person of the team has before them.

https://docs.slack.dev/surfaces/app-home
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

from bot.blocks.literal import clipped, one_line
from bot.blocks.message import Block, context, line, link, plain, quote, rich_text, words
from bot.blocks.rating_card import standing
from bot.blocks.rating_who import MOST_NAME, named
from bot.blocks.rule_answer import described
from bot.blocks.slack_status import status_text
from bot.health import SlackState
from bot.ids import SLACK_CHANNEL, SLACK_LANE
from server.core.periods import Period
from server.core.ratings import Rating
from server.core.rules import Rule
from server.core.score_text import comparison_text, period_text, score_text
from server.core.scores import ScoreReport
from server.store.desks import Desk, Waiting

MOST_COMMENT: Final = 240
MOST_TITLE: Final = 80
MOST_SCORES: Final = 5
MOST_RULES: Final = 10
MOST_CURE: Final = 300

Address = Callable[[str, str], str | None]
"""Returns where a message of a channel is."""

UNKNOWN: Final = (
    "Paldies does not know which agent you are, so it cannot show your scores. Whoever runs it adds"
    " your Slack member id: paldies agent add KEY --name NAME --slack-id U…"
)


def home_view(
    desk: Desk, rules: Sequence[Rule], state: SlackState, *, address: Address
) -> dict[str, Any]:
    """Return the view of views.publish."""
    blocks = [
        *_scores(desk),
        *_waiting(desk.waiting, address),
        *_praise(desk),
        *_rules(rules),
        _state(state),
    ]
    return {"type": "home", "blocks": blocks}


def _header(text: str) -> Block:
    return {"type": "header", "text": plain(text)}


def _scores(desk: Desk) -> list[Block]:
    if desk.agent is None:
        return [_header("My scores"), rich_text(line(words(UNKNOWN)))]
    head = [_header("My scores"), context(plain(_whose(desk.agent.name, desk.period)))]
    if not desk.scores:
        return [*head, rich_text(line(words("No ratings yet in this period.", "italic")))]
    return [*head, *map(_score, desk.scores[:MOST_SCORES])]


def _whose(name: str, period: Period) -> str:
    return f"{one_line(name, MOST_NAME)} · {period_text(period)}"


def _score(report: ScoreReport) -> Block:
    title = one_line(report.title, MOST_TITLE) or report.survey or "A survey without a name"
    said = [score_text(report.score), comparison_text(report)]
    return rich_text(line(words(title, "bold"), *(words(f"\n{text}") for text in said if text)))


def _waiting(waiting: Sequence[Waiting], address: Address) -> list[Block]:
    head = _header("My open follow-ups")
    if not waiting:
        return [head, rich_text(line(words("Nothing waits for you.", "italic")))]
    return [head, *(rich_text(*_follow_up(each, address)) for each in waiting)]


def _follow_up(waiting: Waiting, address: Address) -> list[Block]:
    rating = waiting.rating
    done = ", ".join(standing(waiting.follow_up)) or "not claimed yet"
    said = [
        words(f"{rating.score} of {rating.scale}", "bold"),
        words(f" · {_customer(rating)} · {done}"),
    ]
    if waiting.card is not None:
        destination, message = waiting.card
        if url := address(destination.removeprefix(SLACK_LANE), message):
            said += [words(" · "), link(url, "card")]
    return [line(*said), *_comment(rating)]


def _customer(rating: Rating) -> str:
    return named(rating.customer) or "a customer without a name"


def _comment(rating: Rating) -> list[Block]:
    comment = one_line(rating.comment or "", MOST_COMMENT)
    return [quote(words(comment))] if comment else []


def _praise(desk: Desk) -> list[Block]:
    if not desk.praise:
        return []
    parts = [
        part
        for rating in desk.praise
        for part in (*_comment(rating), line(words(f"{_customer(rating)}\n", "italic")))
    ]
    return [_header("Praise for me"), rich_text(*parts)]


def _rules(rules: Sequence[Rule]) -> list[Block]:
    head = _header("What channels get")
    if not rules:
        return [head, rich_text(line(words("No channel gets ratings yet: /scores subscribe all")))]
    lines = [
        line(*_channel(rule.destination), words(f"  {described(rule)}\n"))
        for rule in rules[:MOST_RULES]
    ]
    more = len(rules) - MOST_RULES
    tail = [context(plain(f"and {more} more"))] if more > 0 else []
    return [head, rich_text(*lines), *tail]


def _channel(destination: str) -> list[Block]:
    channel = destination.removeprefix(SLACK_LANE)
    if SLACK_CHANNEL.fullmatch(channel):
        return [{"type": "channel", "channel_id": channel}]
    return [words(one_line(channel, MOST_NAME) or "?")]


def _state(state: SlackState) -> Block:
    said = [status_text(state), state.error or "", state.cure or ""]
    return context(plain(clipped(" ".join(text for text in said if text), MOST_CURE)))
