import re

import pytest

from server.charts.png import png_of
from server.charts.theme import DARK, LIGHT
from server.demo.chart_samples import Sample, believable, quadrant_sample
from tests.server.charts.pixels import pixels_of

CHART = quadrant_sample()


def test_it_has_two_pixels_for_one() -> None:
    pixels = pixels_of(png_of(CHART.svg(400, LIGHT)), rows=1)
    height = re.search(r'height="(\d+)"', CHART.svg(400, LIGHT))
    assert height
    assert (pixels.width, pixels.height) == (800, 2 * int(height[1]))


def test_it_has_the_ground_of_its_theme() -> None:
    pixels = pixels_of(png_of(CHART.svg(320, DARK), zoom=1), rows=1)
    assert pixels.rows[0][:4].hex() == f"{DARK.surface[1:]}ff"


@pytest.mark.parametrize("sample", [*believable()], ids=lambda each: each.name)
def test_it_shows_text(sample: Sample) -> None:
    svg = sample.chart.svg(400, LIGHT)
    mute = re.sub(r"<text .*?</text>", "", svg)
    assert len(png_of(svg, zoom=1)) > 1.2 * len(png_of(mute, zoom=1))


@pytest.mark.parametrize(
    "letters",
    ["õäöüšž", "āčēģīķļņū", "ąčęėįšųūž", "åäö", "щжюё", "نور", "שלום", "−…–≥", "łñßçé"],
)
def test_it_has_a_shape_of_its_own_for_every_letter(letters: str) -> None:
    shapes = {_picture(letter) for letter in letters}
    assert len(shapes) == len(set(letters))
    assert _picture(" ") not in shapes
    assert _picture("\U000f0000") not in shapes, "the sign for what a font has not"


def test_it_writes_titles_in_another_weight() -> None:
    assert _picture("a", weight=600) != _picture("a")


def _picture(letter: str, *, weight: int = 400) -> bytes:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="30"><text x="8" y="20"'
        f' font-size="16" font-weight="{weight}" font-family="sans-serif">{letter}</text></svg>'
    )
    return png_of(svg, zoom=1)
