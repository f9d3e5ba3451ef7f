"""What the outgoing server is told; the whole way is in tests/bot/test_reply.py."""

from dataclasses import replace
from email import message_from_bytes
from email.policy import SMTP, default

import pytest
from aiosmtpd.smtp import AuthResult

from server.core.deliveries import DeliveryState, Reply
from server.core.jobs import Done, Job
from server.core.mail import MailServer, sender
from server.jobs.reply_send import ReplySend, email_of
from server.store.database import Database
from tests.clock import TestClock
from tests.mail import Postbox, mail_server_for

SHOP = sender("Kadaka Pood <help@kadaka.example>")
REPLY = Reply(
    event_id="0198c0de-0000-7000-8000-000000000001",
    rating_id="0198c0de-0000-7000-8000-000000000002",
    recipient="jaan@example.com",
    reply_to="mari@kadaka.example",
    subject="Sinu tagasiside kohta",
    body="Tere, Jaan!\n\nMeil on kahju. " + "õ" * 2_000,
    author="Mari Tamm",
    state=DeliveryState.PENDING,
    error=None,
    created_at=1_795_336_200_000,
)


def test_it_makes_the_same_message_each_time() -> None:
    first, second = (email_of(REPLY, SHOP).as_bytes(policy=SMTP) for _ in range(2))
    assert first == second
    message = message_from_bytes(first, policy=default)
    assert message["Message-ID"] == "<0198c0de-0000-7000-8000-000000000001@kadaka.example>"
    assert message["Date"] == "Sun, 22 Nov 2026 08:30:00 +0000"


def test_it_is_readable_by_any_mail_program() -> None:
    wire = email_of(REPLY, SHOP).as_bytes(policy=SMTP.clone(cte_type="7bit"))
    wire.decode("ascii")
    assert max(map(len, wire.split(b"\r\n"))) <= 998
    assert message_from_bytes(wire, policy=default).get_content().rstrip() == REPLY.body


@pytest.mark.parametrize("name", ["Mari\r\nBcc: all@example.com", "Mari <x@y>, Z", '"', "Ā" * 300])
def test_it_lets_no_name_become_a_header(name: str) -> None:
    author = " ".join(name.split())
    wire = email_of(replace(REPLY, author=author), SHOP).as_bytes(policy=SMTP)
    message = message_from_bytes(wire, policy=default)
    assert message["Bcc"] is None
    assert [address.addr_spec for address in message["From"].addresses] == ["help@kadaka.example"]


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
async def test_it_signs_in(database: Database, clock: TestClock) -> None:
    postbox = Postbox()
    asked: list[object] = []

    def authenticator(*given: object) -> AuthResult:
        asked.append(given[-1])
        return AuthResult(success=True)

    options = {
        "authenticator": authenticator,
        "auth_require_tls": False,
        "auth_required": True,
    }
    async with mail_server_for(postbox, **options) as server:
        known = replace(server, user="shop", password="p@ss")
        sending = ReplySend(database, clock, known, SHOP, lambda _: None, timeout=2)
        await sending._hand_over(email_of(REPLY, SHOP), REPLY.recipient)
    assert len(postbox.messages) == 1
    assert getattr(asked[0], "password", None) == b"p@ss"


async def test_it_does_nothing_for_a_reply_that_is_gone(
    database: Database, clock: TestClock
) -> None:
    nowhere = MailServer("127.0.0.1", 1, is_tls=False)
    sending = ReplySend(database, clock, nowhere, SHOP, lambda _: None)
    job = Job("reply", "mail", "gone", version=1, attempts=0, created_at=0)
    assert await sending.send(job) == Done()
