"""How ids are shown: people and channels by name."""

from dataclasses import dataclass

from bot.sandbox.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Names:
    workspace: Workspace

    def person(self, user_id: str, fallback: str = "") -> str:
        user = self.workspace.users.get(user_id)
        return f"@{user.name}" if user else f"@{fallback or user_id}"

    def channel(self, channel_id: str, fallback: str = "") -> str:
        channel = self.workspace.channels.get(channel_id)
        return f"#{channel.name}" if channel else f"#{fallback or channel_id}"
