"""The modal in which an agent answers a customer, and what happens when it is sent off."""

from dataclasses import dataclass
from typing import Any

import structlog
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.actions.rating_act import Wake
from bot.actors import presser
from bot.blocks.literal import cleaned, one_line
from bot.blocks.modal import Modal
from bot.blocks.rating_who import MOST_NAME
from bot.blocks.reply_form import (
    MOST_TEXT,
    TEXT_ACTION,
    TEXT_BLOCK,
    reply_elsewhere,
    reply_form,
    reply_not_there,
)
from server.core.follow_ups import EventKind
from server.core.instants import Clock
from server.core.mail import is_mail_address
from server.core.phrases import Draft, Phrases
from server.core.ratings import Rating
from server.store import follow_ups, ratings, replies
from server.store.database import Database
from server.store.follow_ups import Act
from server.store.steps import Steps

EMPTY = "Write something first."
TOO_LONG = f"At most {MOST_TEXT:,} characters, please."
NOBODY = "This cannot be sent any more: the rating or its e-mail address is gone."

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class ReplyView:
    """Fills the form, with a draft in the customer's language, and takes what was written in it.

    `sender` is the address e-mail is sent from; empty while none can be sent.
    """

    database: Database
    phrases: Phrases
    clock: Clock
    wake: Wake
    sender: str

    async def fill(self, rating_id: str, args: AsyncArgs) -> Modal:
        """Return the form, or the other ways to answer while no e-mail can be sent from here."""
        rating = await self.database.read(ratings.by_id, rating_id)
        if rating is None:
            return reply_not_there()
        who = await self.database.read(presser, args.body)
        draft = self._draft(rating, who.actor.name)
        if self.sender and is_mail_address(rating.customer.email or ""):
            return reply_form(rating, draft, self.sender)
        return reply_elsewhere(rating, draft)

    async def submit(self, args: AsyncArgs) -> None:
        """Write the reply and its job, then acknowledge; what is wrong is said beside the field."""
        view = args.view or {}
        text = _written(view)
        problem = EMPTY if not text else TOO_LONG if len(text) > MOST_TEXT else ""
        if not problem and not await self.database.write(
            self._send, args.body, view, text, self.clock()
        ):
            problem = NOBODY
        if problem:
            await args.ack(response_action="errors", errors={TEXT_BLOCK: problem})
            return
        await args.ack()
        self.wake([replies.MAIL_LANE])

    def _send(self, body: dict[str, Any], view: dict[str, Any], text: str, now: int) -> Steps[bool]:
        """Keep a reply that is to be sent, once for each modal; false when there is nobody to get it."""
        rating = yield from ratings.by_id(str(view.get("private_metadata") or ""))
        recipient = (rating.customer.email or "") if rating else ""
        if rating is None or not self.sender or not is_mail_address(recipient):
            return False
        who = yield from presser(body)
        acted = yield from follow_ups.act(
            Act(
                rating_id=rating.id,
                kind=EventKind.REPLIED,
                actor=who.actor,
                at=now,
                note=text,
                request_id=str(view.get("id") or "") or None,
            )
        )
        if acted.event_id is not None:
            reply_to = who.agent.email if who.agent else None
            subject = self._draft(rating, who.actor.name).subject
            yield from replies.ask(
                acted.event_id, recipient=recipient, reply_to=reply_to, subject=subject, now=now
            )
        return True

    def _draft(self, rating: Rating, agent: str) -> Draft:
        customer = one_line(rating.customer.name or "", MOST_NAME)
        return self.phrases.reply(rating.language, rating.band, customer=customer, agent=agent)


def _written(view: dict[str, Any]) -> str:
    values = (view.get("state") or {}).get("values") or {}
    field = (values.get(TEXT_BLOCK) or {}).get(TEXT_ACTION) or {}
    return cleaned(str(field.get("value") or ""))
