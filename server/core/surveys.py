"""A survey: a question with a metric, a scale, texts in several languages, follow-ups and rules."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from server.core.bands import Band, Metric, band_of, scales_of, scores_of

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
Text = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
LanguageTag = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]

PLACEHOLDER = re.compile(r"\{(\w+)\}")


class Style(StrEnum):
    """How the choices look."""

    SMILEYS = "smileys"
    STARS = "stars"
    NUMBERS = "numbers"
    THUMBS = "thumbs"
    LABELS = "labels"


class Document(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Theme(Document):
    """How a survey looks; `None` leaves it to the design."""

    mode: Literal["auto", "light", "dark"] = "auto"
    accent: Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")] | None = None
    radius: Annotated[int, Field(ge=0, le=32)] | None = None


class SurveyTexts(Document):
    """Everything a customer reads of a survey, in one language.

    `question_unnamed` is asked when a name that `question` wants is not known.
    """

    question: Text
    question_unnamed: Text
    labels: tuple[Text, ...]
    low: str = ""
    high: str = ""
    prompts: Mapping[Band, Text]
    thanks: Mapping[Band, Text]
    reasons: Mapping[Key, Text] = Field(default_factory=dict)

    def ask(self, names: Mapping[str, str | None]) -> str:
        """Return the question with the names put in, or the wording that needs none."""
        wanted = PLACEHOLDER.findall(self.question)
        if any(not names.get(name) for name in wanted):
            return self.question_unnamed
        return PLACEHOLDER.sub(lambda found: names[found[1]] or "", self.question)


class SurveyDocument(Document):
    """A survey as one document. The first language is the default."""

    slug: Slug
    name: Text
    metric: Metric
    scale: int
    style: Style
    rerate_hours: Annotated[int, Field(ge=0, le=24 * 365)] = 24
    """How long a second answer about the same conversation changes the first, and how long an answer may be edited."""
    reasons: Mapping[Band, tuple[Key, ...]] = Field(default_factory=dict)
    theme: Theme = Theme()
    texts: Mapping[LanguageTag, SurveyTexts] = Field(min_length=1)

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.scale not in scales_of(self.metric):
            known = ", ".join(map(str, scales_of(self.metric)))
            raise ValueError(f"scale: {self.metric} has the scales {known}, not {self.scale}")
        for language, texts in self.texts.items():
            self._check_texts(language, texts)
        return self

    def _check_texts(self, language: str, texts: SurveyTexts) -> None:
        choices = len(scores_of(self.metric, self.scale))
        if len(texts.labels) != choices:
            raise ValueError(
                f"texts.{language}.labels: {choices} are needed, one a choice, not {len(texts.labels)}"
            )
        for band in Band:
            for table, given in (("prompts", texts.prompts), ("thanks", texts.thanks)):
                if band not in given:
                    raise ValueError(f"texts.{language}.{table}.{band} is missing")
            for reason in self.reasons.get(band, ()):
                if reason not in texts.reasons:
                    raise ValueError(f"texts.{language}.reasons.{reason} is missing")


@dataclass(frozen=True, slots=True)
class Survey:
    """A survey in the version that is asked now."""

    id: str
    version: int
    document: SurveyDocument
    bands: Mapping[int, Band]
    """Every score of the scale, lowest first, and what it counts as."""
    languages: tuple[str, ...]
    """The languages it can be asked in; the first is the default."""

    @classmethod
    def of(cls, survey_id: str, version: int, document: SurveyDocument) -> Self:
        scores = scores_of(document.metric, document.scale)
        bands = {score: band_of(document.metric, document.scale, score) for score in scores}
        return cls(survey_id, version, document, bands, tuple(document.texts))

    @property
    def slug(self) -> str:
        return self.document.slug

    @property
    def name(self) -> str:
        return self.document.name

    @property
    def metric(self) -> Metric:
        return self.document.metric

    @property
    def scale(self) -> int:
        return self.document.scale

    @property
    def reason_keys(self) -> frozenset[str]:
        """Every reason that may be given, whatever the band."""
        return frozenset(key for keys in self.document.reasons.values() for key in keys)
