"""A survey as one document, as it is written, put, kept and shown."""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from server.core.bands import Band, Metric
from server.core.origins import is_site

PLACEHOLDER = re.compile(r"\{(\w*)\}")

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_ADDRESS = re.compile(r"https?://[^\s\x00-\x1f\"<>\\^`{|}]{1,500}")
_LOGO = re.compile(r"data:image/(png|jpeg|webp|svg\+xml);base64,[A-Za-z0-9+/]+={0,2}")
# Control characters say nothing and break terminals, logs and PostgreSQL; so do halves of surrogate pairs.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")

LARGEST_LOGO = 64 * 1024
"""Characters of a logo as a data URI: about 48 kB of picture."""


def _matching(pattern: re.Pattern[str], expected: str) -> AfterValidator:
    def check(text: str) -> str:
        if not pattern.fullmatch(text):
            raise ValueError(f"must be {expected}")
        return text

    return AfterValidator(check)


def _plain(text: str) -> str:
    if _CONTROL.search(text):
        raise ValueError("must be one line without control characters")
    return text


def _small(logo: str) -> str:
    if len(logo) > LARGEST_LOGO:
        raise ValueError("must be a picture of at most 48 kB")
    return logo


def _site(text: str) -> str:
    if not is_site(text):
        raise ValueError("must be a site such as https://shop.example")
    return text


Slug = Annotated[str, _matching(_SLUG, "small letters, digits and dashes, such as csat-2")]
Key = Annotated[str, _matching(_KEY, "small letters, digits, - and _, such as speed")]
LanguageTag = Annotated[str, _matching(_LANGUAGE, "a language tag such as et or pt-BR")]
Colour = Annotated[str, _matching(_COLOUR, "a colour such as #1f6f5c")]
Address = Annotated[str, _matching(_ADDRESS, "an address such as https://example.com/help")]
Logo = Annotated[
    str,
    AfterValidator(_small),
    _matching(_LOGO, "a PNG, JPEG, WebP or SVG file, or such a picture as a data URI in base64"),
]
Text = Annotated[
    str,
    StringConstraints(min_length=1, max_length=300, strip_whitespace=True),
    AfterValidator(_plain),
]
End = Annotated[
    str, StringConstraints(max_length=80, strip_whitespace=True), AfterValidator(_plain)
]
Site = Annotated[str, AfterValidator(_site)]
Whole: TypeAlias = Annotated[int, Field(strict=True)]
Number: TypeAlias = Annotated[float, Field(strict=True)]


class Style(StrEnum):
    """How the choices look."""

    SMILEYS = "smileys"
    STARS = "stars"
    NUMBERS = "numbers"
    THUMBS = "thumbs"
    LABELS = "labels"


class Kind(StrEnum):
    """How a further question is answered."""

    CHOICE = "choice"
    SCALE = "scale"
    TEXT = "text"


class Document(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Theme(Document):
    """How a survey looks; `None` leaves it to the design."""

    mode: Literal["auto", "light", "dark"] = "auto"
    accent: Colour | None = None
    accent_dark: Colour | None = None
    """The accent on the dark surface; else the same."""
    radius: Annotated[Whole, Field(ge=0, le=32)] | None = None
    logo: Logo | None = None


class FurtherQuestion(Document):
    """A question after the score, which the customer may skip. Its words are in `texts`."""

    kind: Kind
    bands: Annotated[tuple[Band, ...], Field(min_length=1)] = tuple(Band)
    """Who is asked: those whose score is in one of these bands."""
    options: tuple[Key, ...] = ()
    many: Annotated[bool, Field(strict=True)] = False
    """Several options may be chosen."""
    low: Annotated[Whole, Field(ge=0, le=10)] = 1
    high: Annotated[Whole, Field(ge=1, le=10)] = 5


class FurtherTexts(Document):
    """The words of a further question in one language."""

    ask: Text
    options: Mapping[Key, Text] = Field(default_factory=dict)
    low: End = ""
    high: End = ""


class Baseline(Document):
    """What every score is compared with: a period, or a figure that is known from elsewhere."""

    period: Text | None = None
    """One that stays where it is, such as 2025 or Q1 2026."""
    score: Number | None = None
    n: Annotated[Whole, Field(ge=1, le=1_000_000_000)] | None = None
    """The score, in the unit of the formula, of so many answers."""


class SurveyTexts(Document):
    """Everything a customer reads of a survey, in one language.

    `{agent}`, `{company}` and, in the question, `{customer}` stand for names; the `…_unnamed` wording is
    used when one of them is not known.
    """

    question: Text
    question_unnamed: Text | None = None
    labels: tuple[Text, ...] = ()
    """A name for each choice, lowest score first; scales of numbers need none."""
    low: End = ""
    high: End = ""
    prompts: Mapping[Band, Text]
    prompts_unnamed: Mapping[Band, Text] = Field(default_factory=dict)
    thanks: Mapping[Band, Text]
    reasons: Mapping[Key, Text] = Field(default_factory=dict)
    links: Mapping[Band, Text] = Field(default_factory=dict)
    questions: Mapping[Key, FurtherTexts] = Field(default_factory=dict)


class SurveyDocument(Document):
    """A survey as one document. It is asked in its first language where the installation speaks none of them."""

    slug: Slug
    name: Text
    metric: Metric
    scale: Whole
    """The highest score."""
    style: Style
    formula: str | None = None
    """How its score is counted, such as csat/mean/1; `None` is the metric's own."""
    goal: Number | None = None
    """The score to reach, in the unit of the formula."""
    goals: Mapping[Text, Number] = Field(default_factory=dict)
    """The score for a team to reach, by its name, where it is another."""
    baseline: Baseline | None = None
    order: Literal["bad-to-good", "good-to-bad"] = "bad-to-good"
    """The order in which the choices are shown."""
    then: Slug | None = None
    """The survey that is asked right after this one: the second question of a two-question form."""

    rerate_hours: Annotated[Whole, Field(ge=0, le=24 * 365)] = 24
    """How long a second answer about the same conversation changes the first.

    For as long, but an hour at least, its giver may change an answer and add to it.
    """
    once: Literal["conversation", "customer"] | None = None
    """After that time a further answer about the same conversation, or from the same customer, is refused."""
    ask_again_days: Annotated[Whole, Field(ge=0, le=3650)] = 0
    """How long a browser that has answered is not asked again; 0 asks always."""
    expiry_days: Annotated[Whole, Field(ge=1, le=3650)] = 14
    """How long an ask, a personal link or signed context, may be answered."""
    opens_on: date | None = None
    closes_on: date | None = None
    """The first and the last day on which it may be answered, in the company's time zone."""
    origins: tuple[Site, ...] = ()
    """The sites that may ask it; empty is every site that the installation allows."""
    context: Literal["optional", "required"] = "optional"
    """Whether the host site's own backend must sign whom and what a rating is about."""
    rehearsal: Annotated[bool, Field(strict=True)] = False
    """Asked to try things out: its ratings are told to nobody, and enter no score but its own."""

    reasons: Mapping[Band, tuple[Key, ...]] = Field(default_factory=dict)
    questions: Mapping[Key, FurtherQuestion] = Field(default_factory=dict)
    links: Mapping[Band, Address] = Field(default_factory=dict)
    """Where a thank-you leads: each band's own link first, the others after it, so that nobody is kept from one."""
    theme: Theme = Theme()
    texts: Annotated[Mapping[LanguageTag, SurveyTexts], Field(min_length=1)]
