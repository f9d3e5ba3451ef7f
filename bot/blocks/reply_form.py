"""The modal in which an agent answers a customer: by e-mail from here, or by their own programs."""

from typing import Final
from urllib.parse import quote as percent

from bot.blocks.literal import cleaned, clipped, escaped, one_line
from bot.blocks.message import Block, context, joined, line, plain, rich_text, section, words
from bot.blocks.modal import Modal, one_sentence, quotes, sentence, text_input
from bot.blocks.rating_who import MOST_NAME, conversation, helped, is_address, verdict
from bot.ids import ViewId
from server.core.mail import is_mail_address
from server.core.phrases import Draft
from server.core.ratings import Rating

TITLE: Final = "Reply"
TEXT_BLOCK: Final = "text"
TEXT_ACTION: Final = "text"
MOST_TEXT: Final = 3_000
MOST_QUOTED: Final = 600
MOST_LINK: Final = 2_600


def reply_not_there() -> Modal:
    return one_sentence(TITLE, "That rating is no longer kept, so there is nobody to answer.")


def reply_form(rating: Rating, draft: Draft, sender: str) -> Modal:
    """Return the form of a reply that is sent from here, to the e-mail address of the customer."""
    to = one_line(rating.customer.email or "", MOST_NAME)
    text = clipped(cleaned(draft.body), MOST_TEXT)
    field = text_input(TEXT_BLOCK, TEXT_ACTION, "Your reply", text=text, most=MOST_TEXT)
    addressed = context(plain(f"To {to}, from {one_line(sender, MOST_NAME)}"))
    return Modal(
        TITLE,
        (*_about(rating), field, addressed),
        view_id=ViewId.REPLY,
        submit="Send",
        about=rating.id,
        close="Cancel",
    )


def reply_elsewhere(rating: Rating, draft: Draft) -> Modal:
    """Return the ways to answer when no e-mail can be sent from here, with a draft to take along."""
    return Modal(TITLE, (*_about(rating), *_ways(rating, draft), *_to_copy(draft)))


def _about(rating: Rating) -> list[Block]:
    figures = [words(verdict(rating), "bold"), words(helped(rating))]
    headline = rich_text(line(*joined([*figures, *conversation(rating)])))
    return [headline, *quotes(clipped(cleaned(rating.comment or ""), MOST_QUOTED))]


def _ways(rating: Rating, draft: Draft) -> list[Block]:
    ways = []
    address, place = rating.customer.email or "", rating.conversation or ""
    if is_mail_address(address):
        ways.append(f"<{_mailto(address, draft)}|Write an e-mail>")
    if is_address(place):
        ways.append(f"<{escaped(place)}|Open the conversation>")
    if not ways:
        return [sentence("No e-mail address is known of this customer. A draft to begin with:")]
    return [section("  ·  ".join(ways)), sentence("A draft to begin with:")]


def _to_copy(draft: Draft) -> list[Block]:
    return quotes(clipped(cleaned(draft.body), MOST_TEXT))


def _mailto(address: str, draft: Draft) -> str:
    """Return a link with the draft in it, or without where that would be too long for Slack."""
    to = f"mailto:{percent(address, safe='@')}"
    subject, body = percent(cleaned(draft.subject)), percent(cleaned(draft.body))
    whole = f"{to}?subject={subject}&amp;body={body}"
    return whole if len(whole) <= MOST_LINK else to
