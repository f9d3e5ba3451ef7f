import pytest

from server.words.detection import language_of
from server.words.stems import stemmer_of
from server.words.stop_list import stop_words_of


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("et", "teenindaja", "teenindajaga"),
        ("lv", "rēķinu", "rēķinā"),
        ("lt", "siunta", "siuntos"),
        ("fi", "palvelu", "palvelua"),
        ("en", "waiting", "waited"),
        ("xx", "word", "word"),
    ],
)
def test_it_joins_the_forms_of_a_word(language: str, one: str, other: str) -> None:
    stem = stemmer_of(language)
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("text", "said", "language"),
    [
        ("Aitäh abi eest", "et", "et"),
        ("Labai greitai atsakė, ačiū", "en", "lt"),
        ("Gaidīju četrdesmit minūtes un atbildes nav", "et", "lv"),
        ("Everything arrived broken again", "fi", "en"),
        ("Super", "lv", "lv"),
        ("", "pt-BR", "pt"),
    ],
)
def test_it_believes_the_rating_unless_the_words_are_clearly_another_language(
    text: str, said: str, language: str
) -> None:
    assert language_of(text, said) == language


def test_it_knows_stop_words_of_every_language_it_asks_in() -> None:
    for language in ("en", "et", "lv", "lt", "fi", "sv", "de", "pl", "ru", "es", "fr", "ar"):
        assert len(stop_words_of(language)) > 20
    assert stop_words_of("xx") == frozenset()
