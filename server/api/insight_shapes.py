"""The shapes of what moves a score and of who is at risk, as they are declared to programs."""

from msgspec import Struct

from server.api.report_shapes import PeriodShown
from server.core.bands import Band


class SideShown(Struct, frozen=True):
    """How many of some ratings are positive, in per cent too."""

    positive: int
    of: int
    share: float | None


class LiftShown(Struct, frozen=True, kw_only=True, rename={"having": "with"}):
    """How the share of positive answers differs with a driver and without, in points."""

    driver: str
    label: str
    having: SideShown
    without: SideShown
    lift: float
    interval: tuple[float, float]
    found: bool


class PerformanceShown(Struct, frozen=True):
    """The score of the ratings that name a driver."""

    score: float | None
    interval: tuple[float, float] | None
    n: int


class ImportanceShown(Struct, frozen=True, kw_only=True):
    """How much of all variation in the answers a driver accounts for, in per cent."""

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
    lifts: list[LiftShown]
    one_sided: list[str]
    refused: str | None
    explained: float | None
    importances: list[ImportanceShown]


class LastRatingShown(Struct, frozen=True):
    """The last rating of a customer."""

    rating: str
    band: Band
    created_at: str


class RiskShown(Struct, frozen=True, kw_only=True):
    """A customer who may leave, and why."""

    customer: str
    name: str | None
    value: float | None
    risk: int
    reasons: list[str]
    ratings: int
    last: LastRatingShown


class RecoveryShown(Struct, frozen=True):
    """How many were unhappy, how many of these rated again, and whose last rating is not low."""

    unhappy: int
    again: int
    recovered: int


class RisksShown(Struct, frozen=True, kw_only=True):
    """`GET /api/v1/customers/at-risk`."""

    items: list[RiskShown]
    next: None
    total: int
    customers: int
    recovery: RecoveryShown
