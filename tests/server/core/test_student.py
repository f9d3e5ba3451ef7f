from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from server.core.incomplete_beta import beta_below
from server.core.student import t_quantile


@pytest.mark.parametrize(
    ("degrees", "one_in_20", "one_in_40", "one_in_200"),
    [  # the table of every text-book, one tail
        (1, 6.314, 12.706, 63.657),
        (2, 2.920, 4.303, 9.925),
        (3, 2.353, 3.182, 5.841),
        (4, 2.132, 2.776, 4.604),
        (5, 2.015, 2.571, 4.032),
        (10, 1.812, 2.228, 3.169),
        (15, 1.753, 2.131, 2.947),
        (29, 1.699, 2.045, 2.756),
        (30, 1.697, 2.042, 2.750),
        (60, 1.671, 2.000, 2.660),
        (120, 1.658, 1.980, 2.617),
        (1_000_000, 1.645, 1.960, 2.576),
    ],
)
def test_it_gives_the_printed_t_values(
    degrees: int, one_in_20: float, one_in_40: float, one_in_200: float
) -> None:
    found = [round(t_quantile(probability, degrees), 3) for probability in (0.95, 0.975, 0.995)]
    assert found == [one_in_20, one_in_40, one_in_200]


def test_it_has_no_step_in_t_where_the_method_changes() -> None:
    values = [t_quantile(0.975, degrees) for degrees in range(990, 1012)]
    steps = [before - after for before, after in pairwise(values)]
    assert all(0 < later < earlier for earlier, later in pairwise(steps))


@pytest.mark.parametrize("degrees", [1, 2, 3, 7, 30, 100, 365, 999, 1000, 1001, 5000, 10**5, 10**6])
@pytest.mark.parametrize("probability", [0.5, 0.6, 0.9, 0.95, 0.975, 0.995, 0.9995, 0.99999])
def test_it_gives_the_t_values_of_scipy(probability: float, degrees: int) -> None:
    expected = float(stats.t.ppf(probability, degrees))
    assert t_quantile(probability, degrees) == pytest.approx(expected, rel=1e-11, abs=1e-15)


@given(st.floats(0.5, 0.9999), st.floats(1, 2e6))
def test_it_gives_t_for_degrees_that_are_not_whole(probability: float, degrees: float) -> None:
    expected = float(stats.t.ppf(probability, degrees))
    assert t_quantile(probability, degrees) == pytest.approx(expected, rel=1e-9, abs=1e-11)


@given(st.floats(0, 1), st.floats(0.3, 5000), st.floats(0.3, 500))
def test_it_gives_the_beta_of_scipy(x: float, a: float, b: float) -> None:
    # The logarithm of gamma of some thousands is known to eleven digits after the point, and so is its power of e.
    assert beta_below(x, a, b) == pytest.approx(float(stats.beta.cdf(x, a, b)), abs=1e-10)


@pytest.mark.parametrize(("x", "a", "b"), [(-0.1, 1, 1), (1.1, 1, 1), (0.5, 0, 1), (0.5, 1, 0)])
def test_it_refuses_what_no_beta_variable_can_be(x: float, a: float, b: float) -> None:
    with pytest.raises(ValueError, match="no beta distribution"):
        beta_below(x, a, b)


@pytest.mark.parametrize(("probability", "degrees"), [(0.975, 0), (1.0, 5), (0.2, 5)])
def test_it_refuses_a_t_quantile_that_does_not_exist(probability: float, degrees: int) -> None:
    with pytest.raises(ValueError, match="no quantile"):
        t_quantile(probability, degrees)
