"""What is said when something could not be done."""

from bot.blocks.literal import escaped, one_line
from bot.blocks.message import SlackMessage, text_message
from server.core.follow_ups import EventKind, Refusal


def apology(reference: str) -> SlackMessage:
    return text_message(
        "Sorry, that did not work, and it is our fault. Please try once more."
        f" If it fails again, whoever runs Paldies finds *{reference}* in its log."
    )


def unknown_command(command: str) -> SlackMessage:
    name = escaped(one_line(command, 40))
    return text_message(f"I do not know {name}. Try `/scores help`.")


def unknown_button() -> SlackMessage:
    return text_message("That button does nothing any more. A newer message may have another.")


def rating_not_there() -> SlackMessage:
    return text_message("That rating is no longer kept, so there is nothing to change.")


def too_late(refusal: Refusal) -> SlackMessage:
    """Say who was first."""
    name = escaped(one_line(refusal.by.name, 80))
    done = "resolved" if refusal.kind is EventKind.RESOLVED else "claimed"
    return text_message(f"Already {done} by {name}.")


def not_opened() -> SlackMessage:
    return text_message("Slack did not open the window in time. Please press once more.")


def apology_in_form(reference: str) -> str:
    """Say beside the field of a form that it could not be taken."""
    return (
        "Sorry, that did not work, and it is our fault. Nothing was sent. Please try once more."
        f" If it fails again, whoever runs Paldies finds {reference} in its log."
    )
