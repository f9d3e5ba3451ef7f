"""An answer to a customer: from the button, through the form, to their mailbox and the thread."""

from collections.abc import AsyncIterator

import pytest
from structlog.testing import LogCapture

from bot.sandbox.answers import Answer
from bot.sandbox.records import Message, View
from server.core.agents import Agent
from server.core.deliveries import DeliveryState
from server.core.follow_ups import EventKind
from server.core.jobs import Done
from server.core.mail import MailServer
from server.core.ratings import Customer
from server.store import agents, jobs, rating_events, replies
from server.store.database import Database
from tests.bot.slack import ANA, BEN, RunningSlack, free_port
from tests.bot.stage import Stage, set_stage, slack_settings, text_of, until
from tests.clock import TestClock
from tests.mail import Postbox, mail_server_for

JAAN = Customer(name="Jaan Kask", email="jaan@example.com")


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture(params=["http", "socket"])
async def stage(
    request: pytest.FixtureRequest,
    slack: RunningSlack,
    database: Database,
    clock: TestClock,
    postbox: Postbox,
) -> AsyncIterator[Stage]:
    """An install that can send e-mail; its agents Mari and Ana."""
    await database.write(agents.put, Agent("mari", "Mari Tamm"), clock())
    ana = Agent("ana", "Ana Mets", "ana@kadaka.example", slack_id=ANA)
    await database.write(agents.put, ana, clock())
    over_socket = {"signing_secret": "", "app_token": slack.workspace.app_token}
    settings = slack_settings(slack, **(over_socket if request.param == "socket" else {}))
    async with (
        mail_server_for(postbox) as mail,
        set_stage(slack, database, clock, settings=settings, mail=mail) as running,
    ):
        if request.param == "socket":
            await slack.sender.sockets.until(count=1)
        yield running


async def form_of(stage: Stage, user: str = ANA, **given: object) -> tuple[Message, View]:
    about: dict[str, object] = {"customer": JAAN, "language": "lv", **given}
    await stage.rate(2, "csat", **about)
    await stage.all_delivered()
    [card] = stage.cards()
    return card, await stage.opened(card, "rating_reply", user)


async def send(stage: Stage, view: View, text: str | None) -> Answer:
    values = {"text": {"text": {"type": "plain_text_input", "value": text}}}
    return await stage.slack.sender.submit(view, values)


async def over(stage: Stage, state: DeliveryState) -> None:
    """Wait until the reply of the one rating is over, and said."""

    async def reached() -> bool:
        events = await stage.database.read(rating_events.of_rating, stage.rated[0])
        found = [await stage.database.read(replies.get, event.id) for event in events]
        return [reply.state for reply in found if reply] == [state]

    await until(reached)
    await stage.slack.workspace.until(lambda: len(stage.thread()) == 1)
    await stage.all_delivered()


async def test_it_sends_what_was_written_and_says_so(stage: Stage, postbox: Postbox) -> None:
    card, view = await form_of(stage)
    [field] = [block for block in view.content["blocks"] if block["type"] == "input"]
    assert field["element"]["initial_value"].startswith("Labdien, Jaan Kask!")
    answer = await send(stage, view, "Sveiki!\n\nMums žēl.\n.\nAna")
    assert answer.status == 200
    assert not view.is_open
    await over(stage, DeliveryState.SENT)
    [message] = postbox.messages
    assert postbox.recipients == ["jaan@example.com"]
    assert message["From"] == "Ana Mets <help@kadaka.example>"
    assert message["Reply-To"] == "ana@kadaka.example"
    assert message["Subject"] == "Par jūsu atsauksmi"
    assert message.get_content().splitlines() == ["Sveiki!", "", "Mums žēl.", ".", "Ana"]
    assert stage.thread() == ["Ana Mets answered by e-mail: Sveiki! Mums žēl. . Ana"]
    assert "Answered by Ana Mets" in text_of(card.blocks)


async def test_it_sends_for_somebody_who_is_no_agent(stage: Stage, postbox: Postbox) -> None:
    _, view = await form_of(stage, BEN)
    await send(stage, view, "Hello")
    await over(stage, DeliveryState.SENT)
    [message] = postbox.messages
    assert message["From"] == "ben <help@kadaka.example>"
    assert message["Reply-To"] is None


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (None, "Write something first."),
        (" \n\u200b ", "Write something first."),
        ("x" * 3_001, "At most 3,000 characters, please."),
    ],
)
async def test_it_says_beside_the_field_what_is_wrong(
    stage: Stage, postbox: Postbox, text: str | None, problem: str
) -> None:
    _, view = await form_of(stage)
    answer = await send(stage, view, text)
    assert answer.json == {"response_action": "errors", "errors": {"text": problem}}
    assert view.is_open
    assert postbox.tried == 0


