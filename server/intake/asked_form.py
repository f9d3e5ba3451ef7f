"""The form that a request asks for: in the best language, with the names of agent and company."""

from aiohttp import web

from server.core.languages import accepted, negotiate
from server.core.survey_form import Asked, SurveyForm, survey_form
from server.core.surveys import Survey
from server.keys import CATALOGUE, PHRASES, PLACE
from server.middleware.survey_access import may_ask


def asked_form(request: web.Request, survey: Survey) -> SurveyForm:
    """Return the form of a survey for the `language` and `agent` of the query, and with it what is asked after it."""
    return form_in(request, survey, asked_language(request, survey), request.query.get("agent", ""))


def form_in(request: web.Request, survey: Survey, language: str, agent: str) -> SurveyForm:
    """Return the form of a survey in one of its languages, about an agent by key.

    What is asked after it is in that language too, if it can, and left out where it may not be asked.
    """
    second = _second(request, survey, language, agent)
    return _form(request, survey, language, agent, second)


def asked_language(request: web.Request, survey: Survey) -> str:
    """Return the language of `survey` for a request: the one it names, else the best of the browser's."""
    named = request.query.get("language")
    wanted = accepted(request.headers.get("Accept-Language", ""))
    offered = request.app[PLACE].languages_of(survey)
    return negotiate((named, *wanted) if named else wanted, offered)


def _second(request: web.Request, survey: Survey, language: str, agent: str) -> SurveyForm | None:
    then = survey.document.then
    second = request.app[CATALOGUE].survey(then) if then else None
    if second is None or not may_ask(request, second, after=survey):
        return None
    offered = request.app[PLACE].languages_of(second)
    return _form(request, second, negotiate((language,), offered), agent, None)


def _form(
    request: web.Request, survey: Survey, language: str, agent_key: str, then: SurveyForm | None
) -> SurveyForm:
    app = request.app
    agent = app[CATALOGUE].agent(agent_key)
    has_logo = survey.document.theme.logo is not None
    asked = Asked(
        language=language,
        names={"agent": agent.name if agent else None, "company": app[PLACE].company},
        phrases=app[PHRASES],
        logo=f"/s/{survey.slug}/logo?{survey.version}" if has_logo else None,
    )
    return survey_form(survey, asked, then)
