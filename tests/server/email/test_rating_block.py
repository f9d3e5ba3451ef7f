import re

import pytest
from msgspec.structs import replace

from server.core.phrases import Phrases
from server.core.survey_document import Style
from server.core.survey_form import SOFT_HYPHEN
from server.email.rating_block import BlockLinks, rating_block
from server.locale import languages, load_translations
from server.surveys import template_names
from tests.server.email.forms import ADDRESS, form_of, links_of
from tests.server.email.mail_clients import ELEMENTS, ENHANCEMENTS, PROPERTIES
from tests.server.email.markup import Element, Fragment, read

PHRASES = Phrases(load_translations(languages()))
LANGUAGES = ("en", *languages())
GMAIL_SIGNATURE = 10_000
"""Characters that Gmail takes in a signature; the house's own limit is 12 kB."""


def choices(fragment: Fragment) -> list[Element]:
    return [a for a in fragment.all("a") if "pd-a" in a.attributes["class"]]


@pytest.mark.parametrize("style", [None, *Style])
def test_it_uses_only_what_mail_clients_take_or_can_do_without(style: Style | None) -> None:
    for name in template_names():
        form = form_of(name, "ar")
        html = rating_block(form, links_of(form), style).html
        for element in read(html).elements:
            assert element.tag in ELEMENTS or element.tag in ENHANCEMENTS, element.tag
            attributes = set(element.attributes) - ELEMENTS.get(element.tag, set())
            assert attributes <= set(ENHANCEMENTS), (element.tag, attributes)
            properties = set(element.style) - PROPERTIES
            assert properties <= set(ENHANCEMENTS), (element.tag, properties)
        # Gmail drops a whole style attribute for some of these, Word never learnt the others.
        assert not re.search(
            r"url\(|var\(|calc\(|light-dark|margin[^;]*-\d|position|<img|<svg", html
        )


@pytest.mark.parametrize("style", Style)
def test_it_is_small_in_every_style(style: Style) -> None:
    for name in template_names():
        form = form_of(name, "ru")
        assert len(rating_block(form, links_of(form), style).html) < GMAIL_SIGNATURE


@pytest.mark.parametrize("name", template_names())
def test_it_is_small_and_whole_in_every_language(name: str) -> None:
    for language in LANGUAGES:
        form = form_of(name, language)
        block = rating_block(form, links_of(form))
        assert len(block.html.encode()) < 12_000
        assert len(block.html) < GMAIL_SIGNATURE
        shown = read(block.html)
        assert shown.all("table")[0].attributes["lang"] == language
        assert [a.attributes["href"] for a in choices(shown)] == [
            links_of(form).scores[choice.score] for choice in form.choices
        ]


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize("name", template_names())
def test_it_says_every_choice_in_words_that_a_reader_speaks(name: str, style: Style) -> None:
    form = form_of(name, "fi")
    shown = read(rating_block(form, links_of(form), style).html)
    for link, choice in zip(choices(shown), form.choices, strict=True):
        said = link.said.replace(SOFT_HYPHEN, "").strip()
        assert said
        assert link.attributes.get("title", said) == choice.name


def test_it_hides_the_trap_and_nothing_else() -> None:
    form = form_of("csat")
    shown = read(rating_block(form, links_of(form)).html)
    (trap,) = [a for a in shown.all("a") if a.is_hidden]
    assert trap.attributes["href"] == f"{ADDRESS}/more?c={{{{ticket.id}}}}"
    assert trap.attributes["aria-hidden"] == "true"
    assert trap.attributes["tabindex"] == "-1"
    assert trap.style["mso-hide"] == "all"
    assert trap.said.strip() == ""
    assert not [e for e in shown.elements if e is not trap and e.is_hidden]


def test_it_offers_a_way_out_only_where_there_is_one() -> None:
    form = form_of("csat", "lv")
    links = links_of(form)
    both = rating_block(form, links)
    said = [a.said for a in read(both.html).all("a")][-2]
    assert said == PHRASES.page("lv")["do_not_ask"]
    assert f"{said}: {links.unsubscribe}" in both.text
    without = rating_block(form, BlockLinks(links.scores, links.trap))
    assert len(read(without.html).all("a")) == len(form.choices) + 1
    assert said not in without.html + without.text


def test_it_reads_from_right_to_left() -> None:
    form = form_of("nps", "ar")
    table, *_ = read(rating_block(form, links_of(form)).html).all("table")
    assert table.attributes["dir"] == "rtl"
    assert 'align="right"' in rating_block(form, links_of(form)).html


def test_it_keeps_hostile_names_as_words() -> None:
    form = form_of("csat", agent='<img src=x onerror="a()"> & "Co"')
    html = rating_block(form, links_of(form)).html
    assert not read(html).all("img")
    assert '<img src=x onerror="a()"> & "Co"' in read(html).all("td")[0].said


@pytest.mark.parametrize(
    "placeholder",
    ["{{ticket.id}}", "{%conversation.number%}", "#{ticket.number}", "%{ticket.number}", "{$conv_code}"],
)  # fmt: skip
def test_it_leaves_placeholders_to_the_help_desk(placeholder: str) -> None:
    form = form_of("nps", "et")
    block = rating_block(form, links_of(form, f"?c={placeholder}"))
    assert block.html.count(f'?c={placeholder}"') == 12
    assert block.text.count(f"?c={placeholder}\n") == 11


def test_it_writes_the_same_without_html() -> None:
    form = form_of("csat", agent="Mari")
    assert rating_block(form, links_of(form, "")).text == (
        "How was the help you got from Mari?\n\n"
        f"Very bad: {ADDRESS}/1\nBad: {ADDRESS}/2\nOkay: {ADDRESS}/3\nGood: {ADDRESS}/4\nVery good: {ADDRESS}/5\n\n"
        f"Do not ask me again: {ADDRESS.replace('/r/', '/u/')}\n"
    )


def test_it_calls_no_customer_by_a_placeholder() -> None:
    form = replace(
        form_of("csat"), question="{customer}, how was it?", question_unnamed="How was it?"
    )
    block = rating_block(form, links_of(form))
    assert "How was it?" in block.html
    assert block.text.startswith("How was it?\n")
    assert "{customer}" not in block.html + block.text


def test_it_says_what_the_ends_of_a_scale_mean() -> None:
    form = form_of("nps")
    said = read(rating_block(form, links_of(form)).html).all("table")[0].said
    assert "0 – Not at all likely" in said
    assert "10 – Extremely likely" in said
    faces = form_of("csat")
    said = read(rating_block(faces, links_of(faces), Style.NUMBERS).html).all("table")[0].said
    assert "1 – Very bad" in said


def test_it_draws_faces_that_differ_in_the_mouth_alone() -> None:
    form = form_of("csat")
    faces = re.findall(
        r"<span class=\"pd-f\".*?</span></span>", rating_block(form, links_of(form)).html
    )
    assert len(set(faces)) == 5
    assert len({re.sub(r'<span class="(smile|flat|frown)".*', "", face) for face in faces}) == 1


def test_it_draws_no_face_where_there_would_be_eleven() -> None:
    form = form_of("nps")
    links = links_of(form)
    assert rating_block(form, links, Style.SMILEYS) == rating_block(form, links, Style.NUMBERS)


def test_it_wears_the_colours_of_the_survey() -> None:
    form = form_of("csat-10")
    theme = replace(form.theme, accent="light-dark(#8a1c5b,#ffb3dd)")
    html = rating_block(replace(form, theme=theme), links_of(form)).html
    assert "color: #8a1c5b" in html
    assert "color: #ffb3dd !important" in html
    assert "#1f6f5c" not in html
