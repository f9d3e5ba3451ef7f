"""Which of the questions that are understood the reports have an answer to."""

from server.core.score_question import Asked, Help, NotUnderstood, ScoreQuestion


def within_reach(asked: Asked) -> ScoreQuestion | Help | NotUnderstood:
    """Return what can be answered as it is, and of the rest what is missing, in a sentence."""
    if isinstance(asked, Help | NotUnderstood):
        return asked
    if not isinstance(asked, ScoreQuestion):
        name = type(asked).__name__.lower()
        return NotUnderstood(name, f"I understand “{name}”, but cannot do it yet.")
    return _missing(asked) or asked


def _missing(question: ScoreQuestion) -> NotUnderstood | None:
    if question.share:
        return NotUnderstood("share", "I understand that, but cannot share answers yet.")
    return None
