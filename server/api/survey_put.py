"""`PUT /api/v1/surveys/{slug}`: a new survey, or a new version of one."""

import msgspec
from aiohttp import web

from server.api.answer import answer
from server.api.body import read_body
from server.api.survey_json import survey_json
from server.core.problems import Problem, bad_field
from server.core.survey_check import BadSurvey, read_survey
from server.core.survey_document import SurveyDocument
from server.keys import CATALOGUE, CLOCK, DATABASE
from server.middleware.survey_access import survey_named
from server.store import surveys
from server.store.surveys import NoSuchSurvey, OtherMetric

LARGEST_DOCUMENT = 256 * 1024
"""Bytes: a logo and its question in many languages."""
ANYTHING = msgspec.json.Decoder()


async def survey_put(request: web.Request) -> web.Response:
    """Ask what a document says from now on: 201 for a new survey, else 200. Ratings keep the version they answered.

    422 with every fault by its path.
    """
    body = await read_body(request.clone(client_max_size=LARGEST_DOCUMENT), ANYTHING)
    document = _document(body)
    if document.slug != request.match_info["slug"]:
        raise bad_field("slug", "must be the one in the address")
    app = request.app
    is_new = app[CATALOGUE].survey(document.slug) is None
    try:
        await app[DATABASE].write(surveys.put, document, app[CLOCK]())
    except OtherMetric:
        raise bad_field("metric", "must stay what it is: choose another slug") from None
    except NoSuchSurvey:
        raise bad_field("then", f"must be a survey that is there, not {document.then}") from None
    await app[CATALOGUE].refresh()
    return answer(survey_json(survey_named(app, document.slug)), status=201 if is_new else 200)


def _document(body: object) -> SurveyDocument:
    try:
        return read_survey(body)
    except BadSurvey as error:
        first = error.faults[0]
        raise Problem(
            422, "Bad field", first.expected, field=first.path, faults=error.faults
        ) from None
