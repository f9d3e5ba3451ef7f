"""What a customer tapped and answered, in words that the team reads."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from server.core.ratings import Rating
from server.core.survey_document import FurtherTexts, SurveyTexts
from server.core.surveys import Survey

READABLE: Final = "en"


class Answered(NamedTuple):
    """A further question and what was answered to it."""

    question: str
    answer: str


class RatingWords(NamedTuple):
    """The reasons and answers of a rating, as its survey words them."""

    reasons: tuple[str, ...] = ()
    answers: tuple[Answered, ...] = ()


def in_words(rating: Rating, survey: Survey | None) -> RatingWords:
    """Return the words in English if the survey has it, else in its first language.

    What the survey no longer offers is shown by its key.
    """
    texts = None if survey is None else _readable(survey.document.texts)
    labels = {} if texts is None else texts.reasons
    questions = {} if texts is None else texts.questions
    return RatingWords(
        reasons=tuple(labels.get(reason, reason) for reason in rating.reasons),
        answers=tuple(
            _answered(key, answer, questions.get(key)) for key, answer in rating.answers.items()
        ),
    )


def _readable(texts: Mapping[str, SurveyTexts]) -> SurveyTexts:
    return texts.get(READABLE) or next(iter(texts.values()))


def _answered(key: str, answer: object, texts: FurtherTexts | None) -> Answered:
    labels = {} if texts is None else texts.options
    given = answer if isinstance(answer, list) else [answer]
    words = ", ".join(labels.get(str(each), str(each)) for each in given)
    return Answered(key if texts is None else texts.ask, words)
