"""What holds for every kind of chart, whatever figures it has."""

import re

import pytest

from server.charts.breakdown import Breakdown
from server.charts.figure import Figure
from server.charts.text_table import html_table, plain_table
from server.charts.theme import DARK, LIGHT, PAGE
from server.demo.chart_samples import CSAT, Sample, believable, extreme
from tests.server.charts.picture import Picture

SAMPLES = [*believable(), *extreme()]
WIDTHS = (320, 400, 640, 1200)

every_sample = pytest.mark.parametrize("sample", SAMPLES, ids=[each.name for each in SAMPLES])
every_width = pytest.mark.parametrize("width", WIDTHS)


@every_sample
@every_width
def test_it_keeps_everything_within_the_picture(sample: Sample, width: int) -> None:
    picture = Picture(sample.chart, width)
    assert picture.width == width
    assert picture.outside() == []


@every_sample
@every_width
def test_it_writes_no_text_over_another(sample: Sample, width: int) -> None:
    assert Picture(sample.chart, width).covered() == []


@every_sample
@every_width
def test_it_writes_nothing_too_small_to_read(sample: Sample, width: int) -> None:
    sizes = re.findall(r'<text [^>]*font-size="([\d.]+)"', Picture(sample.chart, width).svg)
    smallest = 9 if sample.name.startswith("calendar") else 11
    assert min(map(float, sizes)) >= smallest


@every_sample
def test_it_tells_a_screen_reader_what_it_shows(sample: Sample) -> None:
    picture = Picture(sample.chart)
    assert picture.root.attrib["role"] == "img"
    assert picture.desc == sample.chart.message()
    assert picture.root.attrib["aria-label"] == f"{sample.chart.title}. {sample.chart.message()}"
    assert picture.hints[0] == sample.chart.title


@every_sample
@pytest.mark.parametrize("theme", [LIGHT, DARK, PAGE], ids=["light", "dark", "page"])
def test_it_may_stand_in_a_page_with_a_strict_policy(sample: Sample, theme: object) -> None:
    svg = sample.chart.svg(400, theme)  # type: ignore[arg-type]  # parametrize loses the type
    assert not re.search(r"<(script|style|image|use|a|foreignObject)\b", svg)
    assert not re.search(r"\s(style|href|id|class|on\w+)=", svg)
    assert svg.count("http") == 1, "the namespace alone"


@every_sample
def test_it_has_a_table_with_the_message(sample: Sample) -> None:
    table = sample.chart.table()
    words = " ".join(sample.chart.message().split())
    assert words in plain_table(table)
    assert html_table(table).count("<tr>") == 1 + len(table.rows) + len(table.notes)


def test_it_draws_the_same_twice() -> None:
    for sample, again in zip(SAMPLES, [*believable(), *extreme()], strict=True):
        assert sample.chart.svg(400, LIGHT) == again.chart.svg(400, LIGHT)


def test_it_escapes_what_others_have_written() -> None:
    name = '<script>"&\u202e\x00\ud800'
    hostile = Breakdown(name, CSAT, "agent", Figure(name, 40), [Figure(name, 40, 50.0)])
    picture = Picture(hostile)
    assert [words for words in picture.words if words.startswith("<script>")]
    assert not re.search("[\u202e\x00\ud800]", picture.svg)
    table = html_table(hostile.table())
    assert "<script>" not in table
    assert not re.search("[\u202e\x00\ud800]", table + plain_table(hostile.table()))
