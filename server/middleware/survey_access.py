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
    if not _is_from_its_sites(request, survey):
        origin = request.headers["Origin"]
        raise Problem(
            403,
            "Origin not allowed",
            f"add {origin} to the origins of the survey {survey.slug} to ask it there",
        )


def check_open(app: web.Application, survey: Survey) -> None:
    """Refuse (409) a survey that is not open today."""
    if not is_open_today(app, survey):
        raise Problem(409, "Closed", f"the survey {survey.slug} is not open today", field="survey")


def is_open_today(app: web.Application, survey: Survey) -> bool:
    """Tell whether a survey may be answered today."""
    return survey.is_open(app[DAYS].day_on(app[CLOCK]()))


def may_ask(request: web.Request, second: Survey, *, after: Survey) -> bool:
    """Tell whether the second survey of a form may be asked where and when the first one is."""
    signed = second.document.context == "optional" or after.document.context == "required"
    return signed and is_open_today(request.app, second) and _is_from_its_sites(request, second)


def _is_from_its_sites(request: web.Request, survey: Survey) -> bool:
    origin = request.headers.get("Origin")
    if origin is None or survey.origins is None:
        return True
    return request.app[PLACE].own.allow(origin) or survey.origins.allow(origin)
