from server.charts.driver import Crossing, Driver
from server.charts.figure import Figure, figure_of
from server.charts.quadrant import Quadrant
from server.core.intervals import Interval
from server.demo.chart_samples import CSAT, csat
from tests.server.charts.picture import SVG, Picture

WHOLE = figure_of("All", csat(170, 200))
SPEED = Driver(figure_of("Speed", csat(120, 200)), 40, Interval(30, 50))
KIND = Driver(figure_of("Kindness", csat(196, 200)), 30, Interval(24, 36))
HOURS = Driver(figure_of("Hours", csat(140, 200)), 5)
NEW = Driver(figure_of("New shop", csat(3, 4)), 9)


def test_it_says_what_to_mend_first() -> None:
    chart = Quadrant("Drivers", CSAT, WHOLE, [HOURS, SPEED, KIND])
    assert chart.message() == "Mend first: Speed (importance 40 %, 60 %); all together 85 %."


def test_it_says_that_nothing_needs_mending() -> None:
    chart = Quadrant("Drivers", CSAT, WHOLE, [HOURS, KIND])
    assert chart.message() == "Nothing that matters more than most is below 85 %."


def test_it_tells_sure_places_from_unsure_ones() -> None:
    crossing = Crossing(performance=85, importance=20)
    unsure = Driver(Figure("Words", 40, 84.0, Interval(70, 92)), 40)
    assert crossing.sure(SPEED)
    assert not crossing.sure(unsure)
    picture = Picture(Quadrant("Drivers", CSAT, WHOLE, [SPEED, unsure, HOURS]))
    fills = [circle.attrib["fill"] for circle in picture.root.iter(f"{SVG}circle")]
    assert fills[0] != fills[1]


def test_it_writes_names_beside_points_and_the_rest_below() -> None:
    alike = [Driver(figure_of(f"Reason {at}", csat(150, 200)), 10) for at in range(30)]
    picture = Picture(Quadrant("Drivers", CSAT, WHOLE, alike), 400)
    assert picture.covered() == []
    assert all(f"Reason {at}" in picture.words for at in range(30))


def test_it_lists_what_too_few_rated() -> None:
    chart = Quadrant("Drivers", CSAT, WHOLE, [SPEED, KIND, NEW])
    assert "Too few for a score: under 5 ratings" in Picture(chart).words
    assert len(list(Picture(chart).root.iter(f"{SVG}circle"))) == 2 + 2, "two points, two signs"


def test_it_has_the_most_important_first_in_the_table() -> None:
    chart = Quadrant("Drivers", CSAT, WHOLE, [HOURS, NEW, SPEED])
    assert chart.table().rows == (
        ("Speed", "40 %", "30–50", "60 %", "53–67", "200"),
        ("New shop", "9 %", "", "–", "", "4"),
        ("Hours", "5 %", "", "70 %", "63–76", "200"),
    )
