"""The job "reply": hand one e-mail of an agent to the outgoing server, once.

`sending` is written before it leaves. What the server refuses was surely not sent, and is tried again
when it may be; once the text is on its way and no answer comes, nobody can know, and it is `unknown`:
told in the card's thread and never sent again by itself.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from email.utils import format_datetime
from typing import Final

import structlog
from aiosmtplib import SMTP, SMTPDataError, SMTPException, SMTPResponseException

from server.core.deliveries import DeliveryState, Reply
from server.core.instants import Clock
from server.core.jobs import Again, Done, Job, JobResult
from server.core.mail import MailServer
from server.store import replies
from server.store.database import Database

MOST_TRIES: Final = 10
FIRST_PAUSE_S: Final = 60
LONGEST_PAUSE_S: Final = 3600
TIMEOUT_S: Final = 30.0

_PERMANENT: Final = 500
_TEMPORARY: Final = 400
_CRASHED: Final = "Paldies stopped while it was being sent"

log = structlog.get_logger()


class NotSent(Exception):
    """The server did not take it; `is_final` when trying again would change nothing."""

    def __init__(self, why: str, *, is_final: bool) -> None:
        super().__init__(why)
        self.is_final = is_final


class Unsure(Exception):
    """It may have been taken."""


@dataclass(frozen=True, slots=True)
class ReplySend:
    """Sends replies as `sender`; `wake` tells the worker of the notes that say how it went."""

    database: Database
    clock: Clock
    server: MailServer
    sender: Address
    wake: Callable[[Iterable[str]], None]
    timeout: float = TIMEOUT_S

    async def send(self, job: Job) -> JobResult:
        """Send the reply of an event, unless that is over or in doubt."""
        reply = await self.database.read(replies.get, job.subject)
        if reply is None:
            return Done()
        if reply.state is DeliveryState.SENDING:
            await self._settle(reply, DeliveryState.UNKNOWN, _CRASHED)
            return Done()
        if reply.state is not DeliveryState.PENDING:
            return Done()
        await self._settle(reply, DeliveryState.SENDING)
        try:
            await self._hand_over(email_of(reply, self.sender), reply.recipient)
        except NotSent as error:
            return await self._not_sent(job, reply, error)
        except Unsure as error:
            await self._settle(reply, DeliveryState.UNKNOWN, str(error))
        else:
            await self._settle(reply, DeliveryState.SENT)
        return Done()

    async def _not_sent(self, job: Job, reply: Reply, error: NotSent) -> JobResult:
        if error.is_final or job.attempts + 1 >= MOST_TRIES:
            await self._settle(reply, DeliveryState.FAILED, str(error))
            return Done()
        await self._settle(reply, DeliveryState.PENDING, str(error))
        return Again(min(FIRST_PAUSE_S * 2**job.attempts, LONGEST_PAUSE_S), str(error))

    async def _settle(self, reply: Reply, state: DeliveryState, error: str | None = None) -> None:
        told = await self.database.write(replies.settle, reply, state, self.clock(), error)
        self.wake(told)
        if state is not DeliveryState.SENDING:
            log.info("reply_settled", rating=reply.rating_id, state=state, error=error)

    async def _hand_over(self, message: EmailMessage, recipient: str) -> None:
        client = SMTP(
            hostname=self.server.host,
            port=self.server.port,
            use_tls=self.server.is_tls,
            username=self.server.user,
            password=self.server.password,
            timeout=self.timeout,
        )
        try:
            await _introduce(client, self.sender.addr_spec, recipient)
            await _deliver(client, message.as_bytes(policy=WIRE.clone(cte_type="7bit")))
        finally:
            client.close()


def email_of(reply: Reply, sender: Address) -> EmailMessage:
    """Return the e-mail of a reply, the same however often it is made."""
    message = EmailMessage()
    name = reply.author or sender.display_name
    message["From"] = Address(display_name=name, addr_spec=sender.addr_spec)
    message["To"] = reply.recipient
    if reply.reply_to:
        message["Reply-To"] = reply.reply_to
    message["Subject"] = reply.subject
    message["Date"] = format_datetime(datetime.fromtimestamp(reply.created_at / 1000, UTC))
    message["Message-ID"] = f"<{reply.event_id}@{sender.domain}>"
    message.set_content(reply.body)
    return message


async def _introduce(client: SMTP, sender: str, recipient: str) -> None:
    """Connect and say who writes to whom; whatever fails here, nothing was sent."""
    try:
        await client.connect()
        await client.mail(sender)
        await client.rcpt(recipient)
    except SMTPResponseException as error:
        raise _refused(error) from None
    except (SMTPException, OSError, ValueError) as error:
        raise NotSent(_words(error), is_final=False) from None


async def _deliver(client: SMTP, content: bytes) -> None:
    """Hand the text over; only a plain answer tells whether it was taken."""
    try:
        await client.data(content)
    except SMTPDataError as error:
        if error.code < _TEMPORARY:
            raise Unsure(_words(error)) from None
        raise _refused(error) from None
    except (SMTPException, OSError) as error:
        raise Unsure(f"the connection ended while it was being sent: {_words(error)}") from None


def _refused(error: SMTPResponseException) -> NotSent:
    return NotSent(_words(error), is_final=error.code >= _PERMANENT)


def _words(error: Exception) -> str:
    if isinstance(error, SMTPResponseException):
        return f"the mail server answered {error.code} {error.message}"
    return str(error) or type(error).__name__
