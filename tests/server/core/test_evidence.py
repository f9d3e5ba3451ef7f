from itertools import count, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.core.evidence import ALIKE_MS, BURST_MS, Judgement, Rules, judge
from server.core.hits import Hit, Level, Means, Sign
from server.core.ratings import State

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
RULES = Rules(settle=MINUTE, rerate=24 * HOUR)
LATER = 48 * HOUR

PERSON, SCANNER = "person", "scanner"
NUMBERS = count()


def hit(
    at: int,
    score: int | None,
    means: Means = Means.FETCH,
    sign: Sign = Sign.NONE,
    *,
    client: str = SCANNER,
    visit: str | None = None,
) -> Hit:
    number = next(NUMBERS)
    return Hit(f"{number:08}", at, visit or f"v{number}", client, means, score, sign)


def opened(at: int, *scores: int, client: str = SCANNER, apart: int = 100) -> list[Hit]:
    return [hit(at + apart * turn, score, client=client) for turn, score in enumerate(scores)]


def scripted(at: int, *scores: int, client: str = SCANNER, apart: int = 100) -> list[Hit]:
    """What a browser leaves that opens links and runs the script of their page."""
    hits = []
    for turn, score in enumerate(scores):
        one = hit(at + apart * turn, score, client=client)
        hits += [one, hit(one.at + 50, score, Means.SCRIPT, client=client, visit=one.visit)]
    return hits


def clicked(at: int, score: int, sign: Sign = Sign.GESTURE, *, client: str = PERSON) -> list[Hit]:
    """What a person leaves: the page, what its script sends at once, and a sign of them a moment later."""
    page = hit(at, score, client=client)
    sent = hit(at + 200, score, Means.SCRIPT, client=client, visit=page.visit)
    if sign is Sign.NONE:
        return [page, sent]
    shown = hit(at + 900, score, Means.SCRIPT, sign, client=client, visit=page.visit)
    return [page, sent, shown]


def standing(judgement: Judgement) -> tuple[int | None, State, int] | None:
    answer = judgement.answer
    return (answer.hit.score, answer.state, answer.evidence.level) if answer else None


def counted(judgement: Judgement) -> int | None:
    answer = judgement.answer
    return answer.hit.score if answer and answer.state is State.COUNTED else None


def test_it_makes_no_answer_of_pages_that_were_only_opened() -> None:
    fetched = [*opened(0, 1, 2, 3, 4, 5), hit(0, 5, Means.HEAD), hit(1, 5, Means.PREFETCH)]
    assert judge(fetched, RULES, LATER).answer is None


def test_it_counts_a_person_at_once() -> None:
    assert standing(judge(clicked(0, 4), RULES, SECOND)) == (4, State.COUNTED, Level.PERSON)


def test_it_waits_before_it_counts_an_answer_without_a_sign_of_a_person() -> None:
    tapped = clicked(0, 5, Sign.NONE)
    waiting = judge(tapped, RULES, 10 * SECOND)
    assert standing(waiting) == (5, State.PROVISIONAL, Level.SENT)
    assert waiting.look_at == 200 + MINUTE
    assert standing(judge(tapped, RULES, 200 + MINUTE)) == (5, State.COUNTED, Level.SENT)


def test_it_counts_the_form_of_a_browser_without_script_when_it_has_settled() -> None:
    page = hit(0, 2, client=PERSON)
    sent = hit(5 * SECOND, 2, Means.FORM, client=PERSON, visit=page.visit)
    assert counted(judge([page, sent], RULES, 5 * SECOND)) is None
    assert counted(judge([page, sent], RULES, 2 * MINUTE)) == 2


@pytest.mark.parametrize("apart", [0, 100, 2 * SECOND, 9 * SECOND, 30 * SECOND])
def test_it_refuses_a_scanner_that_runs_the_script_of_every_link(apart: int) -> None:
    judgement = judge(scripted(0, 1, 2, 3, 4, 5, apart=apart), RULES, LATER)
    assert judgement.answer
    assert judgement.answer.state is State.MACHINE


def test_it_refuses_a_scanner_that_keeps_every_page_open_for_a_while() -> None:
    stays = [
        hit(t.at + 8 * SECOND, t.score, Means.SCRIPT, Sign.DWELL, visit=t.visit)
        for t in opened(0, 1, 5)
    ]
    judgement = judge([*scripted(0, 1, 5), *stays], RULES, LATER)
    assert counted(judgement) is None


