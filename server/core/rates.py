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
    """The same people at every step: of those eligible in a period, under one filter, who was asked.

    Whoever answered counts in the period in which they were asked, and under the filters of their
    ask, however late they answered. Raises ValueError for more at one step than at the one before,
    which numbers of two different groups would give.
    """

    eligible: int
    asked: int
    delivered: int
    rated: int
    commented: int

    def __post_init__(self) -> None:
        steps = (self.eligible, self.asked, self.delivered, self.rated, self.commented)
        if list(steps) != sorted(steps, reverse=True) or self.commented < 0:
            raise ValueError(f"{steps} are not numbers of one cohort: each is a part of the last")

    @property
    def ask_rate(self) -> Rate:
        """Asked of those who could have been: how much of the work the score covers."""
        return Rate(self.asked, self.eligible)

    @property
    def response_rate(self) -> Rate:
        """Rated of those whom the ask reached."""
        return Rate(self.rated, self.delivered)

    @property
    def comment_rate(self) -> Rate:
        """Commented of those who rated."""
        return Rate(self.commented, self.rated)
