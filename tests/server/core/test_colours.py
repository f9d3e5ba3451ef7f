from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from server.core.colours import (
    DARK_ACCENT,
    DARK_INK,
    LIGHT_ACCENT,
    LIGHT_INK,
    TINT,
    mixed,
    palettes,
)
from server.core.contrast import contrast

WIDGET = (Path(__file__).parents[3] / "widget" / "styles.js").read_text()
colours = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


def test_it_paints_as_the_widget_does() -> None:
    assert f"light-dark({LIGHT_INK}, {DARK_INK})" in WIDGET
    assert f"light-dark({LIGHT_ACCENT}, {DARK_ACCENT})" in WIDGET
    assert f"--tint: color-mix(in srgb, var(--accent) {TINT:.0%}, var(--surface))" in WIDGET


def test_it_mixes_two_colours() -> None:
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"
    assert mixed("#1f6f5c", "#ffffff", TINT) == "#e4eeeb"


@given(colours, colours)
def test_it_keeps_words_readable_whatever_the_accent(light: str, dark: str) -> None:
    for palette in palettes(f"light-dark({light},{dark})"):
        assert contrast(palette.ink, palette.tint) >= 4.5


def test_it_takes_one_accent_for_both() -> None:
    assert [palette.accent for palette in palettes("#336699")] == ["#336699", "#336699"]
    assert [palette.accent for palette in palettes(None)] == [LIGHT_ACCENT, DARK_ACCENT]
