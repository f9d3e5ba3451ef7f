"""Rules: which news goes to which destination."""

from collections.abc import Iterable
from dataclasses import dataclass

from server.core.ratings import State


@dataclass(frozen=True, slots=True)
class Rule:
    """Every counted rating goes to `destination`, written `slack:CHANNEL`."""

    destination: str

    def matches(self, state: State) -> bool:
        return state is State.COUNTED


class Rules:
    """All rules in force."""

    def __init__(self, rules: Iterable[Rule] = ()) -> None:
        self._rules = tuple(rules)

    def destinations(self, state: State) -> tuple[str, ...]:
        """Return where a rating in `state` goes; each once, however many rules name it."""
        wanted = (rule.destination for rule in self._rules if rule.matches(state))
        return tuple(dict.fromkeys(wanted))
