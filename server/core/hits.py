"""A hit: one request that arrived on a rating link, whoever or whatever sent it."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from server.core.instants import Instant


class Means(StrEnum):
    """How a hit came."""

    OPTIONS = "options"
    HEAD = "head"
    PREFETCH = "prefetch"
    """Fetched before anybody asked, as the request itself says."""
    PREVIEW = "preview"
    """Fetched by a program that shows what is behind links, as the request itself says."""
    FETCH = "fetch"
    TRAP = "trap"
    """The link that no person can see."""
    SCRIPT = "script"
    """Sent on by the script of the page."""
    FORM = "form"
    """Sent by the form of the page."""

    @property
    def is_answer(self) -> bool:
        return self in {Means.SCRIPT, Means.FORM}

    @property
    def says_what_it_is(self) -> bool:
        """Whether nothing needs to be concluded from it: no scanner in disguise would say so."""
        return self in {Means.PREFETCH, Means.PREVIEW, Means.OPTIONS}


class Sign(StrEnum):
    """What an answer shows of a person."""

    NONE = "none"
    DWELL = "dwell"
    """The page was in sight for as long as a person looks at it."""
    GESTURE = "gesture"
    """A pointer, a finger or a key, as the browser vouches for."""
    CHOICE = "choice"
    """Another score was chosen by hand."""
    COMMENT = "comment"
    """Words were written."""


class Level(IntEnum):
    """How sure a hit makes us that a person answered."""

    FETCHED = 0
    SENT = 1
    PERSON = 2
    SURE = 3


_LEVELS = {
    Sign.NONE: Level.SENT,
    Sign.DWELL: Level.PERSON,
    Sign.GESTURE: Level.PERSON,
    Sign.CHOICE: Level.SURE,
    Sign.COMMENT: Level.SURE,
}


@dataclass(frozen=True, slots=True)
class Hit:
    """One request on a link."""

    id: str
    at: Instant
    visit: str
    """The showing of the page that it belongs to: the request for it and all that was sent from it."""
    client: str
    """A name for who sent it, which means nothing and is forgotten within a day."""
    means: Means
    score: int | None = None
    """The score that the link or the answer names; a trap names none."""
    sign: Sign = Sign.NONE

    @property
    def level(self) -> Level:
        return _LEVELS[self.sign] if self.means.is_answer else Level.FETCHED
