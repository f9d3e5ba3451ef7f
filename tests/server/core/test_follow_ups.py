import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.bands import Band
from server.core.follow_ups import (
    LATE_MS,
    Actor,
    EventKind,
    FollowUp,
    Refusal,
    after,
    is_news,
)

ANA = Actor("U0ANA", "Ana")
BEN = Actor("U0BEN", "Ben")


def test_it_gives_a_claim_to_the_first() -> None:
    claimed = after(EventKind.CLAIMED, FollowUp(), ANA, None)
    assert claimed == FollowUp(claimed=ANA, version=1)
    assert after(EventKind.CLAIMED, claimed, ANA, None) is None
    assert after(EventKind.CLAIMED, claimed, BEN, None) == Refusal(EventKind.CLAIMED, ANA)


def test_it_lets_anybody_resolve_what_another_claimed() -> None:
    claimed = FollowUp(claimed=ANA, version=1)
    assert after(EventKind.RESOLVED, claimed, BEN, None) == FollowUp(ANA, BEN, version=2)


def test_it_lets_nobody_claim_what_is_resolved() -> None:
    resolved = FollowUp(resolved=ANA, version=1)
    assert after(EventKind.CLAIMED, resolved, BEN, None) == Refusal(EventKind.RESOLVED, ANA)


@pytest.mark.parametrize("kind", [EventKind.RELEASED, EventKind.REOPENED])
def test_it_takes_nothing_back_that_changed_since_it_was_seen(kind: EventKind) -> None:
    now = FollowUp(claimed=ANA, version=4)
    if kind is EventKind.REOPENED:
        now = FollowUp(resolved=ANA, version=4)
    assert after(kind, now, BEN, 3) is None
    assert after(kind, now, BEN, 4) == FollowUp(version=5)


@given(st.lists(st.tuples(st.sampled_from(EventKind), st.sampled_from([ANA, BEN]))))
def test_it_counts_each_act_and_keeps_every_claim_its_own(
    acts: list[tuple[EventKind, Actor]],
) -> None:
    now = FollowUp()
    for kind, actor in acts:
        settled = after(kind, now, actor, now.version)
        if isinstance(settled, FollowUp):
            assert settled.version == now.version + 1
            if now.claimed and settled.claimed:
                assert settled.claimed == now.claimed
            now = settled


@pytest.mark.parametrize(
    ("kind", "band", "waited", "expected"),
    [
        (EventKind.CHANGED, Band.POSITIVE, 0, True),
        (EventKind.COMMENTED, Band.NEGATIVE, 0, True),
        (EventKind.COMMENTED, Band.POSITIVE, LATE_MS - 1, False),
        (EventKind.COMMENTED, Band.NEUTRAL, LATE_MS, True),
    ],
)
def test_it_says_what_would_be_missed(
    kind: EventKind, band: Band, waited: int, expected: bool
) -> None:
    assert is_news(kind, band, waited) is expected
