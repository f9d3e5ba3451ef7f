"""Axes: round numbers, days at which to write a date, and where a value is drawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, log10


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps values from `low` to `high` to pixels from `start` to `end`, either way round."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Return the pixel of a value; what is beyond the ends is drawn at the end."""
        share = (value - self.low) / (self.high - self.low)
        return self.start + min(max(share, 0.0), 1.0) * (self.end - self.start)


def round_ticks(values: Iterable[float], bounds: tuple[float, float], *, most: int) -> list[float]:
    """Return at most so many (3 or more) round, evenly spaced numbers around all values.

    Steps are 1, 2 or 5 times a power of ten. The first and the last number are the ends of the
    axis; they stay within round bounds. What lies close together is not torn apart: the axis is at
    least a tenth of what there can be.
    """
    given = list(values) or list(bounds)
    low, high = max(min(given), bounds[0]), min(max(given), bounds[1])
    half = (bounds[1] - bounds[0]) / 20
    if high - low < 2 * half:
        middle = min(max((low + high) / 2, bounds[0] + half), bounds[1] - half)
        # Rounding must not leave a value outside.
        low, high = min(low, middle - half), max(high, middle + half)
    step = _first_step((high - low) / (most - 1))
    while len(ticks := _ticks(low, high, step)) > most:
        step = _first_step(step * 1.01)
    return ticks


def _ticks(low: float, high: float, step: float) -> list[float]:
    return [step * count for count in range(floor(low / step), ceil(high / step) + 1)]


def _first_step(least: float) -> float:
    """Return the first of 1, 2, 5, 10, 20, 50 … (or 0.1, 0.2 …) that is not less."""
    power = 10.0 ** floor(log10(least))
    return float(next(power * digit for digit in (1, 2, 5, 10) if power * digit >= least))
