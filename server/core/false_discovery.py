"""What is more than chance among many that were looked at."""

from collections.abc import Mapping
from typing import Final, TypeVar

FALSE_DISCOVERIES: Final = 0.05
"""The share of what is found that chance may have made."""

Key = TypeVar("Key")


def discovered(chances: Mapping[Key, float]) -> list[Key]:
    """Return what is found, the surest first, from how often chance alone would do as much.

    Y. Benjamini and Y. Hochberg, Controlling the false discovery rate, Journal of the Royal
    Statistical Society B 57 (1995). Where all is noise, anything at all is found one time in
    twenty. Of equals the one that comes first in `chances` is first.
    """
    ordered = sorted(chances, key=chances.__getitem__)
    found = 0
    for rank, key in enumerate(ordered, 1):
        if chances[key] <= FALSE_DISCOVERIES * rank / len(ordered):
            found = rank
    return ordered[:found]
