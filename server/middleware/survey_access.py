"""Which survey a request is about, and whether it may be asked from there and today."""

from aiohttp import web

from server.core.problems import Problem
from server.core.surveys import Survey
from server.keys import CATALOGUE, CLOCK, DAYS, PLACE


def survey_named(app: web.Application, slug: str) -> Survey:
    """Return a survey by its slug; 404 when there is none."""
    survey = app[CATALOGUE].survey(slug)
    if survey is None:
        raise Problem(404, "Unknown survey", f"there is no survey {slug[:64]!r}", field="survey")
    return survey


def check_origin(request: web.Request, survey: Survey) -> None:
    """Refuse (403) a page of a site that the survey does not name. The survey's own page may always ask."""
    origin = request.headers.get("Origin")
    if origin is None or survey.origins is None or request.app[PLACE].own.allow(origin):
        return
    if not survey.origins.allow(origin):
        raise Problem(
            403,
            "Origin not allowed",
            f"add {origin} to the origins of the survey {survey.slug} to ask it there",
        )


def check_open(app: web.Application, survey: Survey) -> None:
    """Refuse (409) a survey that is not open today."""
    if not survey.is_open(app[DAYS].day_on(app[CLOCK]())):
        raise Problem(409, "Closed", f"the survey {survey.slug} is not open today", field="survey")
