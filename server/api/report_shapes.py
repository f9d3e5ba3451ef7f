"""The shapes of reports, as they are declared to programs."""

from collections.abc import Mapping

from msgspec import Struct

from server.core.bands import Metric


class PeriodShown(Struct, frozen=True, rename={"start": "from", "end": "to"}):
    """Days, both included, and the time zone in which they begin."""

    start: str
    end: str
    timezone: str


class FigureShown(Struct, frozen=True, kw_only=True):
    """A score; none where there are too few answers."""

    score: float | None
    interval: tuple[float, float] | None
    confidence: float
    n: int
    early: bool
    mean: float | None
    distribution: Mapping[str, int]
    """How many gave each score."""
    bands: Mapping[str, int]


class ChangeShown(Struct, frozen=True):
    """How a score moved, and whether that is more than chance."""

    delta: float
    interval: tuple[float, float] | None
    detectable: bool


class EarlierShown(FigureShown, frozen=True, kw_only=True):
    """The score of the period before."""

    period: PeriodShown


class VersusShown(EarlierShown, frozen=True, kw_only=True):
    """The score of another period, and how it moved since."""

    change: ChangeShown | None


class BaselineShown(Struct, frozen=True, kw_only=True):
    """The figure that scores began from; without a period where it is known from elsewhere."""

    period: PeriodShown | None
    score: float | None
    interval: tuple[float, float] | None
    n: int
    change: ChangeShown | None


class GoalShown(Struct, frozen=True):
    """The score to reach, and how far it is."""

    goal: float
    reached: bool | None
    distance: ChangeShown | None


class CommentsShown(Struct, frozen=True):
    """How many ratings have a comment, and which part of them that is, in per cent."""

    n: int
    of: int
    rate: float | None
    interval: tuple[float, float] | None


class AsksShown(Struct, frozen=True):
    """How many of those who were asked rated, in per cent, and how many of these commented."""

    asked: int
    rated: int
    rate: float | None
    interval: tuple[float, float] | None
    commented: int


class GroupShown(FigureShown, frozen=True, kw_only=True):
    """The score of a part of the answers, and of its parts."""

    key: str | None
    label: str
    rank: int | None
    tied: bool | None
    shrunk: float | None
    comments: CommentsShown
    asks: AsksShown | None
    goal: GoalShown | None
    groups: list["GroupShown"]


class PointShown(FigureShown, frozen=True, kw_only=True):
    """The score of a day, week or month, by its first day."""

    key: str


class TrendShown(Struct, frozen=True):
    """How a score went."""

    by: str
    points: list[PointShown]


class ScoreShown(FigureShown, frozen=True, kw_only=True):
    """`GET /api/v1/scores`."""

    metric: Metric
    survey: str | None
    formula: str
    period: PeriodShown
    comments: CommentsShown
    asks: AsksShown | None
    previous: EarlierShown
    change: ChangeShown | None
    versus: VersusShown | None
    baseline: BaselineShown | None
    goal: GoalShown | None
    alert: str | None
    by: list[str]
    groups: list[GroupShown]
    shrunk_by: str | None
    trend: TrendShown | None


class ShareShown(Struct, frozen=True):
    """How many comments of a side speak of a theme."""

    n: int
    of: int


class ThemeShown(Struct, frozen=True, kw_only=True):
    """Words that one side uses more than the other."""

    words: str
    side: str
    low: ShareShown
    high: ShareShown
    strength: float
    example: str
    ratings: list[str]


class LanguageShown(Struct, frozen=True, kw_only=True):
    """The themes of one language, or why none were looked for."""

    language: str
    refused: str | None
    themes: list[ThemeShown]


class ThemesShown(Struct, frozen=True, kw_only=True):
    """`GET /api/v1/themes`."""

    survey: str
    period: PeriodShown
    comments: int
    languages: list[LanguageShown]
