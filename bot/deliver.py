"""The job "card": bring the one message about a rating to what the rating is now.

A first message is `pending`, then `sending` from just before it leaves. If its answer is lost, by
a timeout, a cut or a crash, nobody knows whether it arrived: it is `unknown` until it has been
looked for, and is only sent again when it was not there twice. Changes are made in place and may
be repeated, so they need no such care. What a card cannot show, as it cannot be changed any more, is
said in its thread.
"""

from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

import structlog

from bot.blocks.message import SlackMessage
from bot.blocks.rating_card import rating_card
from bot.blocks.rating_words import in_words
from bot.catalogue import Surveys
from bot.channels import Channels
from bot.client import SlackClient
from bot.history import card_metadata, find_message
from bot.ids import SLACK_LANE
from bot.troubles import Kind, Trouble, trouble_of
from server.core.bands import Band
from server.core.deliveries import Delivery, DeliveryState
from server.core.follow_ups import FollowUp
from server.core.instants import Clock
from server.core.jobs import Again, Done, GivenUp, Job, JobResult
from server.core.ratings import Rating, State
from server.core.rules import facts_of
from server.store import deliveries, follow_ups, rating_events, ratings
from server.store.database import Database
from server.store.rule_book import RuleBook
from server.store.steps import Steps

LOOKS: Final = 2
DELETED: Final = "message_not_found"

# Of these a channel's history is closed to us until somebody acts, while posting may go on.
BLIND: Final = frozenset({"missing_scope", "not_in_channel", "no_permission"})

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Card:
    """A rating and what its channel has been told of it."""

    destination: str
    rating: Rating
    follow_up: FollowUp
    delivery: Delivery | None

    @property
    def channel(self) -> str:
        return self.destination.removeprefix(SLACK_LANE)

    @property
    def in_doubt(self) -> Delivery | None:
        """The delivery, if its message left and nobody knows whether it arrived."""
        doubtful = {DeliveryState.SENDING, DeliveryState.UNKNOWN}
        return self.delivery if self.delivery and self.delivery.state in doubtful else None

    @property
    def is_due(self) -> bool:
        """Whether there is something to post or to change."""
        if self.delivery is not None and self.delivery.state is DeliveryState.SENT:
            return self.delivery.revision != self.rating.revision
        return self.rating.state is State.COUNTED

    @property
    def is_unsettled(self) -> bool:
        """Whether a customer who was not well served still waits for somebody."""
        is_open = self.rating.state is State.COUNTED and self.follow_up.resolved is None
        return is_open and self.rating.band is Band.NEGATIVE


