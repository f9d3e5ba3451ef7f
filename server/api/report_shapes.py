"""The shapes of reports, as they are declared to programs."""

from collections.abc import Mapping

from msgspec import Struct, field

from server.core.bands import Band, Metric


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


class CommentsShown(Struct, frozen=True, kw_only=True):
    """How many of the counted ratings have a comment."""

    n: int
    of: int
    rate: float | None
    interval: tuple[float, float] | None


class AsksShown(Struct, frozen=True, kw_only=True):
    """The asks made in the period, and how many of the same asks were answered."""

    asked: int
    rated: int
    rate: float | None
    interval: tuple[float, float] | None
    commented: int


class GoalShown(Struct, frozen=True, kw_only=True):
    """What the score is to be, and how far it is from it."""

    goal: float
    reached: bool | None
    distance: ChangeShown | None


class BaselineShown(Struct, frozen=True, kw_only=True):
    """The figure that the survey is measured against, and how the score has moved since."""

    period: PeriodShown | None
    score: float | None
    interval: tuple[float, float] | None
    n: int | None
    change: ChangeShown | None


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
    """What the control chart of the period says, when there is something to say."""
    by: list[str]
    groups: list[GroupShown]
    shrunk_by: str | None
    """In a sentence, what `shrunk` of the groups is."""
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


class PositiveShown(Struct, frozen=True):
    """How many of some ratings were positive."""

    positive: int
    of: int
    share: float


class LiftShown(Struct, frozen=True, kw_only=True):
    """How much more often ratings with a driver are positive than those without."""

    driver: str
    label: str
    with_it: PositiveShown = field(name="with")
    without: PositiveShown
    lift: float
    interval: tuple[float, float]
    found: bool
    """Whether chance does not explain it."""


class PerformanceShown(Struct, frozen=True):
    """The score of the ratings with a driver."""

    score: float | None
    interval: tuple[float, float] | None
    n: int


class ImportanceShown(Struct, frozen=True, kw_only=True):
    """Which share of the explained variation a driver has."""

    driver: str
    label: str
    importance: float
    interval: tuple[float, float]
    performance: PerformanceShown


class DriversShown(Struct, frozen=True, kw_only=True):
    """`GET /api/v1/drivers`."""

    survey: str
    period: PeriodShown
    ratings: int
    limited: bool
    """Whether there were more ratings than are read."""
    lifts: list[LiftShown]
    one_sided: list[str]
    refused: str | None
    """Why importances are not given."""
    explained: float | None
    importances: list[ImportanceShown]


class LastShown(Struct, frozen=True):
    """A customer's last rating."""

    rating: str
    band: Band
    created_at: str


class RiskShown(Struct, frozen=True, kw_only=True):
    """A customer who may leave."""

    customer: str
    name: str | None
    value: float | None
    risk: int
    reasons: list[str]
    ratings: int
    last: LastShown


class RecoveryShown(Struct, frozen=True):
    """Of the customers who were unhappy, how many answered again, and how many are not any more."""

    unhappy: int
    again: int
    recovered: int


class RiskPage(Struct, frozen=True, kw_only=True):
    """`GET /api/v1/customers/at-risk`."""

    items: list[RiskShown]
    next: str | None
    total: int
    customers: int
    recovery: RecoveryShown
