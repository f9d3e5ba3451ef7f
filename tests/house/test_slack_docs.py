"""What docs/slack.md tells people to type."""

import re
from datetime import date
from pathlib import Path

import pytest

from server.core.agents import Agent
from server.core.rule_text import Known, RuleRequest, read_rule
from server.core.score_question import Mute, Unmute, parse

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs" / "slack.md").read_text()
TYPED = re.findall(r"^/scores (\w+) ?(.*)$", DOCUMENT, re.MULTILINE)
KNOWN = Known(
    surveys=["csat", "ces", "nps"],
    agents=Known.names_of([Agent("mari", "Mari Tamm")]),
)


def words_after(verb: str) -> list[str]:
    return [words for typed, words in TYPED if typed == verb]


@pytest.mark.parametrize("words", words_after("subscribe"))
def test_it_reads_every_subscription(words: str) -> None:
    assert isinstance(read_rule(words, KNOWN), RuleRequest)


@pytest.mark.parametrize("cell", re.findall(r"^\| (`.*?`.*?) \| ", DOCUMENT, re.MULTILINE))
def test_it_reads_every_word_of_the_tables(cell: str) -> None:
    for words in re.findall(r"`([^`]+)`", cell):
        assert isinstance(read_rule(words, KNOWN), RuleRequest), words


@pytest.mark.parametrize("words", words_after("mute"))
def test_it_reads_every_mute(words: str) -> None:
    asked = parse(f"mute {words}", surveys=(), today=date(2026, 11, 25), timezone="UTC")
    assert isinstance(asked, Mute | Unmute)


def test_it_shows_every_verb() -> None:
    assert {verb for verb, _ in TYPED} == {"subscribe", "unsubscribe", "rules", "mute"}


@pytest.mark.parametrize("named", sorted(set(re.findall(r"`(tests/[^`]+)`", DOCUMENT))))
def test_it_names_only_tests_that_there_are(named: str) -> None:
    path, _, test = named.partition("::")
    text = (ROOT / path).read_text()
    assert not test or f"def {test}(" in text
