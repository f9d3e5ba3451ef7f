"""Who typed a command, and where."""

from dataclasses import dataclass

from bot.ids import SLACK_LANE


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody by their id, and the channel by its id."""

    channel: str
    user: str

    @property
    def destination(self) -> str:
        return f"{SLACK_LANE}{self.channel}"
