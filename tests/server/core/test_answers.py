import pytest

from server.core.answers import Answer, checked_answers
from server.core.problems import Problem
from server.core.survey_check import read_survey
from tests.server.core.survey_documents import whole

QUESTIONS = read_survey(whole()).questions


def test_it_keeps_answers_of_every_kind() -> None:
    given: dict[str, Answer] = {
        "solved": "yes",
        "reach": 4,
        "wish": "  A shorter queue \n",
        "ways": ["chat", "mail", "chat"],
    }
    assert checked_answers(given, QUESTIONS) == {
        "solved": "yes",
        "reach": 4,
        "wish": "A shorter queue",
        "ways": ["chat", "mail"],
    }


def test_it_leaves_out_what_was_taken_back() -> None:
    assert checked_answers({"wish": " ", "ways": []}, QUESTIONS) == {}


@pytest.mark.parametrize(
    ("key", "answer", "field", "detail"),
    [
        ("mood", "x", "answers.mood", "this survey asks solved, reach, wish, ways"),
        ("solved", "maybe", "answers.solved", "must be one of yes, no"),
        ("solved", 1, "answers.solved", "must be one of yes, no"),
        ("solved", ["yes"], "answers.solved", "must be one of yes, no"),
        ("reach", 0, "answers.reach", "must be a whole number from 1 to 5"),
        ("reach", 6, "answers.reach", "must be a whole number from 1 to 5"),
        ("reach", "3", "answers.reach", "must be a whole number from 1 to 5"),
        ("wish", 3, "answers.wish", "must be a text"),
        ("wish", "a\x00b", "answers.wish", "must be written without control characters"),
        ("wish", "x" * 5001, "answers.wish", "must be at most 5000 characters"),
        ("ways", "chat", "answers.ways", "must be a list"),
        ("ways", ["chat", "fax"], "answers.ways[1]", "must be one of chat, mail, phone"),
    ],
)
def test_it_refuses_what_is_no_answer(key: str, answer: Answer, field: str, detail: str) -> None:
    with pytest.raises(Problem) as refused:
        checked_answers({key: answer}, QUESTIONS)
    assert (refused.value.status, refused.value.field, refused.value.detail) == (422, field, detail)
