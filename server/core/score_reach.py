"""Which of the questions that are understood a terminal has an answer to."""

from server.core.score_question import Asked, Help, NotUnderstood, ScoreQuestion


def within_reach(asked: Asked) -> ScoreQuestion | Help | NotUnderstood:
    """Return scores and help as they are; the rest is about a channel and its cards."""
    if isinstance(asked, ScoreQuestion | Help | NotUnderstood):
        return asked
    name = type(asked).__name__.lower()
    return NotUnderstood(name, f"“{name}” is answered in Slack: type it there after /scores.")
