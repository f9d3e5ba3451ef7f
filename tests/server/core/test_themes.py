import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import fisher_exact

from server.core.themes import Comment, Counts, Theme, TooFew, find_themes, fisher

STOP = frozenset({"the", "was", "and", "very"})
FILLER = [
    "lamp",
    "table",
    "chair",
    "order",
    "shop",
    "site",
    "page",
    "box",
    "sofa",
    "shelf",
    "rug",
    "desk",
    "paint",
    "door",
    "window",
]


def comment(number: int, text: str, side: str, customer: str | None = None) -> Comment:
    return Comment(f"r{number}", customer or f"c{number}", text, "low" if side == "low" else "high")


def noise(seed: int, many: int = 200) -> list[Comment]:
    chance = random.Random(seed)
    return [
        comment(number, " ".join(chance.sample(FILLER, 5)), chance.choice(["low", "high"]))
        for number in range(many)
    ]


def themes(comments: list[Comment]) -> list[Theme]:
    found = find_themes(comments, lambda word: word.rstrip("s"), STOP)
    assert not isinstance(found, TooFew)
    return found


def test_it_finds_a_planted_theme_in_noise() -> None:
    planted = noise(1)
    for number, one in enumerate(planted):
        if one.side == "low" and number % 3 == 0:
            planted[number] = comment(number, f"{one.text}. Waited for the refunds", "low")
    found = themes(planted)
    assert found[0].side == "low"
    assert {theme.words for theme in found} <= {"waited", "refunds", "waited for"}
    assert found[0].high == 0
    assert found[0].low == len(found[0].rating_ids)
    assert "refunds" in found[0].example


def test_it_finds_nothing_in_noise_alone() -> None:
    found = sum(bool(themes(noise(seed))) for seed in range(60))
    # At a false discovery rate of 5 %, 60 runs would find something about three times.
    assert found <= 6


def test_it_joins_the_forms_of_a_word_and_shows_the_most_common() -> None:
    comments = noise(2)
    lows = [number for number, one in enumerate(comments) if one.side == "low"][:30]
    for turn, number in enumerate(lows):
        word = "queues" if turn % 3 else "queue"
        comments[number] = comment(number, f"{comments[number].text}. Long {word}!", "low")
    (theme,) = [theme for theme in themes(comments) if "queue" in theme.words]
    assert (theme.words, theme.low, theme.high) == ("long queues", 30, 0)


def test_it_shows_the_phrase_and_not_its_words_as_well() -> None:
    comments = noise(3) + [comment(900 + n, "broken promise", "low") for n in range(20)]
    assert [theme.words for theme in themes(comments)] == ["broken promise"]


def test_it_does_not_take_what_one_customer_repeats_for_a_theme() -> None:
    angry = [comment(900 + n, "scandal", "low", customer="one") for n in range(30)]
    assert "scandal" not in {theme.words for theme in themes(noise(4) + angry)}


def test_it_says_why_it_does_not_look() -> None:
    few = find_themes(noise(5, many=19), str, STOP)
    assert few == TooFew("too few comments: 19, and themes need 20")
    one_sided = [comment(n, "fine", "high") for n in range(30)]
    assert isinstance(find_themes(one_sided, str, STOP), TooFew)


def test_it_takes_no_stop_words_and_no_phrase_over_a_full_stop() -> None:
    comments = noise(6) + [comment(900 + n, "The was. Very slow! Parcel", "low") for n in range(20)]
    assert {theme.words for theme in themes(comments)} == {"slow", "parcel"}


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 50), st.integers(0, 50))
def test_it_agrees_with_scipy_on_fishers_test(low: int, high: int, more: int, others: int) -> None:
    table = [[low, high], [more, others]]
    if low + more and high + others:
        mine = fisher(Counts(low, high), low + more, high + others)
        assert mine == pytest.approx(fisher_exact(table).pvalue, rel=1e-6, abs=1e-12)
