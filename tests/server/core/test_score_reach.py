import pytest

from server.core.score_question import Help, NotUnderstood, ScoreQuestion
from server.core.score_reach import within_reach
from tests.server.core.asked_words import ask


@pytest.mark.parametrize(
    "text",
    [
        *("nps 90d", "by agent", "@mari q2", "30d vs previous", "csat june", "by team"),
        *("by agent by month", "team:Support", "region=EE", "unhappy", "vs 2019"),
    ],
)
def test_it_lets_through_what_can_be_answered(text: str) -> None:
    assert isinstance(within_reach(ask(text)), ScoreQuestion)


def test_it_says_what_cannot_be_answered() -> None:
    assert "I understand that" in _refused("share nps").reason


@pytest.mark.parametrize(
    "text", ["low", "find refund", "status", "mute 2h", "rules", "subscribe nps"]
)
def test_it_says_what_cannot_be_done(text: str) -> None:
    assert "cannot do it yet" in _refused(text).reason


def test_it_lets_help_and_questions_back_through() -> None:
    assert within_reach(Help("low")) == Help("low")
    assert _refused("xyzzy").reason == "I do not know “xyzzy”."


def _refused(text: str) -> NotUnderstood:
    answer = within_reach(ask(text))
    assert isinstance(answer, NotUnderstood)
    return answer
