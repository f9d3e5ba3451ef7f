"""Answers to the further questions of a survey, checked against what was asked."""

import re
from collections.abc import Mapping
from typing import Final, TypeAlias

from server.core.problems import bad_field
from server.core.survey_document import FurtherQuestion, Kind

Answer: TypeAlias = str | int | list[str]

LONGEST_TEXT: Final = 5_000

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def checked_answers(
    answers: Mapping[str, Answer], questions: Mapping[str, FurtherQuestion]
) -> dict[str, Answer]:
    """Return the answers as they are kept: texts without space around them, nothing empty.

    Raises `Problem` (422), naming the field, for a question that the survey does not ask and for
    what is no answer to it.
    """
    kept = {}
    for key, answer in answers.items():
        question = questions.get(key)
        if question is None:
            offered = ", ".join(questions) or "nothing more"
            raise bad_field(f"answers.{key}", f"this survey asks {offered}")
        checked = _checked(f"answers.{key}", question, answer)
        if checked not in ("", []):
            kept[key] = checked
    return kept


def _checked(field: str, question: FurtherQuestion, answer: Answer) -> Answer:
    match question.kind:
        case Kind.TEXT:
            return _text(field, answer)
        case Kind.SCALE:
            return _score(field, question, answer)
        case Kind.CHOICE if question.many:
            return _options(field, question, answer)
        case _:
            return _option(field, question, answer)


def _text(field: str, answer: Answer) -> str:
    if not isinstance(answer, str):
        raise bad_field(field, "must be a text")
    if len(answer) > LONGEST_TEXT:
        raise bad_field(field, f"must be at most {LONGEST_TEXT} characters")
    if _CONTROL.search(answer):
        raise bad_field(field, "must be written without control characters")
    return answer.strip()


def _score(field: str, question: FurtherQuestion, answer: Answer) -> int:
    if not isinstance(answer, int) or not question.low <= answer <= question.high:
        raise bad_field(field, f"must be a whole number from {question.low} to {question.high}")
    return answer


def _options(field: str, question: FurtherQuestion, answer: Answer) -> list[str]:
    if not isinstance(answer, list):
        raise bad_field(field, "must be a list")
    given = [
        _option(f"{field}[{position}]", question, each) for position, each in enumerate(answer)
    ]
    return list(dict.fromkeys(given))


def _option(field: str, question: FurtherQuestion, answer: Answer) -> str:
    if answer not in question.options or not isinstance(answer, str):
        raise bad_field(field, f"must be one of {', '.join(question.options)}")
    return answer
