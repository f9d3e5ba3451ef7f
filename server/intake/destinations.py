"""Where the news of a rating goes."""

from aiohttp import web

from server.core.ratings import State
from server.core.surveys import Survey
from server.keys import RULES


def destinations_of(app: web.Application, survey: Survey | None, state: State) -> tuple[str, ...]:
    """Return the destinations of a rating in `state`; nobody is told of a rehearsal."""
    if survey is not None and survey.document.rehearsal:
        return ()
    return app[RULES].destinations(state)
