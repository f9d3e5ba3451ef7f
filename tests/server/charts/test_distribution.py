from server.charts.distribution import Bar, Distribution
from server.charts.figure import figure_of
from server.core.bands import Band
from server.demo.chart_samples import CSAT, NPS, csat, nps
from tests.server.charts.picture import SVG, Picture

BARS = (
    Bar("5", Band.POSITIVE, 80),
    Bar("3", Band.NEUTRAL, 0),
    Bar("1", Band.NEGATIVE, 20),
)


def test_it_says_the_score_and_the_share_of_each_band() -> None:
    chart = Distribution("CSAT", CSAT, figure_of("All", csat(80, 100)), BARS)
    assert chart.message() == (
        "CSAT is 80 % (71–87), n = 100: 80 % positive, 0 % neutral, 20 % negative."
    )


def test_it_calls_bands_as_the_trade_does() -> None:
    chart = Distribution("NPS", NPS, figure_of("All", nps(80, 20, 100)), BARS)
    assert "80 % promoters, 0 % passives, 20 % detractors" in chart.message()
    assert {"promoters", "passives", "detractors"} <= set(Picture(chart).words)


def test_it_draws_bars_as_long_as_they_count() -> None:
    chart = Distribution("CSAT", CSAT, figure_of("All", csat(80, 100)), BARS)
    picture = Picture(chart)
    full = next(r for r in picture.root.iter(f"{SVG}rect") if r.attrib.get("height") == "20")
    framed = next(r for r in picture.root.iter(f"{SVG}rect") if r.attrib.get("height") == "18")
    ratio = (float(framed.attrib["width"]) + 2) / float(full.attrib["width"])
    assert abs(ratio - 20 / 80) < 0.01


def test_it_stripes_the_negative_band_so_that_colour_is_not_all() -> None:
    chart = Distribution("CSAT", CSAT, figure_of("All", csat(80, 100)), BARS)
    stripes = [path.attrib["d"] for path in Picture(chart).root.iter(f"{SVG}path")]
    assert len(stripes) == 2, "the bar and the legend"
    assert stripes[0].count("V") > 10


def test_it_has_every_bar_in_the_table() -> None:
    chart = Distribution("CSAT", CSAT, figure_of("All", csat(80, 100)), BARS)
    assert chart.table().rows == (
        ("5", "positive", "80", "80 %"),
        ("3", "neutral", "0", "0 %"),
        ("1", "negative", "20", "20 %"),
    )
    assert {"80 · 80 %", "0 · 0 %", "20 · 20 %"} <= set(Picture(chart).words)


def test_it_does_not_round_a_few_down_to_none() -> None:
    bars = (Bar("5", Band.POSITIVE, 4990), Bar("1", Band.NEGATIVE, 3))
    chart = Distribution("CSAT", CSAT, figure_of("All", csat(4990, 4993)), bars)
    assert chart.table().rows[1][3] == "<1 %"


def test_it_says_how_many_are_missing_for_a_score() -> None:
    bars = (Bar("5", Band.POSITIVE, 3),)
    chart = Distribution("CSAT", CSAT, figure_of("All", csat(3, 3)), bars)
    assert chart.message().startswith("3 of the 5 ratings that a score needs:")
