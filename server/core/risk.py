"""Who is about to leave: customers whose answers fall, whom nobody has answered, or who have fallen silent.

Rules and not a model: a team must be able to say to a customer, and to itself, why somebody is on the list.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean, median
from typing import Final

from server.core.bands import Band
from server.core.instants import Instant

DAY_MS: Final = 86_400_000
LOOKED_BACK_DAYS: Final = 365
"""What is older belongs to no history."""
RECENT_DAYS: Final = 90
"""A low rating that is older says little of today."""
FALL: Final = 0.25
"""So much of the scale below what it was is a fall."""
UNANSWERED_DAYS: Final = 2
"""A low rating that nobody has taken up for so long is unanswered."""
REGULAR: Final = 3
"""So many answers make a rhythm."""
LONGER: Final = 2.5
"""So many times the usual pause is silence."""
LEAST_SILENCE_DAYS: Final = 30
IGNORED_ASKS: Final = 2
"""So many asks in a row without an answer, from somebody who used to answer."""
ANSWERED_WITHIN_DAYS: Final = 3
"""An ask that is younger may still be answered, and is not ignored yet."""
WEIGHTS: Final = {"low": 3, "falling": 2, "unanswered": 3, "silent": 2}


@dataclass(frozen=True, slots=True)
class Answered:
    """One rating of a customer."""

    rating_id: str
    at: Instant
    share: float
    """Where the score stands on its scale, from 0 (worst) to 1."""
    band: Band
    is_open: bool = False
    """Low, and nobody has claimed or resolved it."""


@dataclass(frozen=True, slots=True)
class History:
    """What a customer has answered, oldest first, and when they were asked."""

    customer: str
    """An id or an e-mail address."""
    name: str | None
    answers: Sequence[Answered]
    asked: Sequence[Instant] = ()
    value: float | None = None
    """What the customer is worth, by an attribute of the team's choice."""


@dataclass(frozen=True, slots=True)
class AtRisk:
    """A customer who may leave, with the reasons in words, the gravest first."""

    history: History
    reasons: tuple[str, ...]
    risk: int
    """The sum of the weights of the reasons."""

    @property
    def weight(self) -> float:
        """What to sort by: the risk, times what the customer is worth if that is known."""
        return self.risk * (1.0 if self.history.value is None else max(0.0, self.history.value))


@dataclass(frozen=True, slots=True)
class Recovery:
    """Of the customers who were unhappy and have answered again, how many are not any more."""

    unhappy: int
    again: int
    recovered: int


def at_risk(histories: Iterable[History], now: Instant) -> list[AtRisk]:
    """Return the customers who may leave, those that matter most first; who gives no reason is left out."""
    found = [_judged(history, now) for history in histories if history.answers]
    return sorted(
        (one for one in found if one.reasons), key=lambda one: (-one.weight, one.history.customer)
    )


def recovery(histories: Iterable[History]) -> Recovery:
    """Count customers with a low rating, those who answered after it, and those whose last answer is not low.

    The low rating stays what it was; recovery is what came after.
    """
    unhappy = again = recovered = 0
    for history in histories:
        bands = [answer.band for answer in history.answers]
        if Band.NEGATIVE not in bands:
            continue
        unhappy += 1
        if bands.index(Band.NEGATIVE) < len(bands) - 1:
            again += 1
            recovered += bands[-1] is not Band.NEGATIVE
    return Recovery(unhappy, again, recovered)


def _judged(history: History, now: Instant) -> AtRisk:
    reasons = {
        "unanswered": _unanswered(history, now),
        "low": _low(history, now),
        "falling": _falling(history, now),
        "silent": _silent(history, now),
    }
    said = {kind: reason for kind, reason in reasons.items() if reason}
    risk = sum(WEIGHTS[kind] for kind in said)
    return AtRisk(history, tuple(said.values()), risk)


def _low(history: History, now: Instant) -> str:
    last = history.answers[-1]
    if last.band is not Band.NEGATIVE or _days(last.at, now) > RECENT_DAYS:
        return ""
    return f"the last rating, {_ago(last.at, now)}, was low"


def _falling(history: History, now: Instant) -> str:
    *before, last = history.answers
    if len(before) < REGULAR - 1 or _days(last.at, now) > RECENT_DAYS:
        return ""
    usual = fmean(answer.share for answer in before)
    if usual - last.share < FALL:
        return ""
    return f"ratings fell from {usual:.0%} of the scale to {last.share:.0%}"


def _unanswered(history: History, now: Instant) -> str:
    waiting = [
        answer
        for answer in history.answers
        if answer.is_open and UNANSWERED_DAYS <= _days(answer.at, now) <= RECENT_DAYS
    ]
    if not waiting:
        return ""
    return f"a low rating has waited {_days(waiting[0].at, now)} days for an answer"


def _silent(history: History, now: Instant) -> str:
    last = history.answers[-1].at
    ignored = [
        asked
        for asked in history.asked
        if asked > last and _days(asked, now) >= ANSWERED_WITHIN_DAYS
    ]
    if len(history.answers) >= REGULAR - 1 and len(ignored) >= IGNORED_ASKS:
        return f"has answered none of the last {len(ignored)} asks, and used to"
    if len(history.answers) < REGULAR:
        return ""
    instants = [answer.at for answer in history.answers]
    pauses = [later - earlier for earlier, later in pairwise(instants)]
    usual, silence = median(pauses), now - last
    if silence < LEAST_SILENCE_DAYS * DAY_MS or silence < LONGER * usual:
        return ""
    return f"silent for {silence // DAY_MS} days, and used to answer every {max(1, round(usual / DAY_MS))}"


def _days(since: Instant, now: Instant) -> int:
    return (now - since) // DAY_MS


def _ago(since: Instant, now: Instant) -> str:
    days = _days(since, now)
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")
