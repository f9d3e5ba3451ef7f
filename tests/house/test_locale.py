import pytest

from server.core.bands import Band
from server.core.phrases import ENGLISH, Phrases
from server.core.surveys import PLACEHOLDER, SurveyDocument
from server.locale import load_catalogues
from server.surveys import default_surveys

HOME_LANGUAGES = {"en", "et", "lv", "lt", "fi"}
SURVEYS = default_surveys()


@pytest.mark.parametrize("language", sorted(HOME_LANGUAGES - {"en"}))
def test_it_has_every_phrase_in_every_home_language(language: str) -> None:
    catalogue = load_catalogues()[language]
    for text in ENGLISH.values():
        message = catalogue.get(text)
        assert message is not None, text
        assert message.string, text
        assert not message.fuzzy, text


def test_it_has_no_phrase_that_nothing_shows() -> None:
    for catalogue in load_catalogues().values():
        known = {message.id for message in catalogue if message.id}
        assert known == set(ENGLISH.values())


def test_it_reads_english_where_there_is_no_catalogue() -> None:
    assert Phrases({}).of("ja") == ENGLISH


@pytest.mark.parametrize("survey", SURVEYS, ids=lambda survey: survey.slug)
def test_it_asks_every_survey_in_every_home_language(survey: SurveyDocument) -> None:
    assert set(survey.texts) == HOME_LANGUAGES
    for texts in survey.texts.values():
        assert not PLACEHOLDER.search(texts.question_unnamed)
        assert set(texts.prompts) == set(texts.thanks) == set(Band)
