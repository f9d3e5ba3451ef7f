from dataclasses import replace
from datetime import date, timedelta

from server.charts.event_flags import Event
from server.charts.figure import Dated, Figure, figure_of
from server.charts.trend import Trend
from server.core.intervals import Interval
from server.demo.chart_samples import CSAT, csat
from tests.server.charts.picture import SVG, Picture

FIRST = date(2026, 9, 7)


def weeks(*counts: tuple[int, int]) -> Trend:
    points = []
    for at, (good, n) in enumerate(counts):
        on = FIRST + timedelta(weeks=at)
        points.append(Dated(on, figure_of(f"Week of {on}", csat(good, n))))
    return Trend("CSAT by week", CSAT, "week", points)


def lines(picture: Picture) -> list[str]:
    """The lines of the score itself, each from point to point."""
    return [path.attrib["d"] for path in picture.root.iter(f"{SVG}path") if "stroke" in path.attrib]


def test_it_says_what_has_changed_and_how_sure_the_last_is() -> None:
    trend = weeks((60, 100), (75, 100), (106, 120))
    assert (
        trend.message()
        == "CSAT rose from 60 % to 88 % over 3 weeks; the last is 88 % (81–93), n = 120."
    )


def test_it_calls_a_fall_a_fall() -> None:
    assert "CSAT fell from 90 % to 50 %" in weeks((90, 100), (50, 100)).message()


def test_it_does_not_call_chance_a_rise() -> None:
    message = weeks((8, 10), (9, 10)).message()
    assert message.startswith("CSAT went from 80 % to 90 % over 2 weeks, no detectable change;")


def test_it_says_that_there_is_nothing_yet() -> None:
    assert weeks().message() == weeks((0, 0)).message() == "No ratings yet in this period."


def test_it_shows_no_score_of_too_few() -> None:
    trend = weeks((2, 4), (1, 3))
    assert trend.message() == "No week has the 5 ratings that a score needs."
    picture = Picture(trend)
    assert lines(picture) == []
    assert [row[1] for row in trend.table().rows] == ["–", "–"]


def test_it_leaves_gaps_open() -> None:
    picture = Picture(weeks((8, 10), (9, 10), (1, 2), (8, 10), (9, 10), (0, 0), (8, 10)))
    drawn = lines(picture)
    assert len(drawn) == 2, "two runs; the last week stands alone"
    assert all(line.count("L") == 1 for line in drawn)


def test_it_has_the_same_figures_in_picture_and_table() -> None:
    trend = weeks((60, 100), (3, 4), (88, 120))
    rows = trend.table().rows
    assert rows == (
        ("Week of 2026-09-07", "60 %", "50–69", "100"),
        ("Week of 2026-09-14", "–", "", "4"),
        ("Week of 2026-09-21", "73 %", "65–80", "120"),
    )
    hints = Picture(trend).hints
    assert "Week of 2026-09-07: 60 % (50–69), n = 100" in hints
    assert "Week of 2026-09-14: n = 4, too few for a score" in hints
    assert "73 %" in Picture(trend).words


def test_it_shows_how_many_rated_where_there_is_room() -> None:
    trend = weeks(*[(90, 100 + at) for at in range(20)])
    assert {"100", "119"} <= set(Picture(trend, 1200).words)
    assert "119" not in Picture(trend, 400).words


def test_it_numbers_events_in_their_order_and_names_them_below() -> None:
    trend = replace(
        weeks((8, 10), (9, 10), (8, 10)),
        events=(
            Event(FIRST + timedelta(days=9), "New chat hours"),
            Event(FIRST + timedelta(days=2), "Price rise"),
            Event(FIRST - timedelta(days=2), "Before all this"),
            Event(FIRST + timedelta(days=20), "On the last Sunday"),
            Event(FIRST + timedelta(days=21), "After all this"),
        ),
    )
    words = Picture(trend).words
    assert words.index("9 Sep: Price rise") < words.index("16 Sep: New chat hours")
    assert "27 Sep: On the last Sunday" in words
    assert "all this" not in " ".join(words)
    assert "2026-09-16  New chat hours" in trend.table().notes


def test_it_draws_a_goal_and_a_baseline_in_the_range_shown() -> None:
    trend = replace(weeks((88, 100), (90, 100)), goal=99.0, baseline=41.0)
    picture = Picture(trend)
    assert {"goal 99 %", "baseline 41 %"} <= set(picture.words)
    assert {"goal 99 %", "baseline 41 %"} == set(trend.table().notes)
    assert picture.outside() == []
    dashed = [line for line in picture.root.iter(f"{SVG}line") if "stroke-dasharray" in line.attrib]
    plot = [line for line in dashed if float(line.attrib["x2"]) - float(line.attrib["x1"]) > 300]
    assert len(plot) == 2


def test_it_draws_for_each_point_what_chance_does() -> None:
    limits = [Interval(40, 95), None, Interval(60, 90)]
    trend = replace(weeks((88, 100), (1, 2), (360, 400)), limits=limits)
    picture = Picture(trend)
    dashed = [line for line in picture.root.iter(f"{SVG}path") if "stroke-dasharray" in line.attrib]
    assert [line.attrib["d"].count("L") for line in dashed] == [1, 1]
    assert picture.outside() == []
    assert "between these it is what chance alone does" in picture.words
    assert [row[-1] for row in trend.table().rows] == ["40–95", "", "60–90"]


def test_it_says_when_the_end_is_more_than_chance() -> None:
    trend = replace(weeks((90, 100), (50, 100)), alert="Week 2: 50 % is below what chance explains")
    assert trend.message().endswith("n = 100. Week 2: 50 % is below what chance explains.")


def test_it_draws_early_points_hollow() -> None:
    picture = Picture(weeks((8, 10), (90, 100), (90, 100)))
    dots = [circle.attrib["fill"] for circle in picture.root.iter(f"{SVG}circle")]
    assert len(set(dots[:2])) == 2
    assert Figure("", 10, 80.0).early
