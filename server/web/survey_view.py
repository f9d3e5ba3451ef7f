"""The survey's own page in each of its states: asking, thanked, sent, closed, refused."""

import json
from collections.abc import Mapping
from typing import Protocol
from uuid import uuid4

from aiohttp import web

from server.core.instants import Instant
from server.core.languages import accepted, direction, negotiate
from server.core.phrases import Phrases
from server.core.problems import Problem
from server.core.ratings import Recorded
from server.core.survey_form import Choice, SurveyForm
from server.core.surveys import Survey
from server.keys import CLOCK, PHRASES, PLACE, PROBLEM_PAGE, TOKENS, Handler
from server.web.language_names import language_name
from server.web.page_visit import Visit
from server.web.render import render


class Shown(Protocol):
    """What every page of a survey knows of the visit, whether it came to the survey or by a rating link."""

    @property
    def survey(self) -> Survey: ...

    @property
    def language(self) -> str: ...

    @property
    def is_kiosk(self) -> bool: ...

    def path(self) -> str:
        """Return the address of the visit, where its forms go."""

    def path_in(self, language: str) -> str:
        """Return the address at which the same is asked in another language."""


KIOSK_SECONDS = 20
"""How long a kiosk waits for a customer who does nothing more."""
KIOSK_WRITING_SECONDS = 90
"""The same without script, where nobody can see whether the customer writes."""


def asking(request: web.Request, visit: Visit, form: SurveyForm) -> web.Response:
    """Show the question, as a plain form and as the element that takes its place where there is script."""
    return shown(
        request,
        visit,
        "survey_ask.html",
        form=form,
        action=visit.path(),
        hidden=ticket(request.app),
        element=element_of(visit),
        script="/widget.js",
    )


def asking_next(
    request: web.Request, visit: Visit, second: Visit, form: SurveyForm, rated: Recorded
) -> web.Response:
    """Show the second question of a two-question form, and a way past it."""
    token = edit_token(request.app, visit, rated)
    hidden = ticket(request.app) | {"edit_token": token, "after": visit.survey.slug}
    return shown(
        request,
        second,
        "survey_ask.html",
        form=form,
        action=second.path(),
        hidden=hidden,
        said=form.texts["one_more"],
        skip=visit.path(rated.rating_id),
    )


def asking_again(
    request: web.Request, visit: Visit, form: SurveyForm, rated: Recorded
) -> web.Response:
    """Show the question to who wants to change the answer."""
    return shown(
        request,
        visit,
        "survey_ask.html",
        form=form,
        action=visit.path(rated.rating_id),
        hidden={"edit_token": edit_token(request.app, visit, rated)},
    )


def thanked(
    request: web.Request, visit: Visit, form: SurveyForm, rated: Recorded, *, sent: bool = False
) -> web.Response:
    """Say thank you and ask what may be added, or that it has been `sent`."""
    return shown(
        request,
        visit,
        "survey_thanks.html",
        form=form,
        choice=chosen(form, rated.score),
        follow_up=form.follow_up[rated.band],
        action=visit.path(rated.rating_id),
        hidden={"edit_token": edit_token(request.app, visit, rated)},
        sent=sent,
    )


def closed(request: web.Request, visit: Visit, form: SurveyForm) -> web.Response:
    """Say that the question is no longer asked, or not yet."""
    return shown(request, visit, "survey_closed.html", form=form, status=409)


def shows_problems(handler: Handler) -> Handler:
    """Wrap a handler of a page: what it refuses is said on a page, in the visitor's language."""

    async def shown(request: web.Request) -> web.StreamResponse:
        request[PROBLEM_PAGE] = _problem_page
        return await handler(request)

    return shown


def ticket(app: web.Application) -> dict[str, str]:
    """Return what a form carries so that it counts once, and so that we know when it was shown."""
    request_id = str(uuid4())
    return {"request_id": request_id, "shown": app[TOKENS].issue(request_id, app[CLOCK]())}


def edit_token(app: web.Application, visit: Visit, rated: Recorded) -> str:
    """Return the token that lets the giver of a rating change it."""
    return app[TOKENS].issue(rated.rating_id, editable_until(visit, rated))


def editable_until(visit: Visit, rated: Recorded) -> Instant:
    return rated.created_at + visit.survey.editable_ms


def element_of(visit: Visit) -> dict[str, str]:
    """Return the attributes of the element that asks the same as a page."""
    said = {"survey": visit.survey.slug, **visit.about, "language": visit.language}
    if visit.attributes:
        said["attributes"] = json.dumps(visit.attributes, ensure_ascii=False)
    return said


def shown(
    request: web.Request, visit: Shown, template: str, *, status: int = 200, **context: object
) -> web.Response:
    """Show a page of a survey; nothing may keep it, since it holds a ticket for one answer."""
    place, phrases = request.app[PLACE], request.app[PHRASES]
    languages = place.languages_of(visit.survey)
    around: dict[str, object] = {
        "element": None,
        "script": None,
        "visit": visit,
        "page": phrases.page(visit.language),
        "company": place.company,
        "languages": [] if len(languages) < 2 else _language_links(visit, languages),
        "countdown": _countdown(phrases, visit.language) if visit.is_kiosk else None,
        "kiosk_seconds": KIOSK_WRITING_SECONDS,
    }
    response = render(request, template, around | context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _countdown(phrases: Phrases, language: str) -> list[str]:
    """Return what a kiosk says when so many seconds are left, from 0."""
    return [phrases.countdown(language, seconds) for seconds in range(KIOSK_SECONDS + 1)]


def _language_links(visit: Shown, languages: tuple[str, ...]) -> list[dict[str, object]]:
    return [
        {
            "tag": language,
            "name": language_name(language),
            "href": visit.path_in(language),
            "is_current": language == visit.language,
        }
        for language in languages
    ]


def chosen(form: SurveyForm, score: int) -> Choice:
    return next(choice for choice in form.choices if choice.score == score)


def _problem_page(request: web.Request, problem: Problem) -> web.Response:
    wanted = accepted(request.headers.get("Accept-Language", ""))
    language = negotiate(wanted, request.app[PLACE].languages)
    page: Mapping[str, str] = request.app[PHRASES].page(language)
    texts = request.app[PHRASES].of(language)
    said = {404: page["nothing_here"], 409: texts["closed"], 429: page["too_often"]}
    if problem.kind == "unknown-link":
        said[404] = page["broken_link"]
    response = render(
        request,
        "survey_problem.html",
        {
            "language": language,
            "direction": direction(language),
            "company": request.app[PLACE].company,
            "text": said.get(problem.status, page["trouble"]),
        },
        status=problem.status,
    )
    response.headers.update(problem.headers)
    return response
