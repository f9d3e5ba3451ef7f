"""Surveys as programs see them in a list."""

from msgspec import Struct

from server.core.bands import Metric
from server.core.surveys import Survey


class SurveyShown(Struct, frozen=True, kw_only=True):
    """A survey in the version that is asked now; its scores go from `lowest` to `scale`."""

    slug: str
    name: str
    version: int
    metric: Metric
    lowest: int
    scale: int
    languages: tuple[str, ...]
    rehearsal: bool
    """Nobody is told of its ratings, and no score of several surveys has them."""


def survey_json(survey: Survey) -> SurveyShown:
    """Return one survey in its JSON shape."""
    return SurveyShown(
        slug=survey.slug,
        name=survey.name,
        version=survey.version,
        metric=survey.metric,
        lowest=min(survey.bands),
        scale=survey.scale,
        languages=survey.languages,
        rehearsal=survey.document.rehearsal,
    )
