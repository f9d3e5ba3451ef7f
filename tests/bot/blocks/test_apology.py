import pytest

from bot.blocks.apology import (
    apology,
    not_opened,
    rating_not_there,
    too_late,
    unknown_button,
    unknown_command,
)
from server.core.follow_ups import Actor, EventKind, Refusal
from tests.bot.block_limits import check
from tests.bot.blocks.hostile import HOSTILE


def test_it_says_who_was_first() -> None:
    assert (
        too_late(Refusal(EventKind.CLAIMED, Actor("U0", "Ana"))).text == "Already claimed by Ana."
    )
    assert "resolved by Ana" in too_late(Refusal(EventKind.RESOLVED, Actor("U0", "Ana"))).text


@pytest.mark.parametrize("text", HOSTILE)
def test_it_stays_within_limits_and_harmless(text: str) -> None:
    messages = (
        too_late(Refusal(EventKind.CLAIMED, Actor("U0ANA", text))),
        unknown_command(text),
        apology("0a1b2c3d"),
        not_opened(),
        rating_not_there(),
        unknown_button(),
    )
    for message in messages:
        check(message)
        assert "<" not in message.text
        assert "\u202e" not in message.text
