import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.languages import accepted, direction, is_tag, negotiate, offered_here

OFFERED = ("en", "et", "pt-BR", "zh-Hant")


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        ((), "en"),
        (("et",), "et"),
        (("ET",), "et"),
        (("et-EE",), "et"),
        (("ru", "et"), "et"),
        (("et-EE", "en"), "et"),
        (("pt-br",), "pt-BR"),
        (("pt",), "en"),
        (("pt-PT", "et"), "et"),
        (("zh-hant",), "zh-Hant"),
        (("", "-", "e", "👍"), "en"),
    ],
)
def test_it_speaks_the_first_wanted_language_it_has(wanted: tuple[str, ...], language: str) -> None:
    assert negotiate(wanted, OFFERED) == language


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("", ()),
        ("et", ("et",)),
        ("et-EE,et;q=0.9,en;q=0.8", ("et-EE", "et", "en")),
        ("en;q=0.5, et", ("et", "en")),
        ("en;q=0.5, et;q=0.5", ("en", "et")),
        ("fi ; q = 0.3 ,\tlv", ("lv", "fi")),
        ("es-419, zh-Hant-TW;q=0.5", ("es-419", "zh-Hant-TW")),
        ("*, et;q=0.1", ("et",)),
        ("et;q=0, en", ("en",)),
        ("et;q=, en", ("en",)),
        ("et;q=1.2.3, en", ("en",)),
        ("et;q=., en", ("en",)),
        ("et;q=-1, en", ("en",)),
        ("et;q=nan, fi;q=inf, en", ("en",)),
        ("et;level=1, en", ("en",)),
        ("<script>, é, 'et', en", ("en",)),
        (",,;,;q=1,,", ()),
    ],
)
def test_it_reads_what_a_browser_wants(header: str, wanted: tuple[str, ...]) -> None:
    assert accepted(header) == wanted


def test_it_reads_no_more_than_twenty_wishes() -> None:
    assert len(accepted(",".join(["et"] * 5000))) == 20


@pytest.mark.parametrize("junk", [" ", "a ", "a;q=1 ", "a-"])
def test_it_is_not_slowed_by_a_long_header(junk: str) -> None:
    assert accepted(junk * 100_000 + "!") == ()


@given(st.text())
def test_it_answers_whatever_is_sent(header: str) -> None:
    assert negotiate(accepted(header), OFFERED) in OFFERED


@pytest.mark.parametrize("text", ["et", "fil", "pt-BR", "es-419", "zh-Hant-TW"])
def test_it_knows_a_tag(text: str) -> None:
    assert is_tag(text)


@pytest.mark.parametrize("text", ["", "e", "eesti", "et-", "et_EE", "et\n", "et EE", "õt", "../et"])
def test_it_knows_what_is_no_tag(text: str) -> None:
    assert not is_tag(text)


def test_it_offers_what_the_survey_and_the_installation_share() -> None:
    assert offered_here(("en", "et", "fi"), ("fi", "lv", "en")) == ("fi", "en")
    assert offered_here(("ru",), ("fi", "lv")) == ("ru",)


@pytest.mark.parametrize(("language", "way"), [("ar", "rtl"), ("he-IL", "rtl"), ("et", "ltr")])
def test_it_knows_which_way_a_language_is_written(language: str, way: str) -> None:
    assert direction(language) == way
