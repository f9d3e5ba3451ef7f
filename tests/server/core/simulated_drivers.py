"""Ratings with drivers, one of them planted or none, for the tests of what moves the score."""

from collections import Counter
from random import Random
from typing import Final

from server.core.driver_lift import Pattern

PLANTED: Final = "slow"
NOISE: Final = ("price", "polite", "phone", "night", "retail", "region", "invoice")


def ratings(
    random: Random, n: int, *, effect: float = 0.0, company: bool = True
) -> Counter[Pattern]:
    """Return n ratings, 80 % positive, or less by `effect` of those who name what is planted.

    In `company`, who names one driver is likelier to name others, as with reasons that are tapped.
    """
    answers: Counter[Pattern] = Counter()
    for _ in range(n):
        talkative = random.random() if company else 0.5
        named = frozenset(
            driver
            for place, driver in enumerate((PLANTED, *NOISE))
            if random.random() < talkative * (0.5 - 0.05 * place)
        )
        likely = 0.8 - effect * (PLANTED in named)
        answers[Pattern(random.random() < likely, named)] += 1
    return answers
