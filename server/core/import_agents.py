"""Finds the agents that a file names, by key, e-mail address or name."""

import re
from collections import Counter
from collections.abc import Iterable

from server.core.agents import Agent

_NAME_AND_EMAIL = re.compile(r"(.*?)\s*[(<]([^()<>\s]+@[^()<>\s]+)[)>]")


class AgentFinder:
    """Knows the agents there are, and counts the names that none of them has."""

    def __init__(self, agents: Iterable[Agent]) -> None:
        self._keys: dict[str, str] = {}
        self.unknown: Counter[str] = Counter()
        known = list(agents)
        names = Counter(agent.name.casefold() for agent in known)
        for agent in known:
            # Two of one name cannot be told apart by it.
            if names[agent.name.casefold()] == 1:
                self._keys[agent.name.casefold()] = agent.key
        for agent in known:
            if agent.email:
                self._keys[agent.email.casefold()] = agent.key
            self._keys[agent.key.casefold()] = agent.key

    def key_of(self, name: str | None, email: str | None) -> str | None:
        """Return the key of an agent; of one that is not known, what the file says, so that it can be added later.

        `name` may be `Mari Mets (mari@example.com)`.
        """
        both = _NAME_AND_EMAIL.fullmatch(name) if name else None
        if both:
            name, email = both[1], email or both[2]
        said = [each for each in (email, name) if each]
        for each in said:
            key = self._keys.get(each.casefold())
            if key is not None:
                return key
        if not said:
            return None
        self.unknown[said[0]] += 1
        return said[0]
