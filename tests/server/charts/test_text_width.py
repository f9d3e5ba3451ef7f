import pytest

from server.charts.png import png_of
from server.charts.text_width import clipped, width_of, wrapped
from tests.server.charts.pixels import pixels_of

SIZE = 20

TEXTS = (
    "CSAT rose from 82 % to 88 %",
    "Wait for it, William: MMXXVI",
    "illicit trifles, till it is filled",
    "Õõ Ää Öö Üü Šš Žž",
    "Rūta Kazlauskienė ąčęėįšųūž",
    "Ģirts Bērziņš āčēģīķļņšūž",
    "Ольга Щербакова, ЖЮФЫ шщмж",
    "0123456789 +−×=<>±",
    "NPS −30 to 6, n = 1,234,567",
)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("bold", [False, True])
def test_it_never_takes_a_text_for_narrower_than_it_is(text: str, bold: bool) -> None:
    drawn = _drawn(text, bold=bold)
    estimated = width_of(text, SIZE, bold=bold)
    assert drawn <= estimated
    assert estimated <= drawn * 1.35, "nor for much wider"


def test_it_clips_only_what_does_not_fit() -> None:
    assert clipped("Mari", 100, 12) == "Mari"
    assert clipped("Mari Tamm of the chat", 60, 12) == "Mari T…"
    assert clipped("Mari", 1, 12) == "…"


def test_it_keeps_numbers_with_their_units() -> None:
    for room in range(60, 200, 10):
        for line in wrapped("the last is 88 % (81–93), n = 120", room, 12, lines=9):
            assert not line.startswith(("%", "=", "120"))
            assert not line.endswith(" n")


def test_it_clips_the_last_line() -> None:
    lines = wrapped("one two three four five six seven eight", 70, 12, lines=2)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert wrapped("", 70, 12, lines=2) == [""]


def _drawn(text: str, *, bold: bool) -> float:
    """How wide the text is in a picture, in pixels."""
    weight = 600 if bold else 400
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="40">'
        '<rect width="600" height="40" fill="#fff"/>'
        f'<text x="10" y="28" font-size="{SIZE}" font-weight="{weight}"'
        f' font-family="sans-serif">{text.replace("<", "&lt;")}</text></svg>'
    )
    inked = pixels_of(png_of(svg, zoom=1)).inked()
    assert inked
    return inked[1] - inked[0]
