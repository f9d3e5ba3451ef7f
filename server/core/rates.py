"""How many of those who were asked answered: rates whose both numbers are of the same people."""

from dataclasses import dataclass
from typing import NamedTuple

from server.core.intervals import Interval, wilson


class Rate(NamedTuple):
    """A part of a whole, such as answers of asks; `of` is 0 where there was nobody."""

    part: int
    of: int

    @property
    def value(self) -> float | None:
        """Per cent, or None of nobody."""
        return 100 * self.part / self.of if self.of else None

    @property
    def interval(self) -> Interval | None:
        """Wilson's interval in per cent, or None of nobody."""
        return wilson(self.part, self.of).times(100) if self.of else None


@dataclass(frozen=True, slots=True)
class Cohort:
    """The same people at every step: who was asked in a period, under one filter, rated, and commented.

    Whoever answered counts in the period in which they were asked, and under the filters of their
    ask, however late they answered. Raises ValueError for more at one step than at the one before,
    which numbers of two different groups would give.
    """

    asked: int = 0
    rated: int = 0
    commented: int = 0

    def __post_init__(self) -> None:
        if not self.asked >= self.rated >= self.commented >= 0:
            steps = (self.asked, self.rated, self.commented)
            raise ValueError(f"{steps} are not numbers of one cohort: each is a part of the last")

    def __add__(self, other: "Cohort") -> "Cohort":
        """Return both cohorts, of whom nobody is in each, as one."""
        return Cohort(
            self.asked + other.asked, self.rated + other.rated, self.commented + other.commented
        )

    @property
    def response_rate(self) -> Rate:
        """Rated of asked."""
        return Rate(self.rated, self.asked)

    @property
    def comment_rate(self) -> Rate:
        """Commented of those who rated."""
        return Rate(self.commented, self.rated)
