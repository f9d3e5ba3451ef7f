"""`POST /s/{slug}`: a choice on the survey's page, from a browser that runs no script."""

from dataclasses import replace

from aiohttp import web
from multidict import MultiMapping

from server.core.edit_tokens import BadTokenError
from server.core.problems import bad_field
from server.core.ratings import Evidence, Recorded, Source, State
from server.intake.asked_form import asked_form
from server.intake.rating_body import RevisionBody
from server.intake.rating_change import change_rating
from server.intake.rating_take import Arrival, take_rating
from server.keys import CATALOGUE, CLOCK, TOKENS
from server.middleware.survey_access import survey_named
from server.web.page_form import posted, whole
from server.web.page_visit import Visit
from server.web.survey_view import asking_next, edit_token, thanked

LEAST_DWELL_MS = 1000
"""Who answers sooner has not read the question: mail scanners fetch a page and post its form at once."""


async def survey_answer(request: web.Request) -> web.Response:
    """Record the choice and say thank you, or ask the second question."""
    survey = survey_named(request.app, request.match_info["slug"])
    visit = Visit.of(request, survey)
    fields = await posted(request)
    rated = await _record(request.app, visit, fields)
    form = asked_form(request, survey)
    second = form.next and request.app[CATALOGUE].survey(form.next.survey)
    # A form has two questions: what is asked after the second is for whoever begins with that one.
    if form.next is not None and second and "after" not in fields:
        return asking_next(request, visit, replace(visit, survey=second), form.next, rated)
    return thanked(request, visit, form, rated)


async def _record(app: web.Application, visit: Visit, fields: MultiMapping[object]) -> Recorded:
    score = whole(fields, "score")
    request_id = str(fields.get("request_id"))
    arrival = _judged(_dwell(app, request_id, str(fields.get("shown"))))
    body = visit.rating(score=score, request_id=request_id)
    rated = await take_rating(app, body, visit.survey, arrival)
    if rated.score != score:
        # Back in the browser, and another choice: the form is the same one and so is the rating.
        change = RevisionBody(edit_token=edit_token(app, visit, rated), score=score)
        rated, _ = await change_rating(app, rated.rating_id, change)
    return rated


def _dwell(app: web.Application, request_id: str, shown: str) -> int:
    """Return for how many milliseconds the customer had the page before choosing."""
    try:
        app[TOKENS].check(shown, request_id, 0)
    except BadTokenError:
        raise bad_field("shown", "is not of a page that was shown here") from None
    return app[CLOCK]() - int(shown.partition(".")[0])


def _judged(dwell: int) -> Arrival:
    """Tell whether a bare form came from a person: only after a person's time it did."""
    seconds = f"{dwell / 1000:.1f} s"
    if dwell < LEAST_DWELL_MS:
        reason = f"posted without script {seconds} after the page was fetched"
        return Arrival(Source.PAGE, Evidence(1, reason), State.PROVISIONAL)
    return Arrival(Source.PAGE, Evidence(2, f"chosen on the page after {seconds}"))
