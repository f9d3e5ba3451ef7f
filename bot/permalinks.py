"""Where a message is in Slack, for links to it."""

from dataclasses import dataclass


@dataclass(slots=True)
class Permalinks:
    """Knows the address of the workspace once Slack has told it (`url` of auth.test)."""

    workspace_url: str = ""

    def of(self, channel: str, message: str) -> str | None:
        """Return the address of a message by its `ts`; None while the workspace is not known."""
        if not self.workspace_url:
            return None
        return f"{self.workspace_url.rstrip('/')}/archives/{channel}/p{message.replace('.', '')}"
