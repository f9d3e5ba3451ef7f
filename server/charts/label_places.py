"""Where labels of points go, so that none covers another or a point."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

_NEAR: Final = (9, 15)
"""Pixels from a point at which its name still belongs to it."""
_DIRECTIONS: Final = ((1, -1), (-1, -1), (1, 1), (-1, 1), (1, 0), (-1, 0), (0, -1), (0, 1))
"""Right and down; the first that is free is taken. Corners first: whiskers run straight."""


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def within(self, other: "Box") -> bool:
        across = other.left <= self.left and self.right <= other.right
        return across and other.top <= self.top and self.bottom <= other.bottom


class LabelPlaces:
    """Takes places in an area, one after another."""

    def __init__(self, area: Box, taken: Sequence[Box]) -> None:
        self._area = area
        self._taken = list(taken)

    def near(self, at: tuple[float, float], size: tuple[float, float]) -> Box | None:
        """Take a free place right beside a point; None where there is none."""
        return self._first(_around(at, size, _NEAR))

    def anywhere(self, at: tuple[float, float], size: tuple[float, float]) -> Box | None:
        """Take the nearest free place; None only in a full area."""
        return self._first(_around(at, size, range(9, 400, 6)))

    def _first(self, places: Iterator[Box]) -> Box | None:
        for place in places:
            if place.within(self._area) and not any(map(place.overlaps, self._taken)):
                self._taken.append(place)
                return place
        return None


def _around(
    at: tuple[float, float], size: tuple[float, float], distances: Sequence[int]
) -> Iterator[Box]:
    """Yield boxes of a size around a point, the nearest first."""
    (x, y), (width, height) = at, size
    for distance in distances:
        for across, down in _DIRECTIONS:
            aside = distance * (0.6 if down else 1)
            apart = distance * (0.3 if across and distance <= _NEAR[-1] else 1)
            left = x + across * (aside + width / 2) - width / 2
            top = y + down * (apart + height / 2) - height / 2
            yield Box(left, top, left + width, top + height)
