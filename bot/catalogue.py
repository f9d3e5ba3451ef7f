"""What the bot asks of the server's catalogue."""

from collections.abc import Sequence
from typing import Protocol

from server.core.agents import Agent
from server.core.surveys import Survey


class Surveys(Protocol):
    """The surveys of the install, as they are now."""

    def survey(self, slug: str) -> Survey | None: ...

    def surveys(self) -> Sequence[Survey]: ...


class Catalogue(Surveys, Protocol):
    """The agents too."""

    def agents(self) -> Sequence[Agent]: ...
