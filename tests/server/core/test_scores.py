import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.bands import Band, Metric, count_bands
from server.core.periods import last_days
from server.core.scores import Score, ScoreGroup, ScoreReport, change, score_of, standings
from tests.server.core.scored import TODAY, scored


def test_it_counts_csat_as_the_share_of_fours_and_fives() -> None:
    score = scored(Metric.CSAT, 5, {1: 4, 2: 6, 3: 20, 4: 30, 5: 40})
    assert score.value == 70
    assert score.formula == "csat/top-box/1"
    assert score.n == 100
    assert score.bands == {Band.POSITIVE: 70, Band.NEUTRAL: 20, Band.NEGATIVE: 10}
    assert score.mean is None


def test_it_counts_ces_as_the_share_who_agree_with_the_mean_beside_it() -> None:
    score = scored(Metric.CES, 7, {1: 3, 2: 4, 3: 5, 4: 10, 5: 23, 6: 30, 7: 25})
    assert score.value == 78
    assert score.mean == pytest.approx(5.36)
    assert score.mean_interval is not None
    assert score.mean_interval.low < 5.36 < score.mean_interval.high
    assert score.formula == "ces/top-box/1"


def test_it_counts_nps_as_promoters_without_detractors() -> None:
    score = scored(Metric.NPS, 10, {10: 30, 9: 20, 8: 20, 7: 10, 6: 10, 0: 10})
    assert score.value == 30
    assert score.interval is not None
    assert [round(end) for end in score.interval] == [14, 44]
    assert score.formula == "nps/net/1"


def test_it_counts_zero_as_a_score() -> None:
    assert scored(Metric.NPS, 10, {0: 5, 10: 5}).value == 0
    assert scored(Metric.NPS, 10, {0: 5}).value == -100


def test_it_counts_pmf_as_the_share_who_would_be_very_disappointed() -> None:
    score = scored(Metric.PMF, 3, {3: 40, 2: 35, 1: 25})
    assert score.value == 40
    assert score.formula == "pmf/top-box/1"


def test_it_pools_answers_and_does_not_average_months() -> None:
    january, february = {10: 90, 0: 10}, {10: 5, 0: 5}
    pooled = {score: january[score] + february[score] for score in january}
    assert scored(Metric.NPS, 10, pooled).value == pytest.approx(100 * (95 - 15) / 110)


@pytest.mark.parametrize(
    ("n", "too_few", "early"),
    [(0, True, False), (4, True, False), (5, False, True), (29, False, True), (30, False, False)],
)
def test_it_shows_nothing_under_five_and_is_early_under_thirty(
    n: int, too_few: bool, early: bool
) -> None:
    score = scored(Metric.CES, 7, {7: n})
    assert (score.too_few, score.early) == (too_few, early)
    assert (score.value is None, score.interval is None, score.mean is None) == (too_few,) * 3
    assert score.n == n


def test_it_is_not_certain_of_a_mean_when_all_agree() -> None:
    score = scored(Metric.CES, 7, {7: 50})
    assert score.mean == 7
    assert score.mean_interval is not None
    # Of 50 with no other answer, Wilson leaves room for 7.13 % others; at worst they all say 1.
    assert tuple(score.mean_interval) == pytest.approx((7 - 0.0713 * 6, 7), abs=0.001)


def test_it_counts_as_the_survey_has_chosen() -> None:
    answers = {1: 4, 2: 6, 3: 20, 4: 30, 5: 40}
    nicereply = scored(Metric.CSAT, 5, answers, formula="csat/no-negative/1")
    assert (nicereply.value, nicereply.unit, nicereply.formula) == (
        90,
        "percent",
        "csat/no-negative/1",
    )
    mean = scored(Metric.CSAT, 5, answers, formula="csat/mean/1")
    assert (mean.value, mean.unit, mean.mean) == (3.96, "mean", None)
    effort = {1: 3, 2: 4, 3: 5, 4: 10, 5: 23, 6: 30, 7: 25}
    net = scored(Metric.CES, 7, effort, formula="ces/net/1")
    assert (net.value, net.unit, net.mean) == (66, "points", 5.36)


def test_it_counts_answers_on_several_scales_by_their_bands_and_says_so() -> None:
    bands = {Band.POSITIVE: 6, Band.NEGATIVE: 4}
    score = score_of(
        Metric.CSAT, distribution={10: 6, 1: 4}, bands=bands, scale=None, formula="csat/mean/1"
    )
    assert (score.value, score.unit, score.formula) == (60, "percent", "csat/top-box/1")


def test_it_refuses_the_formula_of_another_metric() -> None:
    with pytest.raises(ValueError, match="ces/mean/1 is no formula of csat"):
        scored(Metric.CSAT, 5, {5: 9}, formula="ces/mean/1")


def test_it_compares_means_by_welch() -> None:
    now = scored(Metric.CSAT, 5, {5: 40, 4: 40, 1: 20}, formula="csat/mean/1")
    before = scored(Metric.CSAT, 5, {5: 20, 4: 40, 1: 40}, formula="csat/mean/1")
    found = change(now, before)
    assert found is not None
    assert found.delta == pytest.approx(0.8)
    assert found.detectable
    assert found.unit == "mean"


