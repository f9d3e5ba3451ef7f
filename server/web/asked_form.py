"""The form that a request asks for: in the best language, with the names of agent and company."""

from aiohttp import web

from server.core.languages import accepted, negotiate
from server.core.survey_form import Asked, SurveyForm, survey_form
from server.core.surveys import Survey
from server.keys import CATALOGUE, PHRASES, PLACE


def asked_form(request: web.Request, survey: Survey) -> SurveyForm:
    """Return the form of a survey for the `language` and `agent` of the query, and with it what is asked after it."""
    return form_in(request, survey, asked_language(request, survey))


def form_in(request: web.Request, survey: Survey, language: str) -> SurveyForm:
    """Return the form of a survey in one of its languages; what is asked after it is in that one too, if it can."""
    then = survey.document.then
    follows = request.app[CATALOGUE].survey(then) if then else None
    if follows is None:
        return _form(request, survey, language, None)
    offered = request.app[PLACE].languages_of(follows)
    second = _form(request, follows, negotiate((language,), offered), None)
    return _form(request, survey, language, second)


def asked_language(request: web.Request, survey: Survey) -> str:
    """Return the language of `survey` for a request: the one it names, else the best of the browser's."""
    named = request.query.get("language")
    wanted = (named,) if named else accepted(request.headers.get("Accept-Language", ""))
    return negotiate(wanted, request.app[PLACE].languages_of(survey))


def _form(
    request: web.Request, survey: Survey, language: str, then: SurveyForm | None
) -> SurveyForm:
    app = request.app
    agent = app[CATALOGUE].agent(request.query.get("agent", ""))
    has_logo = survey.document.theme.logo is not None
    asked = Asked(
        language=language,
        names={"agent": agent.name if agent else None, "company": app[PLACE].company},
        phrases=app[PHRASES],
        logo=f"/s/{survey.slug}/logo?{survey.version}" if has_logo else None,
    )
    return survey_form(survey, asked, then)
