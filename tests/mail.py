"""A mail server on a free loopback port, which takes, refuses, cuts or keeps waiting as it is told."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default

from aiosmtpd.smtp import SMTP, Envelope, Session

from server.core.mail import MailServer

TAKEN = "250 OK"


class Postbox:
    """What came, and how the server answers: one answer for each step."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.to_recipient = TAKEN
        self.to_text = TAKEN
        self.cuts = False
        self.keeps = False
        self.tried = 0

    async def handle_RCPT(  # noqa: N802  aiosmtpd calls it so
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        del server, session, options
        self.tried += 1
        envelope.rcpt_tos.append(address)
        return self.to_recipient

    async def handle_DATA(  # noqa: N802  aiosmtpd calls it so
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        del session
        if self.to_text == TAKEN:
            content = envelope.original_content or b""
            self.messages.append(BytesParser(policy=default).parsebytes(content))
            self.recipients += envelope.rcpt_tos
        if self.cuts and server.transport is not None:
            server.transport.close()
        if self.keeps:
            await asyncio.Event().wait()
        return self.to_text


@asynccontextmanager
async def mail_server_for(postbox: Postbox, **options: object) -> AsyncIterator[MailServer]:
    """Serve a postbox until the block ends."""
    loop = asyncio.get_running_loop()

    def serve() -> SMTP:
        return SMTP(postbox, hostname="mail.test", loop=loop, **options)  # type: ignore[arg-type]  # by name

    serving = await loop.create_server(serve, "127.0.0.1", 0)
    port: int = serving.sockets[0].getsockname()[1]
    try:
        yield MailServer("127.0.0.1", port, is_tls=False)
    finally:
        serving.close()
