import re
from math import dist, sqrt
from pathlib import Path

import pytest

from server.charts.theme import DARK, LIGHT, PAGE, Theme, page_styles
from server.core.contrast import DARK_SURFACE, LIGHT_SURFACE, contrast

ROOT = Path(__file__).parents[3]

both = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])


@both
def test_it_writes_in_colours_that_can_be_read(theme: Theme) -> None:
    assert contrast(theme.ink, theme.surface) >= 7
    assert contrast(theme.muted, theme.surface) >= 4.5
    for fill in _fills(theme):
        assert contrast(theme.ink, fill) >= 4.5


@both
def test_it_draws_in_colours_that_can_be_seen(theme: Theme) -> None:
    for colour in (theme.accent, theme.negative, theme.neutral, theme.muted):
        assert contrast(colour, theme.surface) >= 3
    assert contrast(theme.accent, theme.interval) >= 3, "the line on its interval"


@both
@pytest.mark.parametrize("matrix", ["protanopia", "deuteranopia"])
def test_it_keeps_better_apart_from_worse_for_the_colour_blind(theme: Theme, matrix: str) -> None:
    worse, better = theme.surely_below, theme.surely_above
    assert _distance(worse, better, MATRICES[matrix]) > 0.15
    assert _distance(theme.below, theme.above, MATRICES[matrix]) > 0.05
    assert _distance(theme.negative, theme.accent, MATRICES[matrix]) > 0.15


def test_it_has_the_colours_of_the_widget() -> None:
    styles = (ROOT / "widget" / "styles.js").read_text()
    tokens = dict(re.findall(r"--(ink|accent): [^;]*light-dark\((#\w+, #\w+)\)", styles))
    assert tokens == {
        "ink": f"{LIGHT.ink}, {DARK.ink}",
        "accent": f"{LIGHT.accent}, {DARK.accent}",
    }
    assert (LIGHT.surface, DARK.surface) == (LIGHT_SURFACE, DARK_SURFACE)


def test_it_gives_a_page_every_colour_in_light_and_dark() -> None:
    light, dark = page_styles().split("@media")
    for role in Theme.__slots__:
        name = re.fullmatch(r"var\((--chart-[\w-]+)\)", getattr(PAGE, role))
        assert name
        assert f"{name[1]}:{getattr(LIGHT, role)};" in light
        assert f"{name[1]}:{getattr(DARK, role)};" in dark


# What the eye of a dichromat makes of linear red, green and blue: G. Machado, M. Oliveira and
# L. Fernandes, A physiologically-based model for simulation of color vision deficiency, IEEE
# TVCG 15 (2009), severity 1.0.
MATRICES = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}


def _fills(theme: Theme) -> list[str]:
    return [
        theme.surely_below,
        theme.below,
        theme.around,
        theme.above,
        theme.surely_above,
    ]


def _distance(one: str, other: str, matrix: tuple[tuple[float, ...], ...]) -> float:
    """How far apart two colours look, in parts of the way from black to white."""
    seen = [[_seen(colour, row) for row in matrix] for colour in (one, other)]
    return dist(*seen) / sqrt(3)


def _seen(colour: str, row: tuple[float, ...]) -> float:
    linear = [(int(colour[at : at + 2], 16) / 255) ** 2.2 for at in (1, 3, 5)]
    mixed = sum(weight * part for weight, part in zip(row, linear, strict=True))
    return float(min(max(mixed, 0.0), 1.0) ** (1 / 2.2))
