"""What is said when something could not be done."""

from bot.blocks.literal import escaped, one_line
from bot.blocks.message import SlackMessage, text_message


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
