"""The job "note": say one event of a rating in the thread of its card, once.

It is sent as a card is: `sending` before it leaves, `unknown` when its answer was lost, looked for in
the thread, and sent again only when it was not there twice.
"""

from dataclasses import dataclass

import structlog

from bot.blocks.rating_note import rating_note
from bot.channels import MOST_TRIES, Channels
from bot.client import SlackClient
from bot.deliver import BLIND, LOOKS
from bot.history import card_metadata, find_note
from bot.ids import SLACK_LANE
from bot.troubles import Kind, Trouble, trouble_of
from server.core.deliveries import Delivery, DeliveryState, Note, Reply
from server.core.follow_ups import EventKind, RatingEvent
from server.core.instants import Clock
from server.core.jobs import Again, Done, GivenUp, Job, JobResult
from server.core.ratings import Rating
from server.core.rules import Threads, facts_of
from server.store import deliveries, follow_ups, notes, rating_events, ratings, replies
from server.store.database import Database
from server.store.rule_book import RuleBook
from server.store.steps import Steps

# The card is gone from the channel, and with it the thread.
_NO_THREAD = frozenset({"message_not_found", "thread_not_found", "cannot_reply_to_message"})

_IN_DOUBT = frozenset({DeliveryState.SENDING, DeliveryState.UNKNOWN})
_OVER = frozenset({DeliveryState.SENT, DeliveryState.FAILED})

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Saying:
    """An event, what it is about, the card in whose thread it belongs, and how far it got."""

    destination: str
    event: RatingEvent
    rating: Rating
    is_resolved: bool
    reply: Reply | None
    card: Delivery | None
    note: Note | None

    @property
    def channel(self) -> str:
        return self.destination.removeprefix(SLACK_LANE)

    @property
    def thread(self) -> str | None:
        return self.card.message if self.card is not None else None


class NoteDelivery:
    """Says events in threads. One job of a channel at a time, as the worker runs them."""

    def __init__(
        self,
        client: SlackClient,
        *,
        database: Database,
        rules: RuleBook,
        clock: Clock,
        channels: Channels,
    ) -> None:
        self._web = client.web
        self._database = database
        self._rules = rules
        self._clock = clock
        self._channels = channels

    async def deliver(self, job: Job) -> JobResult:
        """Say the event; exactly once, however often this is tried."""
        result = await self._deliver(job)
        if isinstance(result, Done | GivenUp):
            self._channels.backoff.clear(job.subject)
        return result

    async def _deliver(self, job: Job) -> JobResult:
        saying = await self._database.read(_saying, job.subject, job.lane)
        if saying is None or (saying.note is not None and saying.note.state in _OVER):
            return Done()
        if self._threads(saying) is Threads.OFF:
            return Done()
        if saying.thread is None:
            return self._wait_for_card(job)
        if saying.note is not None and saying.note.state in _IN_DOUBT:
            return await self._settle(job, saying, saying.note, saying.thread)
        return await self._post(job, saying, saying.thread)

    def _threads(self, saying: Saying) -> Threads:
        facts = facts_of(saying.rating, resolved=saying.is_resolved)
        return self._rules.rules.manner(saying.destination, facts).threads

    def _wait_for_card(self, job: Job) -> JobResult:
        if job.attempts + 1 >= MOST_TRIES:
            return GivenUp("there is no card in whose thread this could be said")
        return Again(self._channels.look_again, "the card is not there yet")

    async def _post(self, job: Job, saying: Saying, thread: str) -> JobResult:
        await self._channels.pace.turn(saying.channel)
        note_id = await self._database.write(
            notes.sending, saying.event.id, saying.destination, self._clock()
        )
        try:
            answer = await self._web.chat_postMessage(
                channel=saying.channel,
                thread_ts=thread,
                reply_broadcast=self._threads(saying) is Threads.BROADCAST,
                metadata=card_metadata(note_id, saying.rating.id, saying.rating.revision),
                unfurl_links=False,
                unfurl_media=False,
                **rating_note(saying.event, saying.rating, saying.reply).arguments(),
            )
            message = str(answer["ts"])
        except Exception as error:  # whatever the SDK raises, the message may have left
            return await self._not_posted(job, saying, note_id, trouble_of(error))
        await self._sent(saying, note_id, message)
        return Done()

    async def _sent(self, saying: Saying, note_id: str, message: str) -> None:
        await self._settled(note_id, DeliveryState.SENT, message=message)
        self._channels.well(saying.channel)

    async def _not_posted(
        self, job: Job, saying: Saying, note_id: str, trouble: Trouble
    ) -> JobResult:
        if trouble.code in _NO_THREAD:
            log.info("note_without_thread", rating=saying.rating.id, error=trouble.code)
            await self._settled(note_id, DeliveryState.FAILED, error=str(trouble))
            return Done()
        is_unsure = trouble.kind is Kind.UNSURE
        state = DeliveryState.UNKNOWN if is_unsure else DeliveryState.PENDING
        await self._settled(note_id, state, error=str(trouble))
        return self._channels.next_step(job, saying.channel, trouble)

    async def _settle(self, job: Job, saying: Saying, note: Note, thread: str) -> JobResult:
        try:
            found = await find_note(self._web, saying.channel, thread, note)
        except Exception as error:  # looking changes nothing in Slack
            return await self._not_seen(job, saying, note, trouble_of(error))
        if found is not None:
            await self._sent(saying, note.id, found.ts)
            return Done()
        if note.looks + 1 < LOOKS:
            await self._database.write(notes.looked, note.id, self._clock())
            return Again(
                self._channels.look_again, "not there; looking once more before it is sent again"
            )
        await self._settled(note.id, DeliveryState.PENDING, error="looked for twice and not there")
        return await self._post(job, saying, thread)

    async def _not_seen(self, job: Job, saying: Saying, note: Note, trouble: Trouble) -> JobResult:
        why = f"It may have been said, and the thread cannot be read to see: {trouble}"
        if trouble.code in _NO_THREAD:
            await self._settled(note.id, DeliveryState.FAILED, error=why)
            return Done()
        await self._settled(note.id, DeliveryState.UNKNOWN, error=why)
        if trouble.code in BLIND:
            self._channels.health.ill(saying.channel, trouble)
            return GivenUp(why)
        return self._channels.next_step(job, saying.channel, trouble)

    async def _settled(
        self, note_id: str, state: DeliveryState, *, message: str | None = None, error: str = ""
    ) -> None:
        await self._database.write(
            notes.settle, note_id, state, self._clock(), message=message, error=error or None
        )


def _saying(event_id: str, destination: str) -> Steps[Saying | None]:
    """Return what is to be said; nothing once it would be said for the second time."""
    event = yield from rating_events.get(event_id)
    rating = (yield from ratings.by_id(event.rating_id)) if event else None
    if event is None or rating is None:
        return None
    if event.kind is EventKind.COMMENTED and not (yield from rating_events.is_latest(event)):
        return None
    return Saying(
        destination=destination,
        event=event,
        rating=rating,
        is_resolved=(yield from follow_ups.get(rating.id)).resolved is not None,
        reply=(yield from replies.get(event_id)),
        card=(yield from deliveries.get(rating.id, destination)),
        note=(yield from notes.get(event_id, destination)),
    )
