import pytest

from server.core.phrases import COUNTDOWN, ENGLISH, PAGE, WIDGET, Phrases
from server.core.survey_document import PLACEHOLDER
from server.locale import languages, load_translations, read_catalogue
from server.surveys import DEFAULTS, english_template, messages, template, template_names

HOME_LANGUAGES = {"et", "lv", "lt", "fi"}
OTHERS = {"sv", "de", "pl", "ru", "es", "fr", "ar"}
Message = tuple[str | None, str]


def in_english() -> set[Message]:
    """Everything a customer may read, with its context."""
    around: set[Message] = {(None, text) for text in (*ENGLISH.values(), COUNTDOWN[0])}
    tables = [english_template(name) for name in template_names()]
    return around | {
        (table["metric"], text) for table in tables for text in messages(table["texts"])
    }


def test_it_speaks_twelve_languages() -> None:
    assert set(languages()) >= HOME_LANGUAGES | OTHERS


@pytest.mark.parametrize("language", languages())
def test_it_has_every_text_in_every_language_and_no_other(language: str) -> None:
    found = {
        (message.context, message.id[0] if message.pluralizable else message.id)
        for message in read_catalogue(language)
        if message.id
    }
    assert found == in_english()


@pytest.mark.parametrize("language", languages())
def test_it_leaves_no_text_empty_or_doubtful(language: str) -> None:
    catalogue = read_catalogue(language)
    for message in catalogue:
        forms = message.string if message.pluralizable else [message.string]
        assert all(forms), message.id
        assert not message.fuzzy, message.id
        assert not message.pluralizable or len(forms) == catalogue.num_plurals


@pytest.mark.parametrize("language", languages())
def test_it_puts_in_no_name_that_the_english_text_does_not(language: str) -> None:
    for message in read_catalogue(language):
        if message.id and not message.pluralizable:
            wanted = set(PLACEHOLDER.findall(str(message.id)))
            named = set(PLACEHOLDER.findall(str(message.string)))
            assert named <= wanted, message.string
            assert "agent" not in wanted - named, message.string


def test_it_reads_english_where_there_is_no_catalogue() -> None:
    phrases = Phrases({})
    assert phrases.of("ja") == WIDGET
    assert phrases.page("ja") == PAGE
    assert phrases.countdown("ja", 1) == "This starts over in 1 second."


@pytest.mark.parametrize(
    ("language", "seconds", "text"),
    [
        ("en", 2, "2 seconds"),
        ("lv", 21, "21 sekundes"),
        ("lv", 5, "5 sekundēm"),
        ("ru", 1, "1 секунду"),
        ("ru", 3, "3 секунды"),
        ("ru", 5, "5 секунд"),
    ],
)
def test_it_counts_as_the_language_does(language: str, seconds: int, text: str) -> None:
    phrases = Phrases(load_translations([language]))
    assert text in phrases.countdown(language, seconds)


@pytest.mark.parametrize("name", template_names())
def test_it_asks_every_template_in_every_language(name: str) -> None:
    assert set(template(name).texts) == {"en", *languages()}


def test_it_installs_templates() -> None:
    assert set(DEFAULTS) < set(template_names())
