import pytest

from bot.blocks.rating_note import rating_note
from server.core.deliveries import DeliveryState, Reply
from server.core.follow_ups import Actor, EventKind, RatingEvent
from server.core.ratings import Customer
from tests.bot.block_limits import check
from tests.bot.blocks.hostile import HOSTILE
from tests.bot.blocks.ratings import rating
from tests.bot.stage import text_of

MARI = Actor("U0MARI", "Mari Tamm")
BY_CUSTOMER = {EventKind.COMMENTED, EventKind.CHANGED}


def event(kind: EventKind, note: str | None = None, by: Actor = MARI) -> RatingEvent:
    actor = None if kind in BY_CUSTOMER else by
    return RatingEvent("e", rating().id, kind, actor, note, at=0)


def reply(state: DeliveryState, error: str | None = None) -> Reply:
    return Reply(
        event_id="e",
        rating_id=rating().id,
        recipient="jaan@example.com",
        reply_to=None,
        subject="s",
        body="Sorry!",
        author="Mari Tamm",
        state=state,
        error=error,
        created_at=0,
    )


@pytest.mark.parametrize(
    ("kind", "note", "text"),
    [
        (EventKind.CLAIMED, None, "Mari Tamm claimed this."),
        (EventKind.RELEASED, None, "Mari Tamm released this."),
        (EventKind.RELEASED, "Ana", "Mari Tamm released this, which Ana had claimed."),
        (EventKind.RESOLVED, None, "Mari Tamm resolved this."),
        (EventKind.REOPENED, None, "Mari Tamm opened this again."),
        (EventKind.REPLIED, "Sorry!", "Mari Tamm answered by e-mail: Sorry!"),
        (EventKind.RESTORED, None, "Mari Tamm put this back. It counts as it did before."),
        (
            EventKind.CHANGED,
            "2/5 → 4/5",
            "Jaan Kask changed the score: 2/5 → 4/5",
        ),
        (EventKind.COMMENTED, None, "Jaan Kask commented: Too &lt;slow&gt;"),
    ],
)
def test_it_says_who_did_what(kind: EventKind, note: str | None, text: str) -> None:
    message = rating_note(event(kind, note), rating(comment="Too <slow>"))
    check(message)
    assert message.text == text


def test_it_calls_a_nameless_customer_the_customer() -> None:
    message = rating_note(event(EventKind.CHANGED, "1/5 → 2/5"), rating(customer=Customer()))
    assert message.text == "The customer changed the score: 1/5 → 2/5"


def test_it_keeps_the_text_of_an_answer_that_was_not_sent() -> None:
    failed = reply(DeliveryState.FAILED, "the mail server answered 550 no such user")
    message = rating_note(event(EventKind.REPLIED, "Sorry!"), rating(), failed)
    check(message)
    assert "could not be sent (the mail server answered 550 no such user)" in message.text
    assert message.text.endswith("Sorry!")


def test_it_says_that_an_answer_may_have_arrived() -> None:
    unknown = reply(DeliveryState.UNKNOWN)
    message = rating_note(event(EventKind.REPLIED, "Sorry!"), rating(), unknown)
    check(message)
    assert "nobody knows whether the e-mail arrived" in message.text


@pytest.mark.parametrize("kind", EventKind)
@pytest.mark.parametrize("text", HOSTILE)
def test_it_stays_within_limits_and_harmless(kind: EventKind, text: str) -> None:
    hostile = rating(comment=text, customer=Customer(text, text, text))
    for answer in (None, *(reply(state, text) for state in DeliveryState)):
        message = rating_note(event(kind, text, Actor("U0ANA", text)), hostile, answer)
        check(message)
        assert "<" not in message.text
        assert "\u202e" not in message.text + text_of(message.blocks)
