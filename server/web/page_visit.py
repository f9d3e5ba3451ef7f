"""A visit to a survey's own page: what its address and its form say."""

import re
from dataclasses import dataclass
from typing import Final, TypeVar
from urllib.parse import urlencode

import msgspec
from aiohttp import web
from multidict import MultiMapping

from server.core.answers import Answer
from server.core.problems import Problem, bad_field
from server.core.survey_document import FurtherQuestion, Kind
from server.core.surveys import Survey
from server.intake.rating_body import RatingBody
from server.web.asked_form import asked_language

ATTRIBUTE: Final = "attribute."
KNOWN: Final = frozenset({"agent", "team", "conversation", "language", "context", "kiosk"})
"""What an address may say, beside `attribute.KEY=VALUE`; anything else is left out, such as what trackers add."""

Body = TypeVar("Body", bound=msgspec.Struct)

_WHOLE = re.compile(r"-?[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Visit:
    """What the address of a survey's page says; it stays in every address of the visit."""

    survey: Survey
    language: str
    about: dict[str, str]
    attributes: dict[str, str]
    is_kiosk: bool

    @classmethod
    def of(cls, request: web.Request, survey: Survey) -> "Visit":
        query = request.query
        about = {
            name: query[name]
            for name in ("agent", "team", "conversation", "context")
            if query.get(name)
        }
        attributes = {
            name.removeprefix(ATTRIBUTE): value
            for name, value in query.items()
            if name.startswith(ATTRIBUTE) and value
        }
        language = asked_language(request, survey)
        return cls(survey, language, about, attributes, "kiosk" in query)

    @property
    def query(self) -> str:
        """The part of an address after `?`, in the language chosen; empty when there is nothing to say."""
        return self.query_in(self.language)

    def query_in(self, language: str | None) -> str:
        named = {ATTRIBUTE + name: value for name, value in self.attributes.items()}
        said = self.about | named
        if language:
            said |= {"language": language}
        if self.is_kiosk:
            said |= {"kiosk": ""}
        return f"?{urlencode(said)}" if said else ""

    def path(self, *parts: str) -> str:
        """Return an address of this visit, such as `/s/csat/RATING?agent=mari`."""
        return "/".join(["/s", self.survey.slug, *parts]) + self.query

    def rating(self, **given: object) -> RatingBody:
        """Return the body of a rating; 422 for what cannot be one."""
        said = {
            "survey": self.survey.slug,
            "language": self.language,
            "attributes": self.attributes,
            **self.about,
            **given,
        }
        return body_of(said, RatingBody)


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


async def posted(request: web.Request) -> MultiMapping[object]:
    """Return the form that was posted; 400 for what is none, 413 when it is too large."""
    try:
        return await request.post()
    except web.HTTPRequestEntityTooLarge:
        raise Problem(413, "Too large", "send at most 64 kB") from None
    except (ValueError, LookupError):
        raise Problem(400, "Broken form", "the body is not a form") from None
