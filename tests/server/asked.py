"""Puts surveys into a running application, as `paldies survey put` does."""

from aiohttp import web
from aiohttp.test_utils import TestClient

from server.core.survey_check import read_survey
from server.core.surveys import Survey
from server.keys import CATALOGUE, CLOCK, DATABASE
from server.store import surveys


async def put(client: TestClient[web.Request, web.Application], document: object) -> Survey:
    """Ask what a document says from now on."""
    app = client.app
    assert app is not None
    read = read_survey(document)
    await app[DATABASE].write(surveys.put, read, app[CLOCK]())
    await app[CATALOGUE].refresh()
    found = app[CATALOGUE].survey(read.slug)
    assert found is not None
    return found
