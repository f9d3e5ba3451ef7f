"""The figures that docs/scores.md prints are those that the code gives."""

import re
from pathlib import Path

import pytest

from server.core.bands import scores_of
from server.core.formulas import FORMULAS, figure_of
from server.core.intervals import (
    Interval,
    mean_difference,
    net_difference,
    net_interval,
    share_difference,
    wilson,
)
from server.core.sample_advice import (
    answers_for_change,
    answers_for_interval,
    answers_of_few,
    net_variance,
    share_variance,
)
from server.core.student import t_quantile

PAGE = (Path(__file__).parents[2] / "docs" / "scores.md").read_text()
ROWS = [
    [cell.strip(" `") for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("| ")
]
FORMULA_ROWS = [row for row in ROWS if row[0] in FORMULAS and len(row) == 4]
INTERVAL_ROWS = [row for row in ROWS if re.match(r"\d.* of |\d.* − ", row[0])]
AIM_ROWS = [row for row in ROWS if re.match(r"NPS|CSAT|385", row[0])]
T_ROWS = [row for row in ROWS if row[0].isdecimal()]


def same(printed: str, interval: Interval) -> bool:
    """Tell whether an interval is printed as it is, to the digits that are printed."""
    ends = printed.replace("−", "-").split(" to ")
    digits = [len(end.partition(".")[2]) for end in ends]
    return ends == [f"{round(end, n) + 0.0:.{n}f}" for end, n in zip(interval, digits, strict=True)]


def numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)]


def test_it_prints_every_formula_twice_described_and_worked_out() -> None:
    assert [row[0] for row in FORMULA_ROWS] == list(FORMULAS)
    described = [row for row in ROWS if row[0] in FORMULAS and len(row) == 3]
    assert [row[:2] for row in described] == [[f.name, f.unit] for f in FORMULAS.values()]


@pytest.mark.parametrize(("name", "answers", "figure", "interval"), FORMULA_ROWS)
def test_it_works_formulas_out_as_printed(
    name: str, answers: str, figure: str, interval: str
) -> None:
    counts = numbers(answers)
    metric = FORMULAS[name].metric
    scale = len(counts) - (metric == "nps")
    distribution = dict(zip(scores_of(metric, scale), counts, strict=True))
    found = figure_of(name, distribution, scale)
    assert found.value == pytest.approx(float(figure))
    assert same(interval, found.interval)


@pytest.mark.parametrize(("answers", "interval"), INTERVAL_ROWS)
def test_it_gives_the_intervals_printed(answers: str, interval: str) -> None:
    match numbers(answers):
        case [positive, n]:
            found = wilson(positive, n).times(100)
        case [promoters, detractors, n]:
            found = net_interval(promoters, detractors, n).times(100)
        case [a, n, b, m]:
            found = share_difference((a, n), (b, m)).times(100)
        case [p, d, n, q, e, m]:
            found = net_difference((p, d, n), (q, e, m)).times(100)
        case counts:
            now, before = (dict(enumerate(half, 1)) for half in (counts[:5], counts[5:]))
            found = mean_difference(now, before, (1, 5))
    assert same(interval, found)


@pytest.mark.parametrize(("aim", "answers"), AIM_ROWS)
def test_it_needs_the_answers_printed(aim: str, answers: str) -> None:
    match aim.partition(",")[0], numbers(aim), "change" in aim:
        case "NPS", [promoters, detractors, points], change:
            variance = net_variance(promoters / 100, detractors / 100)
            needed = (
                answers_for_change(variance, variance, points / 100, net=True)
                if change
                else answers_for_interval(variance, points / 100, net=True)
            )
        case "CSAT", [percent, points], True:
            now, before = share_variance((percent - points) / 100), share_variance(percent / 100)
            needed = answers_for_change(now, before, points / 100)
        case "CSAT", [percent, points], False:
            needed = answers_for_interval(share_variance(percent / 100), points / 100)
        case _, [count, people], _:
            needed = answers_of_few(count, people)
    assert needed == int(answers)


@pytest.mark.parametrize(("degrees", "t"), T_ROWS)
def test_it_has_the_t_values_printed(degrees: str, t: str) -> None:
    assert f"{t_quantile(0.975, int(degrees)):.3f}" == t


def test_it_reads_every_table_of_figures() -> None:
    assert (len(INTERVAL_ROWS), len(AIM_ROWS), len(T_ROWS)) == (13, 16, 5)
