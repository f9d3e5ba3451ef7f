import re

import pytest

from server.core.question_verbs import VERBS
from server.core.score_help import help_text
from server.core.score_question import Help, NotUnderstood
from tests.server.core.asked_words import SURVEYS, ask

TOPICS = [None, *(verb for verb in VERBS if verb != "help")]


@pytest.mark.parametrize("verb", TOPICS)
def test_it_gives_only_examples_that_work(verb: str | None) -> None:
    text = help_text(SURVEYS, command="/scores", verb=verb)
    examples = [line.split("  ")[0] for line in text.splitlines()[1:] if line.startswith("/scores")]
    examples = [example for example in examples if not re.search(r"\[|\b[A-Z]{3,}\b", example)]
    assert examples or verb in {"status", "unmute"}
    for example in examples:
        assert not isinstance(ask(example), NotUnderstood | Help), example


def test_it_lists_every_period_that_it_names() -> None:
    text = " ".join(help_text(SURVEYS, command="/scores").split())
    (listed,) = re.findall("Periods: (.*) Against:", text)
    listed = listed.replace(
        "this or last week, month, quarter, half or year", "this week, last half"
    )
    for phrase in listed.split(", "):
        assert not isinstance(ask(phrase), NotUnderstood), phrase


def test_it_names_the_surveys_and_every_verb() -> None:
    text = help_text(("nps", "csat"), command="/scores")
    assert "Surveys: csat, nps\n" in text
    assert all(verb in text for verb in VERBS)
    assert "Surveys: none yet" in help_text((), command="/scores")


def test_it_speaks_as_it_was_called() -> None:
    for verb in TOPICS:
        assert "/scores" not in help_text((), command="paldies scores", verb=verb)


def test_it_is_narrow_enough_to_be_read_in_slack() -> None:
    for verb in TOPICS:
        assert max(map(len, help_text((), command="/scores", verb=verb).splitlines())) <= 100
