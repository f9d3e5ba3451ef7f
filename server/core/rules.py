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
        known = tuple(rules)
        self._destinations = {
            state: tuple(dict.fromkeys(rule.destination for rule in known if rule.matches(state)))
            for state in State
        }

    def destinations(self, state: State) -> tuple[str, ...]:
        """Return where a rating in `state` goes; each once, however many rules name it."""
        return self._destinations[state]
