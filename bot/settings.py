"""What the bot must be told."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SlackSettings:
    """How to reach one Slack workspace, and how it reaches us.

    Over Socket Mode with an `app_token`, else over HTTP with a `signing_secret`.
    """

    bot_token: str = field(repr=False)
    signing_secret: str = field(default="", repr=False)
    app_token: str | None = field(default=None, repr=False)
    channel: str | None = None
    """The id of the channel that gets every rating."""
    api_url: str = "https://slack.com/api/"

    @property
    def over_socket(self) -> bool:
        return bool(self.app_token)


@dataclass(frozen=True, slots=True)
class Waits:
    """How long the bot waits for what, in seconds. Tests make it short."""

    request: float = 10.0
    """For one answer of Slack."""
    connect: float = 5.0
    """For a connection to it, within which nothing has been sent."""
    between_messages: float = 1.0
    """Slack takes about one message a second in a channel."""
    first_pause: float = 1.0
    longest_pause: float = 60.0
    """Pauses after a failure double from the first to the longest."""
    look_again: float = 5.0
    """Between two looks for a message that may have arrived."""
    answer: float = 2.0
    """For an answer to be sent as the acknowledgement; Slack waits three."""
    finish: float = 5.0
    """At the end, for what is still being answered."""
    socket_check: float = 5.0
    socket_patience: float = 30.0
    """How long a socket may be without connection before it is replaced."""