def test_it_says_why_a_machine_was_refused() -> None:
    burst = judge(scripted(0, 1, 2, 3), RULES, LATER).answer
    slow = judge(scripted(0, 1, 2, 3, apart=30 * SECOND), RULES, LATER).answer
    trapped = judge([hit(0, None, Means.TRAP), *scripted(20 * SECOND, 2)], RULES, LATER).answer
    assert burst
    assert burst.evidence.reason == "scores 1, 2, 3 came within 0.2 s"
    assert slow
    assert slow.evidence.reason == "one client opened the scores 1, 2, 3 in a row"
    assert trapped
    assert trapped.evidence.reason == "the hidden link was opened as well"


def test_it_takes_who_opens_the_hidden_link_for_a_machine_for_a_while() -> None:
    trap = hit(0, None, Means.TRAP)
    assert counted(judge([trap, *scripted(ALIKE_MS - SECOND, 2)], RULES, LATER)) is None
    assert counted(judge([trap, *scripted(ALIKE_MS + MINUTE, 2)], RULES, LATER)) == 2
    elsewhere = scripted(5 * MINUTE, 2, client="another")
    assert counted(judge([trap, *elsewhere], RULES, LATER)) == 2


def test_it_counts_who_opened_the_hidden_link_and_then_touched_the_page() -> None:
    trap = hit(0, None, Means.TRAP, client=PERSON)
    assert counted(judge([trap, *clicked(2 * SECOND, 4)], RULES, LATER)) == 4


@pytest.mark.parametrize("at", [-HOUR, -5 * SECOND, 0, 500, 5 * SECOND, HOUR])
@pytest.mark.parametrize("client", [SCANNER, PERSON])
def test_it_counts_a_person_whenever_the_scanner_comes(at: int, client: str) -> None:
    # The scanner may even be a gateway that both come through.
    scanned = scripted(at, 1, 2, 3, 4, 5, client=client)
    assert counted(judge(clicked(0, 4) + scanned, RULES, LATER)) == 4


def test_it_keeps_the_customers_answer_when_a_scanner_sends_the_form_half_a_minute_later() -> None:
    late = hit(35 * SECOND, 1, Means.FORM)
    for sign in (Sign.GESTURE, Sign.NONE):
        assert counted(judge([*clicked(0, 5, sign), late], RULES, LATER)) == 5


def test_it_does_not_believe_a_form_that_is_sent_just_after_all_links_were_opened() -> None:
    scanned = [*opened(0, 1, 2, 3, 4, 5), hit(35 * SECOND, 3, Means.FORM, client="another")]
    assert counted(judge(scanned, RULES, LATER)) is None


def test_it_takes_back_a_lone_answer_when_the_same_client_turns_out_to_open_everything() -> None:
    lone = scripted(0, 5)
    assert counted(judge(lone, RULES, 2 * MINUTE)) == 5
    assert counted(judge([*lone, *opened(3 * MINUTE, 1, 2, 3, 4)], RULES, LATER)) is None


def test_it_keeps_a_lone_answer_when_another_client_opens_everything_later() -> None:
    scanned = opened(5 * MINUTE, 1, 2, 3, 4, 5)
    assert counted(judge([*clicked(0, 5, Sign.NONE), *scanned], RULES, LATER)) == 5


def test_it_lets_a_person_change_the_answer() -> None:
    first, second = clicked(0, 5), clicked(HOUR, 3, client="phone")
    assert counted(judge([*first, *second], RULES, LATER)) == 3
    too_late = clicked(25 * HOUR, 1)
    assert counted(judge([*first, *too_late], RULES, LATER)) == 5


def test_it_changes_an_answer_without_a_sign_only_for_the_same_client() -> None:
    first = clicked(0, 5, Sign.NONE)
    own = clicked(5 * MINUTE, 4, Sign.NONE)
    other = clicked(5 * MINUTE, 1, Sign.NONE, client="another")
    assert counted(judge([*first, *own], RULES, LATER)) == 4
    assert counted(judge([*first, *other], RULES, LATER)) == 5


def test_it_takes_a_choice_by_hand_over_a_click_in_the_mail() -> None:
    page = clicked(0, 2)
    changed = hit(10 * SECOND, 5, Means.SCRIPT, Sign.CHOICE, client=PERSON, visit=page[0].visit)
    again = clicked(HOUR, 2)
    assert standing(judge([*page, changed, *again], RULES, LATER)) == (5, State.COUNTED, Level.SURE)