class CardDelivery:
    """Posts and edits cards. One job of a channel at a time, as the worker runs them."""

    def __init__(
        self,
        client: SlackClient,
        *,
        database: Database,
        surveys: Surveys,
        clock: Clock,
        rules: RuleBook,
        channels: Channels,
        timezone: ZoneInfo,
    ) -> None:
        self._web = client.web
        self._database = database
        self._surveys = surveys
        self._clock = clock
        self._rules = rules
        self._channels = channels
        self._timezone = timezone

    async def deliver(self, job: Job) -> JobResult:
        """Make the card show the rating as it is now; exactly one, however often this is tried."""
        result = await self._deliver(job)
        if isinstance(result, Done | GivenUp):
            self._channels.backoff.clear(job.subject)
        return result

    async def _deliver(self, job: Job) -> JobResult:
        card = await self._database.read(_card, job.subject, job.lane)
        if card is not None and (doubtful := card.in_doubt):
            return await self._settle(job, card, doubtful)
        if card is None or not card.is_due:
            return Done()
        await self._channels.pace.turn(card.channel)
        # The rating may have changed while it waited for its turn.
        card = await self._database.read(_card, job.subject, job.lane)
        if card is None or not card.is_due:
            return Done()
        if card.delivery is not None and card.delivery.message is not None:
            return await self._edit(job, card, card.delivery, card.delivery.message)
        return await self._post(job, card)

    async def _post(self, job: Job, card: Card) -> JobResult:
        # What it shows is read as it is written that it leaves: whatever changes later finds it so.
        begun = await self._database.write(_begin, job.subject, job.lane, self._clock())
        if begun is None:
            return Done()
        card, delivery = begun
        metadata = card_metadata(delivery.id, card.rating.id, card.rating.revision)
        try:
            answer = await self._web.chat_postMessage(
                channel=card.channel,
                metadata=metadata,
                unfurl_links=False,
                unfurl_media=False,
                **self._message(card).arguments(),
            )
            message = str(answer["ts"])
        except Exception as error:  # whatever the SDK raises, the message may have left
            return await self._not_posted(job, card, delivery, trouble_of(error))
        await self._sent(card, delivery, message, card.rating.revision)
        log.info("card_posted", rating=card.rating.id, channel=card.channel)
        return Done()

    async def _not_posted(
        self, job: Job, card: Card, delivery: Delivery, trouble: Trouble
    ) -> JobResult:
        note = {Kind.UNSURE: deliveries.unknown, Kind.MESSAGE: deliveries.failed}.get(
            trouble.kind, deliveries.pending
        )
        await self._database.write(note, delivery.id, str(trouble), self._clock())
        return self._channels.next_step(job, card.channel, trouble)

    async def _edit(self, job: Job, card: Card, delivery: Delivery, message: str) -> JobResult:
        try:
            await self._web.chat_update(
                channel=card.channel, ts=message, **self._message(card).arguments()
            )
        except Exception as error:  # an edit may be repeated, so it matters little how it failed
            return await self._not_edited(job, card, delivery, trouble_of(error))
        await self._sent(card, delivery, message, card.rating.revision)
        return Done()

    async def _not_edited(
        self, job: Job, card: Card, delivery: Delivery, trouble: Trouble
    ) -> JobResult:
        if trouble.kind not in {Kind.GONE, Kind.MESSAGE}:
            return self._channels.next_step(job, card.channel, trouble)
        log.warning("card_stays_as_it_was", rating=card.rating.id, error=trouble.code)
        now = self._clock()
        if trouble.code == DELETED and card.is_unsettled and not delivery.reposted:
            await self._database.write(deliveries.repost, delivery.id, now)
            return await self._deliver(job)
        if trouble.code != DELETED:
            shown = delivery.revision
            tell = rating_events.tell_since
            await self._database.write(tell, card.rating.id, shown, job.lane, now)
        if trouble.kind is Kind.MESSAGE:
            return self._channels.next_step(job, card.channel, trouble)
        why = f"the card stays as it was: {trouble}"
        await self._sent(card, delivery, delivery.message or "", card.rating.revision, why)
        return Done()

    async def _settle(self, job: Job, card: Card, delivery: Delivery) -> JobResult:
        try:
            found = await find_message(self._web, card.channel, delivery)
        except Exception as error:  # looking changes nothing in Slack
            return await self._not_seen(job, card, delivery, trouble_of(error))
        if found is not None:
            log.info("card_found", rating=card.rating.id, channel=card.channel)
            await self._sent(card, delivery, found.ts, found.revision)
            return await self._deliver(job)
        return await self._look_again_or_send(job, delivery)

    async def _look_again_or_send(self, job: Job, delivery: Delivery) -> JobResult:
        if delivery.looks + 1 < LOOKS:
            await self._database.write(deliveries.looked, delivery.id, self._clock())
            return Again(
                self._channels.look_again, "not there; looking once more before it is sent again"
            )
        why = "looked for twice and not there"
        await self._database.write(deliveries.pending, delivery.id, why, self._clock())
        return await self._deliver(job)

    async def _not_seen(
        self, job: Job, card: Card, delivery: Delivery, trouble: Trouble
    ) -> JobResult:
        why = f"It may have been posted, and the channel cannot be read to see: {trouble}"
        await self._database.write(deliveries.unknown, delivery.id, why, self._clock())
        if trouble.code in BLIND:
            self._channels.health.ill(card.channel, trouble)
            return GivenUp(why)
        return self._channels.next_step(job, card.channel, trouble)

    async def _sent(
        self, card: Card, delivery: Delivery, message: str, revision: int, error: str | None = None
    ) -> None:
        now = self._clock()
        await self._database.write(
            deliveries.sent, delivery.id, message, revision, now, error=error
        )
        self._channels.well(card.channel)

    def _message(self, card: Card) -> SlackMessage:
        rating = card.rating
        facts = facts_of(rating, resolved=card.follow_up.resolved is not None)
        return rating_card(
            rating,
            in_words(rating, self._surveys.survey(rating.survey)),
            timezone=self._timezone,
            follow_up=card.follow_up,
            mention=self._rules.rules.manner(card.destination, facts).mention,
        )


def _card(rating_id: str, destination: str) -> Steps[Card | None]:
    rating = yield from ratings.by_id(rating_id)
    if rating is None:
        return None
    follow_up = yield from follow_ups.get(rating_id)
    delivery = yield from deliveries.get(rating_id, destination)
    return Card(destination, rating, follow_up, delivery)


def _begin(rating_id: str, destination: str, now: int) -> Steps[tuple[Card, Delivery] | None]:
    card = yield from _card(rating_id, destination)
    if card is None or not card.is_due:
        return None
    delivery = yield from deliveries.open_delivery(rating_id, destination, now)
    if delivery.digest_id is not None:
        # It was gathered a moment ago, in the lane of a digest.
        return None
    yield from deliveries.sending(delivery.id, now)
    return card, delivery
