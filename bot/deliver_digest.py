"""The job "digest": bring the one message about many ratings to what they are now.

It is sent with the care that a card is sent with: `sending` before it leaves, `unknown` when its answer is lost, looked
for before it is sent again.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import structlog

from bot.blocks.message import SlackMessage
from bot.channels import Channels
from bot.client import SlackClient
from bot.deliver import BLIND, LOOKS
from bot.digest_told import DigestTold
from bot.history import digest_metadata, find_message
from bot.ids import SLACK_LANE
from bot.troubles import Kind, Trouble, trouble_of
from server.core.deliveries import DeliveryState
from server.core.digests import Digest
from server.core.instants import Clock
from server.core.jobs import Again, Done, GivenUp, Job, JobResult
from server.store import digests
from server.store.database import Database

IN_DOUBT: Final = frozenset({DeliveryState.SENDING, DeliveryState.UNKNOWN})

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class DigestDelivery:
    """Posts and edits digests. One job of a channel at a time, as the worker runs them."""

    client: SlackClient
    database: Database
    clock: Clock
    told: DigestTold
    channels: Channels

    async def deliver(self, job: Job) -> JobResult:
        """Make the digest show its ratings as they are now; exactly one, however often this is tried."""
        result = await self._deliver(job)
        if isinstance(result, Done | GivenUp):
            self.channels.backoff.clear(job.subject)
        return result

    async def _deliver(self, job: Job) -> JobResult:
        digest = await self.database.read(digests.get, job.subject)
        if digest is None:
            return Done()
        if digest.state in IN_DOUBT:
            return await self._settle(job, digest)
        await self.channels.pace.turn(_channel(digest))
        messages = await self.told.messages(digest)
        if not messages:
            return Done()
        if digest.message is not None:
            return await self._edit(job, digest, digest.message, messages[0])
        return await self._post(job, digest, messages)

    async def _post(self, job: Job, digest: Digest, messages: Sequence[SlackMessage]) -> JobResult:
        """Post the first of the messages that Slack takes; one that it refuses has not been posted."""
        message, *others = messages
        await self.database.write(digests.sending, digest.id, self.clock())
        try:
            answer = await self.client.web.chat_postMessage(
                channel=_channel(digest),
                metadata=digest_metadata(digest.id),
                unfurl_links=False,
                unfurl_media=False,
                **message.arguments(),
            )
            ts = str(answer["ts"])
        except Exception as error:  # whatever the SDK raises, the message may have left
            trouble = trouble_of(error)
            if trouble.kind is Kind.MESSAGE and others:
                log.warning("digest_refused", digest=digest.id, error=trouble.code)
                await asyncio.sleep(self.channels.look_again)
                return await self._post(job, digest, others)
            return await self._not_posted(job, digest, trouble)
        await self._sent(digest, ts)
        log.info("digest_posted", digest=digest.id, channel=_channel(digest))
        return Done()

    async def _not_posted(self, job: Job, digest: Digest, trouble: Trouble) -> JobResult:
        state = {Kind.UNSURE: DeliveryState.UNKNOWN, Kind.MESSAGE: DeliveryState.FAILED}.get(
            trouble.kind, DeliveryState.PENDING
        )
        await self.database.write(digests.not_sent, digest.id, state, str(trouble), self.clock())
        return self.channels.next_step(job, _channel(digest), trouble)

    async def _edit(self, job: Job, digest: Digest, ts: str, message: SlackMessage) -> JobResult:
        try:
            await self.client.web.chat_update(
                channel=_channel(digest), ts=ts, **message.arguments()
            )
        except Exception as error:  # an edit may be repeated, so it matters little how it failed
            trouble = trouble_of(error)
            if trouble.kind is not Kind.GONE:
                return self.channels.next_step(job, _channel(digest), trouble)
            log.warning("digest_stays_as_it_was", digest=digest.id, error=trouble.code)
            await self._sent(digest, ts, f"the digest stays as it was: {trouble.code}")
            return Done()
        await self._sent(digest, ts)
        return Done()

    async def _settle(self, job: Job, digest: Digest) -> JobResult:
        channel = _channel(digest)
        try:
            found = await find_message(self.client.web, channel, digest)
        except Exception as error:  # looking changes nothing in Slack
            return await self._not_seen(job, digest, trouble_of(error))
        if found is not None:
            log.info("digest_found", digest=digest.id, channel=channel)
            await self._sent(digest, found.ts)
            return Done()
        if digest.looks + 1 < LOOKS:
            await self.database.write(digests.looked, digest.id, self.clock())
            return Again(
                self.channels.look_again, "not there; looking once more before it is sent again"
            )
        await self._note(digest, DeliveryState.PENDING, "looked for twice and not there")
        return await self._deliver(job)

    async def _not_seen(self, job: Job, digest: Digest, trouble: Trouble) -> JobResult:
        why = f"It may have been posted, and the channel cannot be read to see: {trouble}"
        await self._note(digest, DeliveryState.UNKNOWN, why)
        if trouble.code in BLIND:
            self.channels.health.ill(_channel(digest), trouble)
            return GivenUp(why)
        return self.channels.next_step(job, _channel(digest), trouble)

    async def _note(self, digest: Digest, state: DeliveryState, why: str) -> None:
        await self.database.write(digests.not_sent, digest.id, state, why, self.clock())

    async def _sent(self, digest: Digest, ts: str, error: str | None = None) -> None:
        await self.database.write(digests.sent, digest.id, ts, self.clock(), error=error)
        self.channels.well(_channel(digest))


def _channel(digest: Digest) -> str:
    return digest.destination.removeprefix(SLACK_LANE)