def test_it_does_not_change_an_answer_for_a_page_that_is_open_elsewhere() -> None:
    elsewhere = clicked(5 * MINUTE, 1, Sign.DWELL, client="another")
    assert counted(judge([*clicked(0, 5, Sign.NONE), *elsewhere], RULES, LATER)) == 5


def test_it_ignores_what_says_that_it_is_a_machine() -> None:
    previews = [hit(100, score, Means.PREVIEW, client="preview") for score in (1, 2, 3)]
    prefetched = [hit(200, score, Means.PREFETCH, client=PERSON) for score in (1, 2, 3, 4)]
    tapped = clicked(0, 5, Sign.NONE)
    assert counted(judge([*tapped, *previews, *prefetched], RULES, LATER)) == 5


def test_it_sees_a_burst_that_is_spread_over_the_ballots_of_one_link() -> None:
    # A signature that names no conversation, opened from an address of its own for every link.
    around = scripted(0, 1, 2, 3, 4, client="others")
    assert counted(judge(scripted(200, 5), RULES, LATER, around)) is None
    assert counted(judge(scripted(200, 5), RULES, LATER)) == 5


HITS = st.builds(
    hit,
    st.integers(0, 20 * MINUTE),
    st.integers(1, 5),
    st.sampled_from(Means),
    st.sampled_from(Sign),
    client=st.sampled_from(["a", "b", "c"]),
    visit=st.sampled_from(["1", "2", "3", "4"]),
).map(
    lambda one: (
        Hit(one.id, one.at, one.visit, one.client, one.means, None, one.sign)
        if one.means is Means.TRAP
        else one
    )
)
HISTORIES = st.lists(HITS, max_size=12)


@given(HISTORIES, st.integers(0, LATER))
def test_it_judges_the_same_in_whatever_order_hits_are_read(hits: list[Hit], now: int) -> None:
    assert judge(reversed(hits), RULES, now) == judge(hits, RULES, now)


@given(HISTORIES, HITS)
def test_it_never_lets_a_weaker_hit_overwrite_a_stronger(hits: list[Hit], last: Hit) -> None:
    before = judge(hits, RULES, LATER).answer
    late = Hit(last.id, 30 * MINUTE, last.visit, last.client, last.means, last.score, last.sign)
    after = judge([*hits, late], RULES, LATER).answer
    if before and before.state is not State.MACHINE and before.evidence.level > late.level:
        if before.evidence.level >= Level.PERSON:
            assert after
            assert (after.hit, after.state) == (before.hit, before.state)
        else:
            # Only what it tells of a burst may take an answer away.
            assert after is None or after.hit == before.hit or after.state is State.MACHINE


@given(HISTORIES)
def test_it_counts_every_answer_that_only_a_person_gives(hits: list[Hit]) -> None:
    by_hand = {Sign.GESTURE, Sign.CHOICE, Sign.COMMENT}
    people = [one for one in hits if one.means.is_answer and one.sign in by_hand]
    if people:
        answer = judge(hits, RULES, LATER).answer
        assert answer
        assert answer.state is State.COUNTED
        assert answer.hit in people


@given(HISTORIES, st.integers(0, LATER))
def test_it_never_counts_a_burst(hits: list[Hit], now: int) -> None:
    answer = judge(hits, RULES, now).answer
    if answer and answer.state is State.COUNTED and answer.hit.sign is Sign.NONE:
        touching = [one for one in hits if not one.means.says_what_it_is]
        for other in touching:
            near = abs(other.at - answer.hit.at) <= BURST_MS and other.visit != answer.hit.visit
            assert not (near and other.score != answer.hit.score)


@given(HISTORIES, st.integers(0, LATER), st.integers(0, LATER))
def test_it_only_ever_lets_a_provisional_answer_count_as_time_passes(
    hits: list[Hit], one: int, two: int
) -> None:
    early, late = (judge(hits, RULES, now) for now in sorted([one, two]))
    assert early.verdicts == late.verdicts
    states = [judgement.answer and judgement.answer.state for judgement in (early, late)]
    assert states[0] == states[1] or states == [State.PROVISIONAL, State.COUNTED]


@settings(max_examples=20)
@given(st.lists(HITS, min_size=1, max_size=4))
def test_it_explains_every_hit(hits: list[Hit]) -> None:
    for order in permutations(hits):
        judgement = judge(order, RULES, LATER)
        assert len(judgement.verdicts) == len(hits)
        assert all(verdict.reason for verdict in judgement.verdicts)
