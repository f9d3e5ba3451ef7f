import re
from pathlib import Path

import pytest

from server.core.bands import Band
from server.core.contrast import DARK_SURFACE, LIGHT_SURFACE, contrast
from server.core.phrases import Phrases
from server.core.survey_check import read_survey
from server.core.survey_document import PLACEHOLDER
from server.core.survey_form import Asked, SurveyForm, survey_form
from server.core.surveys import Survey
from server.locale import languages, load_translations
from server.surveys import template, template_names
from tests.server.core.survey_documents import texts, whole

STYLES = Path(__file__).parents[3] / "widget" / "styles.js"


def form(document: object, agent: str | None = None, language: str = "en") -> SurveyForm:
    survey = Survey.of("s1", 3, read_survey(document))
    names = {"agent": agent, "company": "Kadaka Pood"}
    return survey_form(survey, Asked(language=language, names=names, phrases=Phrases({})))


def test_it_asks_by_name_and_leaves_the_customers_name_to_the_page() -> None:
    asked = form(whole(), agent="Mari Tamm")
    assert asked.question == "How was the help from Mari Tamm, {customer}?"
    assert asked.question_unnamed == "How was the help?"


def test_it_asks_without_a_name_that_is_not_known() -> None:
    asked = form(whole())
    assert (asked.question, asked.question_unnamed) == ("How was the help?", "")
    assert asked.follow_up[Band.NEGATIVE].prompt == "What could we do better?"


def test_it_puts_a_name_in_as_it_is() -> None:
    asked = form(whole(), agent="{customer} \\1 <b>")
    assert asked.question == "How was the help from {customer} \\1 <b>, {customer}?"
    assert asked.follow_up[Band.NEGATIVE].prompt == "What could {customer} \\1 <b> do better?"


def test_it_asks_each_band_its_own_further_questions() -> None:
    asked = form(whole())
    keys = {band: [each.key for each in asked.follow_up[band].questions] for band in Band}
    assert keys[Band.NEGATIVE] == ["reasons", "comment", "solved", "reach", "wish", "ways"]
    assert keys[Band.POSITIVE] == ["comment", "solved", "wish", "ways"]


def test_it_makes_options_of_a_scale() -> None:
    reach = next(q for q in form(whole()).follow_up[Band.NEGATIVE].questions if q.key == "reach")
    assert [option.key for option in reach.options] == [1, 2, 3, 4, 5]
    assert (reach.low, reach.high) == ("Hard", "Easy")


def test_it_offers_every_link_to_everyone_the_bands_own_first() -> None:
    asked = form(whole())
    shown = {band: [link.label for link in asked.follow_up[band].links] for band in Band}
    assert shown[Band.POSITIVE] == ["Write a review", "Get help"]
    assert shown[Band.NEGATIVE] == ["Get help", "Write a review"]
    assert sorted(shown[Band.NEUTRAL]) == ["Get help", "Write a review"]


def test_it_shows_good_first_when_the_survey_says_so() -> None:
    numbers = {"style": "numbers", "order": "good-to-bad"}
    ends = texts(labels=[], low="Bad", high="Good")
    asked = form(whole(**numbers, texts={"en": ends}))
    assert [choice.score for choice in asked.choices] == [3, 2, 1]
    assert [choice.name for choice in asked.choices] == ["3, Good", "2", "1, Bad"]
    assert (asked.low, asked.high) == ("Good", "Bad")


def test_it_draws_faces_from_bad_to_good_with_one_head() -> None:
    drawings = [choice.drawing for choice in form(whole()).choices]
    assert len({head for head, _ in drawings}) == 1
    corners = [float(line.split("Q24 ")[1].split()[0]) for _, line in drawings]
    assert corners == sorted(corners)


@pytest.mark.parametrize(
    ("theme", "accent"),
    [
        ({}, None),
        ({"accent": "#d6336c"}, "#d6336c"),
        ({"accent": "#1f6f5c", "accent_dark": "#84cdb6"}, "light-dark(#1f6f5c,#84cdb6)"),
    ],
)
def test_it_says_the_accent_as_css_does(theme: dict[str, str], accent: str | None) -> None:
    assert form(whole(theme=theme)).theme.accent == accent


@pytest.mark.parametrize("language", ["en", *languages()])
@pytest.mark.parametrize("name", template_names())
def test_it_asks_every_template_in_every_language_with_names_and_without(
    name: str, language: str
) -> None:
    survey = Survey.of("t", 1, template(name))
    phrases = Phrases(load_translations([language]))
    for agent, company in (("Mari Tamm", "Kadaka Pood"), (None, None)):
        names = {"agent": agent, "company": company}
        asked = survey_form(survey, Asked(language=language, names=names, phrases=phrases))
        follow_up = asked.follow_up.values()
        read = [asked.question, *(each.prompt for each in follow_up)]
        assert not any(PLACEHOLDER.search(text) for text in read)
        assert all(choice.name for choice in asked.choices)


def test_it_divides_a_long_label_but_does_not_say_so() -> None:
    divided = texts(labels=["Bad", "Neither\u00adnor", "Good"])
    choice = form(whole(texts={"en": divided})).choices[1]
    assert (choice.label, choice.name) == ("Neither\u00adnor", "Neithernor")


def test_it_numbers_nps_from_zero_to_ten_with_both_ends() -> None:
    survey = Survey.of("t", 1, template("nps"))
    names = {"agent": None, "company": "Kadaka Pood"}
    asked = survey_form(survey, Asked(language="en", names=names, phrases=Phrases({})))
    assert [choice.score for choice in asked.choices] == list(range(11))
    assert (asked.low, asked.high) == ("Not at all likely", "Extremely likely")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48), ("#1f6f5c", "#1f6f5c", 1)],
)
def test_it_computes_contrast_as_wcag_does(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)


def test_it_checks_contrast_on_the_surfaces_that_the_widget_paints() -> None:
    surface = re.search(r"--surface: .*light-dark\((#\w+), (#\w+)\)", STYLES.read_text())
    assert surface
    light, dark = surface.groups()
    assert (light.replace("#fff", "#ffffff"), dark) == (LIGHT_SURFACE, DARK_SURFACE)
