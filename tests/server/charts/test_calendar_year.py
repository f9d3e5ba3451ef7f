from datetime import date, timedelta

from server.charts.calendar_year import CalendarYear
from server.charts.figure import Dated, figure_of
from server.charts.theme import LIGHT
from server.demo.chart_samples import CSAT, csat
from tests.server.charts.picture import SVG, Picture

USUAL = figure_of("All", csat(800, 1000))


def days(*counts: tuple[int, int], first: date = date(2026, 11, 2)) -> CalendarYear:
    shown = []
    for at, (good, n) in enumerate(counts):
        on = first + timedelta(days=at)
        shown.append(Dated(on, figure_of(on.isoformat(), csat(good, n))))
    return CalendarYear("November", CSAT, USUAL, shown)


def fills(picture: Picture) -> list[str]:
    """The fills of the days that have a score, in the order of the days."""
    corners = [rect for rect in picture.root.iter(f"{SVG}rect") if rect.attrib.get("rx") == "3"]
    return [rect.attrib["fill"] for rect in corners if rect.attrib["fill"] != "none"]


def test_it_says_how_many_days_stand_out_and_how_many_would_by_luck() -> None:
    chart = days((50, 50), (3, 20), (16, 20), (1, 2))
    assert chart.message() == (
        "CSAT is 80 % (77–82), n = 1,000, on 4 days. Beyond their interval 1 day is better"
        " and 1 day is worse; luck alone makes about 0 so."
    )


def test_it_colours_strongly_only_what_its_interval_tells_from_the_usual() -> None:
    chart = days((50, 50), (10, 20), (16, 20), (3, 5), (5, 5))
    assert fills(Picture(chart)) == [
        LIGHT.surely_above,
        LIGHT.surely_below,
        LIGHT.around,
        LIGHT.below,
        LIGHT.above,
    ]


def test_it_writes_the_score_of_each_day_and_none_of_too_few() -> None:
    picture = Picture(days((50, 50), (1, 2), (3, 20)))
    assert {"100", "15"} <= set(picture.words)
    assert "50" not in picture.words
    assert "2026-11-03: n = 2, too few for a score" in picture.hints


def test_it_puts_days_under_their_weekdays() -> None:
    picture = Picture(days((50, 50), first=date(2026, 11, 5)))
    letter = next(text for text in picture.texts() if text.words == "T" and text.left > 40)
    sure = [text for text in picture.texts() if text.words == "100"]
    columns = [text for text in picture.texts() if text.words in {"M", "T", "W", "F", "S"}]
    thursday = columns[3]
    assert letter
    assert abs((thursday.left + thursday.right) / 2 - (sure[0].left + sure[0].right) / 2) < 2


def test_it_shows_a_year_in_two_columns_on_a_phone_and_six_on_a_desk() -> None:
    year = days(*[(8, 10)] * 365, first=date(2025, 1, 1))
    assert _columns(Picture(year, 400)) == 2
    assert _columns(Picture(year, 1200)) == 6


def test_it_has_days_without_ratings_in_no_row() -> None:
    rows = days((9, 10), (0, 0), (1, 2)).table().rows
    assert rows == (
        ("2026-11-02", "90 %", "60–98", "10", ""),
        ("2026-11-04", "–", "", "2", ""),
    )


def _columns(picture: Picture) -> int:
    return len({text.left for text in picture.texts() if text.words.endswith(" 2025")})
