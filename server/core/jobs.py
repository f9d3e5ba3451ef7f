"""A job: a unit of background work, and what may come of it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Job:
    """Work on one subject. Jobs of one lane run one after another."""

    kind: str
    lane: str
    subject: str
    version: int
    attempts: int
    created_at: int


@dataclass(frozen=True, slots=True)
class Done:
    """It is done. If it was asked for again meanwhile, it runs again."""


@dataclass(frozen=True, slots=True)
class Again:
    """Try this job again after `seconds`; others of its lane go on."""

    seconds: float
    why: str


@dataclass(frozen=True, slots=True)
class Hold:
    """It is too early for this job: look at it again at an instant. Others of its lane go on."""

    until: int


@dataclass(frozen=True, slots=True)
class Pause:
    """Nothing in this lane can go on before `seconds` have passed: a limit, an outage, a refused token."""

    seconds: float
    why: str


@dataclass(frozen=True, slots=True)
class GivenUp:
    """This job can never succeed as it is. It is kept, with the reason, to be shown and replayed."""

    why: str


JobResult: TypeAlias = Done | Again | Hold | Pause | GivenUp
JobHandler: TypeAlias = Callable[[Job], Awaitable[JobResult]]
