"""`GET /api/v1/surveys`: what is asked."""

from aiohttp import web
from msgspec import Struct

from server.api.answer import answer
from server.api.report_filter import refuse_unknown
from server.api.survey_json import SurveyShown, survey_json
from server.keys import CATALOGUE


class SurveyPage(Struct, frozen=True):
    """All surveys, in one page."""

    items: list[SurveyShown]
    next: None = None


async def survey_list(request: web.Request) -> web.Response:
    """List every survey in the version that is asked now, by slug."""
    refuse_unknown(request, frozenset())
    surveys = request.app[CATALOGUE].surveys()
    return answer(SurveyPage([survey_json(survey) for survey in surveys]))
