from bot.blocks.rating_words import in_words
from server.core.survey_check import read_survey
from server.core.surveys import Survey
from tests.bot.blocks.ratings import rating
from tests.server.core.survey_documents import texts, whole

ANSWERS = {"solved": "no", "reach": 2, "ways": ["chat", "mail"], "wish": "A shorter queue"}
SAID = rating(reasons=("speed",), answers=ANSWERS)


def test_it_puts_keys_into_the_words_of_the_survey() -> None:
    words = in_words(SAID, Survey.of("s", 1, read_survey(whole())))
    assert words.reasons == ("Speed",)
    assert words.answers == (
        ("Solved?", "No"),
        ("Easy to reach?", "2"),
        ("Which ways?", "Chat, E-mail"),
        ("One wish?", "A shorter queue"),
    )


def test_it_reads_english_where_it_can_and_else_the_first_language() -> None:
    finnish = texts(reasons={"speed": "Nopeus", "price": "Hinta"})
    both = Survey.of("s", 1, read_survey(whole(texts={"fi": finnish, "en": texts()})))
    assert in_words(SAID, both).reasons == ("Speed",)
    only = Survey.of("s", 1, read_survey(whole(texts={"fi": finnish})))
    assert in_words(SAID, only).reasons == ("Nopeus",)


def test_it_shows_by_its_key_what_is_no_longer_asked() -> None:
    newer = whole(questions={}, reasons={}, texts={"en": texts(reasons={}, questions={})})
    words = in_words(SAID, Survey.of("s", 2, read_survey(newer)))
    assert (words.reasons, words.answers[0]) == (("speed",), ("solved", "no"))
    assert in_words(SAID, None).answers[1] == ("reach", "2")
