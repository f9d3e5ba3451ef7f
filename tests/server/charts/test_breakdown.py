from server.charts.breakdown import MOST_ROWS, Breakdown
from server.charts.figure import Figure, figure_of
from server.demo.chart_samples import CSAT, LONG_NAME, csat
from tests.server.charts.picture import SVG, Picture


def breakdown(**sections: list[Figure]) -> Breakdown:
    return Breakdown("By agent", CSAT, "agent", figure_of("All", csat(170, 200)), **sections)


MARI = figure_of("Mari", csat(95, 100))
JURIS = figure_of("Juris", csat(75, 100))
LIIS = figure_of("Liis", csat(9, 10))
ANDRIS = figure_of("Andris", csat(3, 4))


def test_it_names_the_first_and_the_whole() -> None:
    assert breakdown(ranked=[MARI, JURIS]).message() == (
        "All: 85 % (79–89), n = 200. First of 2 ranked: Mari, 95 % (89–98), n = 100."
    )


def test_it_ranks_nobody_with_too_few() -> None:
    assert breakdown(early=[LIIS]).message().endswith("Nobody has the 30 ratings to be ranked by.")


def test_it_marks_early_ones_in_shape_and_in_words() -> None:
    picture = Picture(breakdown(ranked=[MARI], early=[LIIS]))
    fills = [circle.attrib["fill"] for circle in picture.root.iter(f"{SVG}circle")]
    assert fills[0] != fills[1]
    assert "Early, not ranked: under 30 ratings" in picture.words
    assert "early" in picture.words, "in the legend"


def test_it_lists_hidden_ones_without_a_score() -> None:
    chart = breakdown(ranked=[MARI], too_few=[ANDRIS])
    words = Picture(chart).words
    heading = words.index("Too few for a score: under 5 ratings")
    assert words[heading + 1 : heading + 3] == ["Andris", "n = 4"]
    assert "75 % (" not in " ".join(words)
    assert ("Andris", "–", "", "4", "too few") in chart.table().rows


def test_it_has_everybody_in_the_table_with_the_figures_of_the_picture() -> None:
    chart = breakdown(ranked=[MARI, JURIS], early=[LIIS])
    for name, value, interval, n, _ in chart.table().rows[:3]:
        assert f"{value} ({interval}), n = {n}" in Picture(chart).words, name


def test_it_draws_whiskers_to_scale() -> None:
    picture = Picture(breakdown(ranked=[MARI, JURIS]), 1200)
    dots = [float(circle.attrib["cx"]) for circle in picture.root.iter(f"{SVG}circle")]
    whiskers = [
        (float(line.attrib["x1"]), float(line.attrib["x2"]))
        for line in picture.root.iter(f"{SVG}line")
        if line.attrib.get("stroke-width") == "2" and line.attrib["y1"] == line.attrib["y2"]
    ]
    per_point = (dots[0] - dots[1]) / 20
    assert MARI.interval
    low, high = whiskers[0]
    assert abs((dots[0] - low) / per_point - (95 - MARI.interval.low)) < 0.2
    assert abs((high - dots[0]) / per_point - (MARI.interval.high - 95)) < 0.2


def test_it_clips_a_name_only_in_the_picture() -> None:
    long = figure_of(LONG_NAME, csat(80, 100))
    chart = breakdown(ranked=[long])
    picture = Picture(chart, 400)
    assert any(words.startswith("Klientų") and words.endswith("…") for words in picture.words)
    assert LONG_NAME in picture.hints
    assert chart.table().rows[0][0] == LONG_NAME


def test_it_leaves_very_many_to_the_table() -> None:
    many = [figure_of(f"Agent {at}", csat(90, 100)) for at in range(MOST_ROWS + 7)]
    chart = breakdown(ranked=many, early=[LIIS])
    words = Picture(chart).words
    assert "8 more are in the table." in words
    assert "Liis" not in words
    assert len(chart.table().rows) == MOST_ROWS + 9
