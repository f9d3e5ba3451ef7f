"""Reads the forms that browsers without script post on a survey's page."""

import re
from typing import TypeVar

import msgspec
from aiohttp import web
from multidict import MultiMapping

from server.core.answers import Answer
from server.core.problems import Problem, bad_field
from server.core.survey_document import FurtherQuestion, Kind

Body = TypeVar("Body", bound=msgspec.Struct)

_WHOLE = re.compile(r"-?[0-9]{1,9}")


async def posted(request: web.Request) -> MultiMapping[object]:
    """Return the form that was posted; 400 for what is none, 413 when it is too large."""
    try:
        return await request.post()
    except web.HTTPRequestEntityTooLarge:
        raise Problem(413, "Too large", "send at most 64 kB") from None
    except (ValueError, LookupError):
        raise Problem(400, "Broken form", "the body is not a form") from None


def body_of(said: dict[str, object], shape: type[Body]) -> Body:
    """Return what a form said as the body of a request; 422 names the field."""
    try:
        return msgspec.convert(said, shape)
    except msgspec.ValidationError as error:
        what, _, place = str(error).partition(" - at `$.")
        raise bad_field(place.rstrip("`") or "(form)", what.replace("`", "")) from None


def whole(form: MultiMapping[object], name: str) -> int:
    """Return a whole number of a form; 422 when it is none."""
    text = form.get(name)
    if not isinstance(text, str) or not _WHOLE.fullmatch(text):
        raise bad_field(name, "must be a whole number")
    return int(text)


def answers_of(
    form: MultiMapping[object], questions: dict[str, FurtherQuestion]
) -> dict[str, Answer]:
    """Return what a form says to the further questions; what was left empty is left out."""
    answers: dict[str, Answer] = {}
    for key, question in questions.items():
        given = [text for text in form.getall(f"answers.{key}", ()) if isinstance(text, str)]
        if not any(given):
            continue
        if question.kind is Kind.SCALE:
            answers[key] = whole(form, f"answers.{key}")
        else:
            answers[key] = given if question.many else given[0]
    return answers
