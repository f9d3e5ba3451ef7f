"""Forms of the templates and links for them, as a signature has them."""

from functools import cache

from server.core.phrases import Phrases
from server.core.survey_form import Asked, SurveyForm, survey_form
from server.core.surveys import Survey
from server.email.rating_block import BlockLinks
from server.locale import load_translations
from server.surveys import template

ADDRESS = "https://feedback.example.com/r/Fc_uK8vu-r0rHJBEM8bAjw"


@cache
def form_of(name: str, language: str = "en", agent: str = "Rūta Kazlauskaitė") -> SurveyForm:
    """Return what a customer sees of a template."""
    phrases = Phrases(load_translations([language]))
    asked = Asked(
        language=language, names={"agent": agent, "company": "Lumivo Telecom"}, phrases=phrases
    )
    return survey_form(Survey.of(f"template-{name}", 1, template(name)), asked)


def links_of(form: SurveyForm, query: str = "?c={{ticket.id}}") -> BlockLinks:
    """Return links such as a signature's, with a way out below."""
    scores = {choice.score: f"{ADDRESS}/{choice.score}{query}" for choice in form.choices}
    return BlockLinks(scores, f"{ADDRESS}/more{query}", ADDRESS.replace("/r/", "/u/"))
