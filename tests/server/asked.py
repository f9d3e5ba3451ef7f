"""Puts surveys and signature links into a running application, as the commands do."""

from aiohttp import web
from aiohttp.test_utils import TestClient

from server.core.agents import Agent
from server.core.asks import signature_link
from server.core.survey_check import read_survey
from server.core.surveys import Survey
from server.keys import CATALOGUE, CLOCK, DATABASE, DAYS, LINKS
from server.store import agents, links, surveys


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


async def signature(
    client: TestClient[web.Request, web.Application],
    slug: str = "csat",
    language: str | None = None,
) -> str:
    """Return the path of a link in Mari's signature, to which `/5?c=…` may be added."""
    app = client.app
    assert app is not None
    mari, now = Agent("mari", "Mari Tamm", None, "chat", None), app[CLOCK]()
    await app[DATABASE].write(agents.put, mari, now)
    await app[CATALOGUE].refresh()
    survey = app[CATALOGUE].survey(slug)
    assert survey is not None
    new = signature_link(survey, mari, language, now, app[DAYS].day_on(now))
    link = await app[DATABASE].write(links.signature, new)
    return f"/r/{app[LINKS].token(link.id)}"
