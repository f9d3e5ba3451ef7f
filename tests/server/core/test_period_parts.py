from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.period_parts import Step, parts_of, step_for
from server.core.periods import Period, period_between

days = st.dates(date(1990, 1, 1), date(2100, 1, 1))


def between(first: date, last: date) -> Period:
    return period_between(first, last, timezone="Europe/Riga")


@given(days, st.integers(0, 500), st.sampled_from(["day", "week", "month"]))
def test_it_leaves_no_day_out_and_takes_none_twice(first: date, count: int, step: Step) -> None:
    period = between(first, first + timedelta(days=count))
    parts = list(parts_of(period, step))
    assert parts[0].start_on == period.start_on
    assert parts[-1].end_on == period.end_on
    for one, other in pairwise(parts):
        assert one.end_on == other.start_on


def test_it_begins_weeks_on_monday() -> None:
    period = between(date(2026, 11, 4), date(2026, 11, 17))
    assert [part.dates for part in parts_of(period, "week")] == [
        "4–8 Nov 2026",
        "9–15 Nov 2026",
        "16–17 Nov 2026",
    ]


def test_it_divides_at_the_first_of_a_month() -> None:
    period = between(date(2026, 12, 30), date(2027, 2, 28))
    assert [part.label for part in parts_of(period, "month")] == [
        "30–31 Dec 2026",
        "January 2027",
        "February 2027",
    ]


@pytest.mark.parametrize(
    ("count", "step"), [(30, "day"), (90, "week"), (365, "week"), (800, "month")]
)
def test_it_takes_a_step_that_the_eye_can_follow(count: int, step: str) -> None:
    first = date(2024, 3, 1)
    assert step_for(between(first, first + timedelta(days=count - 1))) == step
