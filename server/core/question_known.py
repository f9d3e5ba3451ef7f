"""What a question may name, and what is nearest to a name that nobody has."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Final, Self

from server.core.agents import Agent
from server.core.periods import Period
from server.core.question_words import plain

_MOST_COMPARED: Final = 2_000
_LONGEST_COMPARED: Final = 60


class Unclear(Exception):
    """A question cannot be understood: the words, why in a sentence, and what was meant perhaps."""

    def __init__(self, word: str, reason: str, suggestion: str | None = None) -> None:
        super().__init__(reason)
        self.word = word
        self.reason = reason
        self.suggestion = suggestion


@dataclass(frozen=True, slots=True)
class Known:
    """The names that are in use here, by how they are said: in lower case."""

    today: date
    timezone: str
    surveys: Mapping[str, str]
    people: Mapping[str, str]
    """Keys of agents by their Slack id."""
    agents: Mapping[str, str] | None
    """Keys of agents by key, Slack id, name, and first name if no other has it."""
    teams: Mapping[str, str] | None
    attributes: Mapping[str, str] | None
    """Keys of attributes. Of these three, `None` lets any be named."""
    baselines: Mapping[str, Period | None] = field(default_factory=dict)
    """What the scores of surveys began from, by slug; `None` for a figure that has no period."""

    @classmethod
    def of(
        cls,
        *,
        today: date,
        timezone: str,
        surveys: Collection[str],
        agents: Collection[Agent] | None = None,
        teams: Collection[str] | None = None,
        attributes: Collection[str] | None = None,
        baselines: Mapping[str, Period | None] | None = None,
    ) -> Self:
        return cls(
            today=today,
            timezone=timezone,
            surveys=_said(surveys),
            people={said(each.slack_id): each.key for each in agents or () if each.slack_id},
            agents=None if agents is None else _names(agents),
            teams=None if teams is None else _said(teams),
            attributes=None if attributes is None else _said(attributes),
            baselines=baselines or {},
        )


def said(name: str) -> str:
    """Return a name as it is compared: in lower case, in plain letters and signs, with single spaces."""
    return " ".join(plain(name).casefold().split())


def nearest(name: str, known: Iterable[str], *, cutoff: float = 0.6) -> str | None:
    """Return the known name that a misspelt one is nearest to, if one is near."""
    name = name[:_LONGEST_COMPARED]
    some = [each for each, _ in zip(known, range(_MOST_COMPARED), strict=False)]
    return next(iter(get_close_matches(name, some, n=1, cutoff=cutoff)), None)


def _said(names: Iterable[str]) -> dict[str, str]:
    return {said(name): name for name in names}


def _names(agents: Collection[Agent]) -> dict[str, str]:
    """Let an agent be called by what is theirs alone; a key comes before a name."""
    names: dict[str, str] = {}
    calls = (
        [(each.name.split(maxsplit=1)[0], each.key) for each in agents if each.name.strip()],
        [(each.name, each.key) for each in agents],
        [(each.slack_id or each.key, each.key) for each in agents],
        [(each.key, each.key) for each in agents],
    )
    for calling in calls:
        shared = _shared(said(name) for name, _ in calling)
        names |= {said(name): key for name, key in calling if said(name) not in shared}
    return names


def _shared(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name for name, count in Counter(names).items() if count > 1)
