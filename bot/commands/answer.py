"""What /scores answers, and who sees it."""

from dataclasses import dataclass

from bot.blocks.message import SlackMessage
from server.charts.chart import Chart


@dataclass(frozen=True, slots=True)
class Answer:
    """A message for the asker alone, or for everybody when it was asked to be shared."""

    message: SlackMessage
    is_shared: bool = False
    may_be_shared: bool = False
    """Whether a button under it shows it to everybody."""
    chart: Chart | None = None
    """What follows it as a picture."""

    @property
    def reach(self) -> str:
        """The `response_type` with which Slack shows it."""
        return "in_channel" if self.is_shared else "ephemeral"
