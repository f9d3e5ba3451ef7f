import pytest

from server.core.rates import Cohort, Rate


def test_it_gives_rates_of_the_same_people() -> None:
    cohort = Cohort(asked=190, rated=50, commented=10)
    assert cohort.response_rate == (50, 190)
    assert cohort.comment_rate.value == 20
    interval = cohort.comment_rate.interval
    assert interval is not None
    assert [round(end, 1) for end in interval] == [11.2, 33.0]


def test_it_adds_cohorts_up_and_averages_no_rates() -> None:
    both = Cohort(100, 50, 5) + Cohort(10, 1, 1)
    assert both == Cohort(110, 51, 6)


def test_it_gives_no_rate_of_nobody() -> None:
    assert Rate(0, 0).value is None
    assert Rate(0, 0).interval is None


@pytest.mark.parametrize("numbers", [(5, 6, 4), (9, 8, 9), (9, 8, -1)])
def test_it_refuses_numbers_of_different_people(numbers: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="not numbers of one cohort"):
        Cohort(*numbers)
