"""`GET` and `POST /u/{token}`: a customer who was asked does not want to be asked again, or changes their mind.

Only POST acts, as RFC 8058 wants it: mail software fetches links, and nobody is to be unlisted by a scanner.
"""

from dataclasses import replace

from aiohttp import web

from server.core.problems import Problem
from server.keys import CLOCK, DATABASE, PHRASES
from server.store import do_not_ask
from server.web.link_view import PRIVATE, LinkPage
from server.web.link_visit import LinkVisit, link_visit
from server.web.page_form import posted
from server.web.survey_view import shown


async def do_not_ask_show(request: web.Request) -> web.Response:
    """Show how it stands, and one button."""
    visit = await _visit_of_customer(request)
    listed = await request.app[DATABASE].read(do_not_ask.has, visit.link.customer)
    return _page(request, visit, "not_asked" if listed else None, listed=listed)


async def do_not_ask_set(request: web.Request) -> web.Response:
    """Never ask this customer again, or with `ask_again` take that back; 200 either way, and no redirect."""
    visit = await _visit_of_customer(request)
    database, customer = request.app[DATABASE], visit.link.customer
    if "ask_again" in await posted(request):
        await database.write(do_not_ask.remove, customer)
        return _page(request, visit, "may_ask", listed=False)
    await database.write(do_not_ask.add, customer, request.app[CLOCK]())
    return _page(request, visit, "not_asked", listed=True)


async def _visit_of_customer(request: web.Request) -> LinkVisit:
    """Return the visit; 404 for a signature, and an ask of nobody in particular: nobody could be left in peace."""
    visit = replace(await link_visit(request), door="u")
    if not (visit.link.customer.id or visit.link.customer.email):
        raise Problem(404, "Unknown link", "this link is of no customer")
    return visit


def _page(
    request: web.Request, visit: LinkVisit, said: str | None, *, listed: bool
) -> web.Response:
    phrases = request.app[PHRASES].page(visit.language)
    response = shown(
        request,
        visit,
        "do_not_ask.html",
        form=LinkPage.of(request, visit).form,
        action=visit.path(),
        text=phrases[said] if said else None,
        button="ask_again" if listed else "do_not_ask",
    )
    response.headers.update(PRIVATE)
    return response
