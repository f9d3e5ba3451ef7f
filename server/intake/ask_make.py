"""Makes an ask, unless the customer is to be left in peace; and says where its links lead."""

from dataclasses import dataclass

from aiohttp import web

from server.core.asks import Ask, quiet_ms
from server.core.instants import day_of, rfc3339
from server.core.links import TRAP, Link
from server.core.problems import Problem
from server.core.surveys import Survey
from server.keys import CATALOGUE, CLOCK, DATABASE, DAYS, PLACE
from server.middleware.survey_access import check_open
from server.store import links
from server.store.links import AskedLately, DoNotAsk


async def make_ask(app: web.Application, ask: Ask, survey: Survey) -> Link:
    """Keep an ask and return its link. Raises `Problem` 409 when the customer is to be left in peace."""
    check_open(app, survey)
    now = app[CLOCK]()
    agent = app[CATALOGUE].agent(ask.agent_key) if ask.agent_key else None
    link = ask.link(survey, agent, now, app[DAYS].day_on(now))
    try:
        await app[DATABASE].write(links.ask, link, quiet_ms(survey))
    except DoNotAsk:
        raise Problem(
            409, "Do not ask", "this customer does not want to be asked again", field="customer"
        ) from None
    except AskedLately as error:
        raise Problem(409, "Asked lately", lately(error, survey, app), field="customer") from None
    return link


def lately(error: AskedLately, survey: Survey, app: web.Application) -> str:
    """Say when a customer was asked, and when again."""
    zone = app[PLACE].timezone
    return (
        f"this customer was asked {survey.slug} on {day_of(error.asked_at, zone)}, and may be asked again"
        f" from {rfc3339(error.again_at)} on (ask_again_days = {survey.document.ask_again_days})"
    )


@dataclass(frozen=True, slots=True)
class LinkAddresses:
    """Where a link leads, by what is clicked."""

    public_url: str
    token: str
    conversation: str = ""
    """The query of a signature, such as `?c={{ticket.id}}`."""

    @property
    def page(self) -> str:
        return f"{self.public_url}/r/{self.token}{self.conversation}"

    def score(self, score: int) -> str:
        return f"{self.public_url}/r/{self.token}/{score}{self.conversation}"

    @property
    def trap(self) -> str:
        return f"{self.public_url}/r/{self.token}/{TRAP}{self.conversation}"

    @property
    def unsubscribe(self) -> str:
        return f"{self.public_url}/u/{self.token}"
