"""What a score is asked of: a selection of ratings, and by what they are grouped."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from server.core.bands import Band
from server.core.ratings import Source


class Grouping(StrEnum):
    """What ratings can be grouped by beside an attribute."""

    AGENT = "agent"
    TEAM = "team"
    SURVEY = "survey"
    SOURCE = "source"
    LANGUAGE = "language"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    HOUR = "hour"


@dataclass(frozen=True, slots=True)
class Attribute:
    """Ratings grouped by the values of one attribute, by its key."""

    key: str


By = Grouping | Attribute


@dataclass(frozen=True, slots=True)
class ScoreFilter:
    """Which ratings a score is of; `None` and nothing mean any."""

    agent: str | None = None
    team: str | None = None
    source: Source | None = None
    language: str | None = None
    band: Band | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)
