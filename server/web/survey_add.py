"""`POST /s/{slug}/{id}`: what follows a choice on the survey's page, from a browser that runs no script."""

from aiohttp import web
from multidict import MultiMapping

from server.core.problems import Problem
from server.core.surveys import Survey
from server.intake.asked_form import asked_form
from server.intake.rating_body import RevisionBody
from server.intake.rating_change import change_rating
from server.web.page_form import answers_of, body_of, posted, whole
from server.web.page_visit import Visit
from server.web.survey_view import asking_again, thanked


async def survey_add(request: web.Request) -> web.Response:
    """Add a comment, reasons and answers, change the score, or show the way to one of these."""
    app, rating_id = request.app, request.match_info["id"]
    fields = await posted(request)
    known = RevisionBody(edit_token=str(fields.get("edit_token", "")))
    # The survey may have another version by now; the customer goes on with the one that was answered.
    _, survey = await change_rating(app, rating_id, known)
    if survey.slug != request.match_info["slug"]:
        raise Problem(404, "Unknown rating", "this rating is of another survey")
    rated, _ = await change_rating(app, rating_id, _change(fields, survey))
    visit = Visit.of(request, survey)
    form = asked_form(request, survey)
    if "again" in fields:
        return asking_again(request, visit, form, rated)
    has_sent = "score" not in fields and "skip" not in fields
    return thanked(request, visit, form, rated, sent=has_sent)


def _change(fields: MultiMapping[object], survey: Survey) -> RevisionBody:
    said: dict[str, object] = {"edit_token": str(fields.get("edit_token", ""))}
    if "score" in fields:
        said["score"] = whole(fields, "score")
    elif "again" not in fields and "skip" not in fields:
        said |= _added(fields, survey)
    return body_of(said, RevisionBody)


def _added(fields: MultiMapping[object], survey: Survey) -> dict[str, object]:
    """Return what was said; what was left empty leaves the rating as it is."""
    reasons = [text for text in fields.getall("reasons", ()) if isinstance(text, str)]
    answers = answers_of(fields, dict(survey.document.questions))
    said = {"comment": fields.get("comment"), "reasons": reasons, "answers": answers}
    return {name: value for name, value in said.items() if value}
