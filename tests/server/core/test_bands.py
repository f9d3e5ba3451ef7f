import pytest

from server.core.bands import Band, Metric, band_of, count_bands, scales_of, scores_of

EVERY_SCALE = [(metric, scale) for metric in Metric for scale in scales_of(metric)]


@pytest.mark.parametrize(
    ("metric", "scale", "bands"),
    [
        (Metric.CSAT, 2, "-+"),
        (Metric.CSAT, 3, "-0+"),
        (Metric.CSAT, 5, "--0++"),
        (Metric.CSAT, 10, "----000+++"),
        (Metric.CES, 5, "--0++"),
        (Metric.CES, 7, "---0+++"),
        (Metric.NPS, 10, "-------00++"),
        (Metric.PMF, 3, "-0+"),
    ],
)
def test_it_bands_every_score_of_every_scale(metric: Metric, scale: int, bands: str) -> None:
    signs = {Band.POSITIVE: "+", Band.NEUTRAL: "0", Band.NEGATIVE: "-"}
    found = [signs[band_of(metric, scale, score)] for score in scores_of(metric, scale)]
    assert "".join(found) == bands


def test_it_knows_all_scales_that_the_design_names() -> None:
    assert {metric.value: scales_of(metric) for metric in Metric} == {
        "csat": (2, 3, 5, 10),
        "ces": (5, 7),
        "nps": (10,),
        "pmf": (3,),
    }


def test_it_begins_nps_at_zero_and_the_others_at_one() -> None:
    for metric, scale in EVERY_SCALE:
        lowest = 0 if metric is Metric.NPS else 1
        assert scores_of(metric, scale) == range(lowest, scale + 1)


@pytest.mark.parametrize(("metric", "scale"), EVERY_SCALE)
def test_it_refuses_a_score_off_the_scale(metric: Metric, scale: int) -> None:
    scores = scores_of(metric, scale)
    for score in (scores[0] - 1, scores[-1] + 1):
        with pytest.raises(ValueError, match=f"no score {score}"):
            band_of(metric, scale, score)


def test_it_refuses_a_scale_that_the_metric_does_not_have() -> None:
    with pytest.raises(ValueError, match="nps has no scale of 5, only 10"):
        scores_of(Metric.NPS, 5)


def test_it_adds_up_a_distribution_by_band() -> None:
    counts = count_bands(Metric.CSAT, 5, {5: 7, 4: 3, 1: 2})
    assert counts == {Band.POSITIVE: 10, Band.NEUTRAL: 0, Band.NEGATIVE: 2}
