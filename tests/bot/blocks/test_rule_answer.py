from zoneinfo import ZoneInfo

import pytest

from bot.blocks import rule_answer
from bot.blocks.rule_answer import (
    Subscribed,
    muted_answer,
    not_read_answer,
    removed_answer,
    rules_answer,
    said_answer,
    subscribed_answer,
    tried_answer,
)
from server.core.rules import Filter, Manner, Rule
from server.core.score_question import NotUnderstood
from tests.bot.blocks.answer_limits import check_message
from tests.bot.blocks.hostile import HOSTILE

TALLINN = ZoneInfo("Europe/Tallinn")
NINE = 1_795_590_000_000


@pytest.mark.parametrize("text", HOSTILE)
def test_it_takes_whatever_is_in_a_rule(text: str) -> None:
    wanted = Filter(text=text, team=text, attributes=dict.fromkeys([text, f"{text}2"], text))
    rule = Rule(id="r1", destination="slack:C1", filter=wanted, manner=Manner(mention=True))
    many = [rule] * 60
    pairs = [(one, two) for one in range(60) for two in range(one)]
    subscribed = Subscribed(rule, True, 12, 100, range(1, 60), False, "C0FEEDBACK")
    for message in (
        subscribed_answer(subscribed),
        tried_answer(rule, 0, 0),
        rules_answer(many, pairs, elsewhere=many, now=NINE, timezone=TALLINN),
        removed_answer(many, "C0FEEDBACK"),
        not_read_answer(NotUnderstood(text, f"I do not know “{text}”.", text), "subscribe"),
        said_answer(f"“{text}”"),
    ):
        check_message(message)


def test_it_helps_within_what_slack_takes() -> None:
    for text in (
        rule_answer.UNSUBSCRIBE_HELP,
        rule_answer.NO_RULE,
        rule_answer.DEFAULT,
    ):
        check_message(said_answer(text))


def test_it_names_when_a_mute_ends() -> None:
    assert "until Wed 25 Nov 09:00 EET" in muted_answer(NINE, TALLINN).text
    assert "not muted" in muted_answer(None, TALLINN).text