def test_it_does_not_compare_means_on_different_scales() -> None:
    five = scored(Metric.CSAT, 5, {5: 40}, formula="csat/mean/1")
    ten = scored(Metric.CSAT, 10, {5: 40}, formula="csat/mean/1")
    assert change(ten, five) is None
    with pytest.raises(ValueError, match="no order"):
        standings([ScoreGroup("a", "A", five), ScoreGroup("b", "B", ten)])


def test_it_keeps_the_interval_of_a_mean_on_the_scale() -> None:
    score = scored(Metric.CES, 7, {7: 9, 6: 1})
    assert score.mean_interval is not None
    assert score.mean_interval.high == 7


def test_it_trusts_the_bands_that_ratings_were_stored_with() -> None:
    bands = {Band.POSITIVE: 6, Band.NEGATIVE: 4}
    score = score_of(Metric.CSAT, distribution={3: 6, 1: 4}, bands=bands)
    assert score.value == 60


def test_it_gives_no_mean_over_several_scales() -> None:
    distribution = {7: 3, 5: 3}
    bands = count_bands(Metric.CES, 7, distribution)
    assert score_of(Metric.CES, distribution=distribution, bands=bands, scale=None).mean is None


def test_it_refuses_bands_and_distribution_that_disagree() -> None:
    with pytest.raises(ValueError, match="5 ratings by band, but 6 by score"):
        score_of(Metric.CSAT, distribution={5: 6}, bands={Band.POSITIVE: 5}, scale=5)


def test_it_detects_a_change_that_chance_does_not_explain() -> None:
    now = scored(Metric.CSAT, 5, {5: 56, 1: 14})
    before = scored(Metric.CSAT, 5, {5: 48, 1: 32})
    found = change(now, before)
    assert found is not None
    assert found.delta == pytest.approx(20)
    assert tuple(found.interval) == pytest.approx((5.24, 33.39), abs=0.005)
    assert found.detectable


def test_it_does_not_detect_a_change_within_chance() -> None:
    found = change(scored(Metric.CSAT, 5, {5: 9, 1: 1}), scored(Metric.CSAT, 5, {5: 8, 1: 2}))
    assert found is not None
    assert found.delta == pytest.approx(10)
    assert not found.detectable


def test_it_compares_net_scores_on_their_own_scale() -> None:
    now = scored(Metric.NPS, 10, {10: 500, 8: 300, 3: 200})
    before = scored(Metric.NPS, 10, {10: 400, 8: 300, 3: 300})
    found = change(now, before)
    assert found is not None
    assert found.delta == pytest.approx(20)
    # By hand: adjusted 29.91 and 9.97, variances 0.6099 and 0.6895, 1003 answers each.
    assert tuple(found.interval) == pytest.approx((12.9, 27.0), abs=0.05)
    assert found.detectable


@pytest.mark.parametrize("few", [{}, {5: 4}])
def test_it_compares_nothing_with_too_few(few: dict[int, int]) -> None:
    many, little = scored(Metric.CSAT, 5, {5: 50}), scored(Metric.CSAT, 5, few)
    assert change(many, little) is None
    assert change(little, many) is None


def test_it_does_not_compare_scores_of_different_formulas() -> None:
    assert change(scored(Metric.CSAT, 5, {5: 50}), scored(Metric.CES, 5, {5: 50})) is None


def test_it_reports_the_change_against_the_period_before() -> None:
    now, before = scored(Metric.CSAT, 5, {5: 56, 1: 14}), scored(Metric.CSAT, 5, {5: 48, 1: 32})
    period = last_days(30, today=TODAY, timezone="UTC")
    report = ScoreReport("CSAT", "csat", period, now, before)
    assert report.change == change(now, before)


def test_it_ranks_by_what_is_shown_beyond_doubt() -> None:
    order = standings(
        [
            _group("Few but perfect", {5: 30}),
            _group("Many and good", {5: 980, 1: 20}),
            _group("Nobody yet", {}),
            _group("early b", {5: 29}),
            _group("Early a", {1: 29}),
            ScoreGroup(None, "Nobody named", scored(Metric.CSAT, 5, {5: 5000})),
        ]
    )
    assert [group.name for group in order.ranked] == ["Many and good", "Few but perfect"]
    assert [group.name for group in order.early] == ["Early a", "early b"]
    assert [group.name for group in order.too_few] == ["Nobody yet"]
    assert [group.name for group in order.unnamed] == ["Nobody named"]


@given(st.dictionaries(st.integers(0, 10), st.integers(0, 5000)))
def test_it_is_never_outside_its_interval(distribution: dict[int, int]) -> None:
    score = scored(Metric.NPS, 10, distribution)
    if score.value is None or score.interval is None:
        assert score.too_few
    else:
        assert -100 <= score.interval.low <= score.value <= score.interval.high <= 100


@given(st.dictionaries(st.integers(1, 7), st.integers(0, 5000)))
def test_it_does_not_change_against_itself(distribution: dict[int, int]) -> None:
    score: Score = scored(Metric.CES, 7, distribution)
    found = change(score, score)
    assert found is None or (found.delta == 0 and not found.detectable)


def _group(name: str, distribution: dict[int, int]) -> ScoreGroup:
    return ScoreGroup(name.lower(), name, scored(Metric.CSAT, 5, distribution))
