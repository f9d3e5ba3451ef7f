import pytest

from server.core.rates import Cohort, Rate


def test_it_gives_rates_of_the_same_people() -> None:
    cohort = Cohort(eligible=400, asked=200, delivered=190, rated=50, commented=10)
    assert cohort.ask_rate.value == 50
    assert cohort.response_rate == (50, 190)
    assert cohort.comment_rate.value == 20
    interval = cohort.comment_rate.interval
    assert interval is not None
    assert [round(end, 1) for end in interval] == [11.2, 33.0]


def test_it_gives_no_rate_of_nobody() -> None:
    assert Rate(0, 0).value is None
    assert Rate(0, 0).interval is None


@pytest.mark.parametrize("numbers", [(5, 6, 4, 3, 2), (9, 8, 7, 8, 1), (9, 8, 7, 6, -1)])
def test_it_refuses_numbers_of_different_people(numbers: tuple[int, int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="not numbers of one cohort"):
        Cohort(*numbers)
