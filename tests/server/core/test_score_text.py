import pytest

from server.core.bands import Metric
from server.core.formulas import Unit
from server.core.intervals import Interval
from server.core.score_question import NotUnderstood
from server.core.score_text import (
    change_text,
    interval_text,
    not_understood_text,
    score_text,
    value_text,
)
from server.core.scores import Change, Score
from tests.server.core.scored import scored

CSAT = Metric.CSAT


def test_it_tells_a_score_with_interval_and_n() -> None:
    assert score_text(_csat(354, 58)) == "CSAT 86 % (82–89), n = 412"


def test_it_tells_a_net_score_without_a_per_cent_sign() -> None:
    score = scored(Metric.NPS, 10, {10: 20, 8: 30, 2: 50})
    assert score_text(score) == "NPS −30 (−44 to −14), n = 100"


def test_it_tells_the_mean_beside_ces() -> None:
    score = scored(Metric.CES, 7, {1: 3, 2: 4, 3: 5, 4: 10, 5: 23, 6: 30, 7: 25})
    assert score_text(score) == "CES 78 % (69–85), mean 5.4 of 7, n = 100"


def test_it_tells_a_mean_that_a_survey_has_chosen_on_its_scale() -> None:
    score = scored(CSAT, 5, {1: 4, 2: 6, 3: 20, 4: 30, 5: 40}, formula="csat/mean/1")
    assert score_text(score) == "CSAT 3.96 of 5 (3.74–4.18), n = 100"


def test_it_tells_a_net_share_of_ces_in_points() -> None:
    effort = {1: 3, 2: 4, 3: 5, 4: 10, 5: 23, 6: 30, 7: 25}
    score = scored(Metric.CES, 7, effort, formula="ces/net/1")
    assert score_text(score) == "CES 66 (51 to 77), mean 5.4 of 7, n = 100"


def test_it_marks_an_early_score() -> None:
    assert score_text(_csat(8, 2)) == "CSAT 80 % (49–94), n = 10, early: under 30 ratings"


@pytest.mark.parametrize(
    ("n", "text"),
    [
        (0, "No ratings yet in this period"),
        (1, "1 rating: too few for a score, 5 are needed"),
        (3, "3 ratings: too few for a score, 5 are needed"),
    ],
)
def test_it_says_when_there_are_too_few(n: int, text: str) -> None:
    score = _csat(n, 0)
    assert score_text(score) == text
    assert (value_text(score), interval_text(score)) == ("–", "")


@pytest.mark.parametrize(
    ("positive", "negative", "text"),
    [
        (1000, 0, "100 %"),
        (999, 1, "99.9 %"),
        (99_999, 1, "99.9 %"),
        (0, 1000, "0 %"),
        (1, 999, "0.1 %"),
        (1, 99_999, "0.1 %"),
        (1, 7, "13 %"),
        (199, 1, "99.5 %"),
        (99, 1, "99 %"),
    ],
)
def test_it_never_rounds_up_to_everybody_or_down_to_nobody(
    positive: int, negative: int, text: str
) -> None:
    assert value_text(_csat(positive, negative)) == text


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (
            Change(3.1, Interval(-1.2, 7.4)),
            "+3.1 points (−1.2 to +7.4): no detectable change",
        ),
        (Change(5.25, Interval(1.04, 9.3)), "+5.2 points (+1.0 to +9.3): up"),
        (Change(-5.0, Interval(-9.0, -1.0)), "−5.0 points (−9.0 to −1.0): down"),
        (
            Change(-0.01, Interval(-4.0, 4.0)),
            "+0.0 points (−4.0 to +4.0): no detectable change",
        ),
        (
            Change(0.153, Interval(0.04, 0.266), Unit.MEAN),
            "+0.15 points (+0.04 to +0.27): up",
        ),
    ],
)
def test_it_tells_a_change_and_whether_it_can_be_told_from_chance(
    change: Change, text: str
) -> None:
    assert change_text(change) == text


def test_it_points_to_the_nearest_match_and_to_help() -> None:
    answer = NotUnderstood("npss", "I do not know “npss”.", "nps")
    assert not_understood_text(answer, command="/scores") == (
        "I do not know “npss”. Did you mean “nps”?\n“/scores help” shows what I know."
    )


def test_it_points_to_help_when_nothing_is_near() -> None:
    answer = NotUnderstood("xyzzy", "I do not know “xyzzy”.")
    assert not_understood_text(answer, command="paldies scores") == (
        "I do not know “xyzzy”.\n“paldies scores help” shows what I know."
    )


def _csat(positive: int, negative: int) -> Score:
    return scored(CSAT, 5, {5: positive, 1: negative})