async def test_it_sends_a_form_once_that_comes_twice(stage: Stage, postbox: Postbox) -> None:
    _, view = await form_of(stage)
    for _ in range(2):
        assert (await send(stage, view, "Hello")).status == 200
    await over(stage, DeliveryState.SENT)
    assert len(postbox.messages) == 1
    events = await stage.database.read(rating_events.of_rating, stage.rated[0])
    assert [event.kind for event in events] == [EventKind.REPLIED]


async def test_it_says_that_a_server_refused_and_keeps_the_text(
    stage: Stage, postbox: Postbox
) -> None:
    postbox.to_recipient = "550 no such user"
    card, view = await form_of(stage)
    await send(stage, view, "Hello Jaan")
    await over(stage, DeliveryState.FAILED)
    assert postbox.messages == []
    [said] = stage.thread()
    assert "could not be sent (the mail server answered 550 no such user)" in said
    assert said.endswith("Hello Jaan")
    assert "Answered by" not in text_of(card.blocks)


async def test_it_says_that_the_text_was_refused(stage: Stage, postbox: Postbox) -> None:
    postbox.to_text = "554 looks like spam"
    _, view = await form_of(stage)
    await send(stage, view, "Hello")
    await over(stage, DeliveryState.FAILED)
    assert "554 looks like spam" in stage.thread()[0]


async def test_it_tries_again_when_it_is_asked_to_come_later(
    stage: Stage, postbox: Postbox, clock: TestClock
) -> None:
    postbox.to_text = "451 try later"
    _, view = await form_of(stage)
    await send(stage, view, "Hello")
    await until(lambda: _waits_again(stage))
    assert stage.thread() == []
    postbox.to_text = "250 OK"
    clock.forward(seconds=61)
    await over(stage, DeliveryState.SENT)
    assert len(postbox.messages) == 1


async def _waits_again(stage: Stage) -> bool:
    job = await stage.database.read(jobs.next_in_lane, "mail", stage.clock() + 3_600_000)
    return job is not None and job.attempts == 1


@pytest.mark.parametrize("how", ["cuts", "keeps"])
async def test_it_never_sends_again_what_may_have_arrived(
    stage: Stage, postbox: Postbox, clock: TestClock, how: str
) -> None:
    setattr(postbox, how, True)
    _, view = await form_of(stage)
    await send(stage, view, "Hello")
    await over(stage, DeliveryState.UNKNOWN)
    clock.forward(days=2)
    await stage.database.write(jobs.replay, stage.clock())
    await until(lambda: _is_idle(stage))
    assert len(postbox.messages) == 1
    assert "nobody knows whether the e-mail arrived" in stage.thread()[0]


async def _is_idle(stage: Stage) -> bool:
    return not await stage.database.read(jobs.counts)


async def test_it_sends_nothing_after_a_crash_while_it_was_being_sent(
    stage: Stage, postbox: Postbox
) -> None:
    _, view = await form_of(stage)
    await stage.worker.stop()
    await send(stage, view, "Hello")
    await stage.database.script("UPDATE reply SET state = 'sending';")
    job = await stage.database.read(jobs.next_in_lane, "mail", stage.clock())
    assert job is not None
    assert await stage.handlers[job.kind](job) == Done()
    [event] = await stage.database.read(rating_events.of_rating, stage.rated[0])
    reply = await stage.database.read(replies.get, event.id)
    assert reply is not None
    assert reply.state is DeliveryState.UNKNOWN
    assert postbox.tried == 0


async def test_it_keeps_an_answer_while_there_is_no_mail_server(
    slack: RunningSlack, database: Database, clock: TestClock
) -> None:
    nowhere = MailServer("127.0.0.1", free_port(), is_tls=False)
    async with set_stage(slack, database, clock, mail=nowhere) as stage:
        _, view = await form_of(stage)
        await send(stage, view, "Hello")
        await until(lambda: _waits_again(stage))
        assert stage.thread() == []


async def test_it_takes_no_answer_once_the_address_is_gone(stage: Stage, postbox: Postbox) -> None:
    _, view = await form_of(stage)
    await stage.database.script("UPDATE rating SET customer_email = NULL;")
    answer = await send(stage, view, "Hello")
    assert "gone" in answer.json["errors"]["text"]
    assert postbox.tried == 0


@pytest.mark.parametrize(
    "email", ["jaan@example.com\r\nBcc: all@example.com", "a b@c", "a@b@c", ""]
)
async def test_it_offers_no_form_for_what_is_no_address(stage: Stage, email: str) -> None:
    _, view = await form_of(stage, customer=Customer(name="Jaan", email=email))
    assert "submit" not in view.content
    assert "Bcc" not in text_of(view.content["blocks"][1:])


async def test_it_apologises_in_the_form_and_keeps_what_was_typed(
    stage: Stage, log: LogCapture
) -> None:
    _, view = await form_of(stage)
    await stage.worker.stop()
    await stage.database.script("ALTER TABLE reply RENAME TO mislaid;")
    answer = await send(stage, view, "Hello")
    [entry] = [entry for entry in log.entries if entry["event"] == "slack_listener_failed"]
    assert entry["reference"] in answer.json["errors"]["text"]
    assert view.is_open
