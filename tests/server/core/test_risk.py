from server.core.bands import Band
from server.core.risk import DAY_MS, Answered, History, Recovery, at_risk, recovery

NOW = 1_000 * DAY_MS
BANDS = {True: Band.NEGATIVE, False: Band.POSITIVE}


def answers(*given: tuple[int, float], is_open: bool = False) -> list[Answered]:
    """Pairs of days ago and the share of the scale, oldest first."""
    return [
        Answered(f"r{days}", NOW - days * DAY_MS, share, BANDS[share < 0.5], is_open)
        for days, share in given
    ]


def reasons(history: History) -> tuple[str, ...]:
    found = at_risk([history], NOW)
    return found[0].reasons if found else ()


def test_it_leaves_happy_and_unknown_customers_alone() -> None:
    assert at_risk([], NOW) == []
    assert reasons(History("a", None, [])) == ()
    assert reasons(History("a", None, answers((40, 1.0), (20, 0.75), (1, 1.0)))) == ()


def test_it_names_a_low_rating_of_late_and_forgets_an_old_one() -> None:
    assert reasons(History("a", None, answers((1, 0.0)))) == (
        "the last rating, yesterday, was low",
    )
    assert reasons(History("a", None, answers((91, 0.0)))) == ()
    assert reasons(History("a", None, answers((5, 0.0), (1, 1.0)))) == ()


def test_it_sees_ratings_fall_before_they_are_low() -> None:
    falling = answers((30, 1.0), (20, 1.0), (2, 0.6))
    assert reasons(History("a", None, falling)) == ("ratings fell from 100% of the scale to 60%",)
    assert reasons(History("a", None, answers((20, 1.0), (2, 0.6)))) == ()


def test_it_names_a_low_rating_that_nobody_has_answered() -> None:
    waiting = answers((8, 0.0), is_open=True) + answers((1, 1.0))
    assert reasons(History("a", None, waiting)) == ("a low rating has waited 8 days for an answer",)
    assert reasons(History("a", None, answers((1, 0.0), is_open=True))) == (
        "the last rating, yesterday, was low",
    )


def test_it_hears_who_has_fallen_silent() -> None:
    regular = answers((120, 1.0), (106, 1.0), (92, 1.0), (78, 1.0))
    assert reasons(History("a", None, regular)) == (
        "silent for 78 days, and used to answer every 14",
    )
    rare = answers((300, 1.0), (200, 1.0), (100, 1.0))
    assert reasons(History("a", None, rare)) == ()
    asked = [NOW - 20 * DAY_MS, NOW - 10 * DAY_MS]
    assert reasons(History("a", None, answers((60, 1.0), (40, 1.0)), asked)) == (
        "has answered none of the last 2 asks, and used to",
    )


def test_it_puts_first_who_gives_most_reasons_and_is_worth_most() -> None:
    low, lower = answers((1, 0.0)), answers((9, 1.0), (8, 1.0), (5, 0.0), is_open=True)
    found = at_risk([History("a", None, low), History("b", None, lower)], NOW)
    assert [one.history.customer for one in found] == ["b", "a"]
    assert len(found[0].reasons) == 3
    dear = [History("a", None, low, value=900.0), History("b", None, lower, value=10.0)]
    assert [one.history.customer for one in at_risk(dear, NOW)] == ["a", "b"]


def test_it_counts_who_was_won_back_without_touching_the_first_rating() -> None:
    histories = [
        History("a", None, answers((9, 0.0), (1, 1.0))),
        History("b", None, answers((9, 0.0), (1, 0.2))),
        History("c", None, answers((9, 0.0))),
        History("d", None, answers((9, 1.0))),
        History("e", None, answers((9, 1.0), (3, 0.1))),
    ]
    assert recovery(histories) == Recovery(unhappy=4, again=2, recovered=1)


def test_it_gives_asks_time_to_be_answered() -> None:
    just_asked = [NOW - 2 * DAY_MS, NOW - DAY_MS]
    assert reasons(History("a", None, answers((60, 1.0), (40, 1.0)), just_asked)) == ()
