"""What the team does about a rating: who has it in hand, and whether it is settled."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple, TypeAlias

from server.core.bands import Band

LATE_MS: Final = 5 * 60 * 1000
"""A comment that comes this long after the rating was told of finds nobody looking any more."""


class EventKind(StrEnum):
    """What happened to a rating after it was given."""

    CLAIMED = "claimed"
    RELEASED = "released"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    REPLIED = "replied"
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"
    COMMENTED = "commented"
    CHANGED = "changed"


class Actor(NamedTuple):
    """Who did something, by the id and the name that they have where they did it."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What has been done about a rating as it stands now; `version` grows with every act."""

    claimed: Actor | None = None
    resolved: Actor | None = None
    replied: Actor | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class RatingEvent:
    """One thing that happened to a rating, kept for good."""

    id: str
    rating_id: str
    kind: EventKind
    actor: Actor | None
    """`None` for what the customer did."""
    note: str | None
    """The text of a reply, the scores of a change, whose claim was released."""
    at: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an act is not done: somebody else was first."""

    kind: EventKind
    by: Actor


Settled: TypeAlias = FollowUp | Refusal | None
"""What comes of an act: the new state, somebody who was first, or nothing as it is so already."""


def after(kind: EventKind, now: FollowUp, actor: Actor, seen: int | None) -> Settled:
    """Return what an act makes of a follow-up.

    `seen` is the version that the actor saw. What takes something back is done only if nothing
    happened since, as the second of two clicks would else undo what a colleague did between them.
    """
    if kind in _TAKES_BACK and seen is not None and seen != now.version:
        return None
    settled = _ACTS[kind](now, actor) if kind in _ACTS else now
    return replace(settled, version=now.version + 1) if isinstance(settled, FollowUp) else settled


def is_news(kind: EventKind, band: Band, waited: int) -> bool:
    """Tell whether to say in a thread what a customer added `waited` ms after the card came.

    A changed card notifies nobody. So a changed score is said, and what comes late, and whatever
    is said beside a low score.
    """
    return kind is EventKind.CHANGED or band is Band.NEGATIVE or waited >= LATE_MS


def _claim(now: FollowUp, actor: Actor) -> Settled:
    if now.resolved is not None:
        return Refusal(EventKind.RESOLVED, now.resolved)
    if now.claimed is None:
        return replace(now, claimed=actor)
    return None if now.claimed.id == actor.id else Refusal(EventKind.CLAIMED, now.claimed)


def _release(now: FollowUp, actor: Actor) -> Settled:
    del actor
    if now.claimed is None or now.resolved is not None:
        return None
    return replace(now, claimed=None)


def _resolve(now: FollowUp, actor: Actor) -> Settled:
    if now.resolved is None:
        return replace(now, resolved=actor)
    return None if now.resolved.id == actor.id else Refusal(EventKind.RESOLVED, now.resolved)


def _reopen(now: FollowUp, actor: Actor) -> Settled:
    del actor
    return None if now.resolved is None else replace(now, resolved=None)


def _reply(now: FollowUp, actor: Actor) -> Settled:
    return replace(now, replied=actor)


_TAKES_BACK: Final = frozenset({EventKind.RELEASED, EventKind.REOPENED})

_ACTS: Final[Mapping[EventKind, Callable[[FollowUp, Actor], Settled]]] = MappingProxyType(
    {
        EventKind.CLAIMED: _claim,
        EventKind.RELEASED: _release,
        EventKind.RESOLVED: _resolve,
        EventKind.REOPENED: _reopen,
        EventKind.REPLIED: _reply,
    }
)
