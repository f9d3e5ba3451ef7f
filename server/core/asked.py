"""Who was asked, beside the scores of those who answered."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final, NamedTuple

from server.core.rates import Cohort
from server.core.ratings import Source
from server.core.score_filter import By, Grouping, ScoreFilter
from server.core.scores import ScoreGroup


class Asked(NamedTuple):
    """The asks of some days about one agent, by one channel; '' is nobody and no team."""

    agent_key: str
    team: str
    source: Source
    cohort: Cohort

    def is_chosen(self, only: ScoreFilter) -> bool:
        """Tell whether these asks are among those that a filter chooses by what asks have."""
        wanted = (only.agent, only.team, only.source)
        given = (self.agent_key, self.team, self.source)
        return all(want in {None, have} for want, have in zip(wanted, given, strict=True))


_KEYS: Final[Mapping[By, Callable[[Asked], str]]] = MappingProxyType(
    {
        Grouping.AGENT: lambda asked: asked.agent_key,
        Grouping.TEAM: lambda asked: asked.team,
        Grouping.SOURCE: lambda asked: asked.source,
    }
)


def pooled(asked: Iterable[Asked]) -> Cohort:
    """Return all who were asked as one cohort."""
    return sum((each.cohort for each in asked), Cohort())


def asked_groups(
    groups: Sequence[ScoreGroup], by: Sequence[By], asked: Iterable[Asked] | None
) -> tuple[ScoreGroup, ...]:
    """Return groups with those who were asked of each, where the groups are of what asks have."""
    key_of = _KEYS.get(by[0]) if by else None
    if key_of is None or asked is None:
        return tuple(groups)
    of: dict[str, Cohort] = {}
    for each in asked:
        key = key_of(each)
        of[key] = of.get(key, Cohort()) + each.cohort
    return tuple(replace(group, asks=of.get(group.key or "", Cohort())) for group in groups)
