from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.bands import Metric, scales_of, scores_of
from server.core.formulas import FORMULAS, Unit, common_formula, figure_of, formulas_of

SATISFIED = {1: 4, 2: 6, 3: 20, 4: 30, 5: 40}
EFFORT = {1: 3, 2: 4, 3: 5, 4: 10, 5: 23, 6: 30, 7: 25}
LIKELY = {10: 30, 9: 20, 8: 20, 7: 10, 6: 10, 0: 10}


@pytest.mark.parametrize(
    ("name", "scale", "answers", "value", "unit"),
    [
        ("csat/top-box/1", 5, SATISFIED, 70, "percent"),
        ("csat/no-negative/1", 5, SATISFIED, 90, "percent"),
        ("csat/mean/1", 5, SATISFIED, 3.96, "mean"),
        ("ces/top-box/1", 7, EFFORT, 78, "percent"),
        ("ces/mean/1", 7, EFFORT, 5.36, "mean"),
        ("ces/net/1", 7, EFFORT, 66, "points"),
        ("nps/net/1", 10, LIKELY, 30, "points"),
        ("pmf/top-box/1", 3, {3: 40, 2: 35, 1: 25}, 40, "percent"),
        ("csat/top-box/1", 2, {2: 3, 1: 1}, 75, "percent"),
        ("csat/no-negative/1", 2, {2: 3, 1: 1}, 75, "percent"),
    ],
)
def test_it_gives_each_figure_in_its_unit(
    name: str, scale: int, answers: dict[int, int], value: float, unit: str
) -> None:
    figure = figure_of(name, answers, scale)
    assert figure.value == pytest.approx(value)
    assert (figure.formula, figure.unit, figure.n) == (name, unit, sum(answers.values()))


def test_it_gives_the_mean_that_others_print_as_a_share_of_the_scale() -> None:
    mean = figure_of("csat/mean/1", SATISFIED, 5).value
    assert round(100 * mean / 5, 1) == 79.2
    assert round(100 * (mean - 1) / 4, 1) == 74.0


def test_it_has_the_metrics_own_formula_first() -> None:
    assert [formulas_of(metric)[0] for metric in Metric] == [
        "csat/top-box/1",
        "ces/top-box/1",
        "nps/net/1",
        "pmf/top-box/1",
    ]


def test_it_counts_surveys_that_disagree_by_the_metrics_own() -> None:
    assert common_formula(Metric.CSAT, ["csat/mean/1", "csat/mean/1"]) == "csat/mean/1"
    assert common_formula(Metric.CSAT, ["csat/mean/1", "csat/no-negative/1"]) == "csat/top-box/1"


def test_it_refuses_a_figure_of_nothing() -> None:
    for name, formula in FORMULAS.items():
        with pytest.raises(ValueError, match=r"share|promoters|no answers"):
            figure_of(name, {}, scales_of(formula.metric)[0])


@st.composite
def answered(draw: st.DrawFn) -> tuple[str, int, dict[int, int]]:
    name = draw(st.sampled_from(sorted(FORMULAS)))
    metric = FORMULAS[name].metric
    scale = draw(st.sampled_from(scales_of(metric)))
    scores = st.sampled_from(scores_of(metric, scale))
    counts = draw(st.dictionaries(scores, st.integers(1, 3000), min_size=1))
    return name, scale, counts


@given(answered())
def test_it_is_within_its_interval_and_that_within_its_unit(
    answers: tuple[str, int, dict[int, int]],
) -> None:
    name, scale, counts = answers
    figure = figure_of(name, counts, scale)
    ends = {Unit.PERCENT: (0, 100), Unit.POINTS: (-100, 100), Unit.MEAN: (1, scale)}[figure.unit]
    in_order = [ends[0], figure.interval.low, figure.value, figure.interval.high, ends[1]]
    assert all(a <= b + 1e-9 for a, b in pairwise(in_order))
    assert figure.interval.low < figure.interval.high
