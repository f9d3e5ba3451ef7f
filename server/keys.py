"""What the parts of the application find each other by."""

from collections.abc import Awaitable, Callable, Iterable
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from aiohttp import web
from jinja2 import Environment

from server.core.contexts import Contexts
from server.core.edit_tokens import EditTokens
from server.core.instants import Clock, Days
from server.core.languages import offered_here
from server.core.links import Links
from server.core.origins import AllowedOrigins
from server.core.phrases import Phrases
from server.core.problems import Problem
from server.core.surveys import Survey
from server.store.catalogue import Catalogue
from server.store.database import Database
from server.store.rating_recorder import RatingRecorder
from server.store.rule_book import RuleBook

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Place(NamedTuple):
    """Where this installation is: its name, the zone in which its days begin, its languages, its address."""

    company: str
    timezone: ZoneInfo
    languages: tuple[str, ...]
    public_url: str
    own: AllowedOrigins
    """The site of that address, whose pages may always ask."""

    def languages_of(self, survey: Survey) -> tuple[str, ...]:
        """Return the languages that a survey is asked in here, the default first."""
        return offered_here(survey.languages, self.languages)


class Wakeable(Protocol):
    """Runs jobs in the background."""

    def wake(self, lanes: Iterable[str]) -> None:
        """Look now: jobs were written for these lanes."""


class SlackEvents(Protocol):
    """Answers what Slack sends."""

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer a command, a button or an event."""


class Health(Protocol):
    """A part that can tell how it is."""

    def health(self) -> dict[str, str]:
        """Return `{"state": "ok" | …}` and what else helps, for /readyz."""


class ClientName(Protocol):
    """Names whoever sent a request, for a day and without saying who it is."""

    def __call__(self, request: web.Request) -> str: ...


class ProblemPage(Protocol):
    """Shows a refusal to a person, where a problem document would be one for programs."""

    def __call__(self, request: web.Request, problem: Problem) -> web.Response: ...


DAYS = web.AppKey("days", Days)
DATABASE = web.AppKey("database", Database)
CATALOGUE = web.AppKey("catalogue", Catalogue)
CLOCK = web.AppKey("clock", Clock)
TEMPLATES = web.AppKey("templates", Environment)
TOKENS = web.AppKey("tokens", EditTokens)
CONTEXTS = web.AppKey("contexts", Contexts)
LINKS = web.AppKey("links", Links)
CLIENTS = web.AppKey("clients", ClientName)
SETTLE_MS = web.AppKey("settle_ms", int)
PHRASES = web.AppKey("phrases", Phrases)
PLACE = web.AppKey("place", Place)
RECORDER = web.AppKey("recorder", RatingRecorder)
RULES = web.AppKey("rules", RuleBook)
WORKER = web.AppKey("worker", Wakeable)
HEALTH = web.AppKey("health", dict[str, Health])
SLACK = web.AppKey("slack", SlackEvents)

CORS_HEADERS = web.RequestKey("cors_headers", dict[str, str])
"""What lets the page that asked read the answer, also when it is a refusal."""
PROBLEM_PAGE = web.RequestKey("problem_page", ProblemPage)
