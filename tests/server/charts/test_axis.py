from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.charts.axis import Scale, round_ticks
from server.charts.date_axis import date_ticks

share = st.floats(0, 100)
points = st.floats(-100, 100)


@given(st.lists(share, max_size=20), st.integers(4, 9))
def test_it_puts_round_numbers_around_all_shares(values: list[float], most: int) -> None:
    _check(values, (0, 100), most)


@given(st.lists(points, max_size=20), st.integers(4, 9))
def test_it_puts_round_numbers_around_all_points(values: list[float], most: int) -> None:
    _check(values, (-100, 100), most)


def _check(values: list[float], bounds: tuple[float, float], most: int) -> None:
    ticks = round_ticks(values, bounds, most=most)
    assert 2 <= len(ticks) <= most
    assert bounds[0] <= ticks[0] < ticks[-1] <= bounds[1]
    assert all(ticks[0] <= value <= ticks[-1] for value in values)
    step = ticks[1] - ticks[0]
    assert f"{step:.0e}"[0] in "125"
    assert all(tick % step == 0 for tick in ticks)


def test_it_does_not_tear_apart_what_is_alike() -> None:
    assert round_ticks([100, 100], (0, 100), most=6) == [90, 92, 94, 96, 98, 100]


@given(st.floats(-200, 200))
def test_it_draws_no_value_beyond_the_axis(value: float) -> None:
    assert 10 <= Scale(-100, 100, 210, 10).at(value) <= 210


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 4000), st.integers(2, 20))
def test_it_labels_at_most_so_many_days_in_their_order(first: date, days: int, most: int) -> None:
    last = first + timedelta(days=days)
    ticks = date_ticks(first, last, most=most)
    assert len(ticks) <= most
    assert [tick.on for tick in ticks] == sorted({tick.on for tick in ticks})
    assert all(first <= tick.on <= last for tick in ticks)
    assert days < 31 or ticks, "a month and more has a label"


@pytest.mark.parametrize(
    ("first", "days", "labels"),
    [
        (date(2026, 11, 3), 4, ["3 Nov", "4 Nov", "5 Nov", "6 Nov"]),
        (date(2026, 11, 3), 30, ["9 Nov", "16 Nov", "23 Nov", "30 Nov"]),
        (date(2026, 11, 3), 120, ["Dec 2026", "Jan 2027", "Feb", "Mar"]),
        (date(2024, 11, 3), 1500, ["2025", "2026", "2027", "2028"]),
    ],
)
def test_it_chooses_days_weeks_months_or_years(first: date, days: int, labels: list[str]) -> None:
    ticks = date_ticks(first, first + timedelta(days=days - 1), most=7)
    assert [tick.label for tick in ticks] == labels
