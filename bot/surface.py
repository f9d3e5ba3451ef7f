"""What the app offers in Slack, once: app.py registers it and manifest.py declares it."""

from dataclasses import dataclass
from typing import Final

from bot.ids import CommandName, EventName


@dataclass(frozen=True, slots=True)
class SlashCommand:
    """A command as Slack lists it while somebody types."""

    name: CommandName
    description: str
    usage_hint: str


COMMANDS: Final = (
    SlashCommand(
        CommandName.SCORES,
        "How customers rate us: the score, how sure it is, and how it changed",
        "[csat, nps or a survey] [30d, june, q2] [vs last year] [by agent] [@agent], or help",
    ),
)

# Only what is used. Without `chat:write.public` the app must be invited to its channel: only members
# may read the history in which it looks for a message whose answer was lost.
BOT_SCOPES: Final = (
    "channels:history",
    "chat:write",
    "commands",
    "files:write",
    "groups:history",
    "links:read",
    "links:write",
)

BOT_EVENTS: Final = tuple(EventName)
