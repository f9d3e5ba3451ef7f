import pytest

from server.core.score_question import Help, NotUnderstood, ScoreQuestion
from server.core.score_reach import within_reach
from tests.server.core.asked_words import ask


@pytest.mark.parametrize("text", ["by team by month", "csat vs 2019", "share nps", "region=EE"])
def test_it_answers_every_question_about_scores(text: str) -> None:
    assert isinstance(within_reach(ask(text)), ScoreQuestion)


@pytest.mark.parametrize(
    "text", ["low 5", "find refund", "status", "rules", "mute 2h", "unmute", "subscribe csat"]
)
def test_it_says_where_the_rest_is_answered(text: str) -> None:
    asked = within_reach(ask(text))
    assert isinstance(asked, NotUnderstood)
    assert "is answered in Slack" in asked.reason


def test_it_lets_help_and_questions_back_through() -> None:
    assert within_reach(Help("low")) == Help("low")
    assert isinstance(within_reach(ask("xyzzy")), NotUnderstood)
