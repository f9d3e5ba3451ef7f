"""A visit to a survey's own page: what its address says."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from aiohttp import web

from server.core.surveys import Survey
from server.intake.asked_form import asked_language
from server.intake.rating_body import RatingBody
from server.web.page_form import body_of

ATTRIBUTE: Final = "attribute."
ABOUT: Final = ("agent", "team", "conversation", "context")
"""What an address may say of a rating, beside `attribute.KEY=VALUE`; what trackers add to it is left out."""


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
        about = {name: query[name] for name in ABOUT if query.get(name)}
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

    def path_in(self, language: str) -> str:
        """Return the address of the survey's page in another language."""
        return f"/s/{self.survey.slug}{self.query_in(language)}"

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
