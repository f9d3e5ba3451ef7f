"""A survey in the version that is asked now."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from server.core.bands import Band, Metric, band_of, scores_of
from server.core.formulas import formulas_of
from server.core.origins import AllowedOrigins
from server.core.survey_document import SurveyDocument

HOUR_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class Survey:
    """A survey document with its place in the store, and what is looked up in it at every rating."""

    id: str
    version: int
    document: SurveyDocument
    secret_no: int
    """Which of the survey's secrets is in force; see `contexts`."""
    bands: Mapping[int, Band]
    """Every score of the scale, lowest first, and what it counts as."""
    languages: tuple[str, ...]
    """The languages it can be asked in; the first is the default."""
    reason_keys: frozenset[str]
    """Every reason that may be given, whatever the band."""
    origins: AllowedOrigins | None
    """The sites that may ask it; `None` is every site that the installation allows."""

    @classmethod
    def of(cls, survey_id: str, version: int, document: SurveyDocument, secret_no: int = 1) -> Self:
        scores = scores_of(document.metric, document.scale)
        bands = {score: band_of(document.metric, document.scale, score) for score in scores}
        return cls(
            id=survey_id,
            version=version,
            document=document,
            secret_no=secret_no,
            bands=bands,
            languages=tuple(document.texts),
            reason_keys=frozenset(key for keys in document.reasons.values() for key in keys),
            origins=AllowedOrigins(document.origins) if document.origins else None,
        )

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
    def formula(self) -> str:
        """The name of the formula its score is counted by: its own choice, else the metric's."""
        return self.document.formula or formulas_of(self.metric)[0]

    @property
    def rerate_ms(self) -> int:
        """How long a second answer about the same conversation changes the first."""
        return self.document.rerate_hours * HOUR_MS

    @property
    def editable_ms(self) -> int:
        """How long its giver may change a rating and add to it: long enough to write a comment, whatever the rules."""
        return max(self.rerate_ms, HOUR_MS)

    def is_open(self, day: str) -> bool:
        """Tell whether it may be answered on a day, written as ISO text."""
        opens, closes = self.document.opens_on, self.document.closes_on
        if opens is not None and day < opens.isoformat():
            return False
        return closes is None or day <= closes.isoformat()
