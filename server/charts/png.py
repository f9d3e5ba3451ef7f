"""Charts as PNG, for Slack and e-mail, which show no SVG."""

from contextlib import ExitStack
from importlib.resources import as_file, files
from typing import Final

import resvg_py

FONTS: Final = (
    "Inter-Regular.otf",
    "Inter-SemiBold.otf",
    "NotoSansArabic-Regular.ttf",
    "NotoSansHebrew-Regular.ttf",
)
"""In `fonts/`, and the only ones used: a picture is the same on every machine."""


def png_of(svg: str, *, zoom: int = 2) -> bytes:
    """Return an SVG of fixed colours (`LIGHT` or `DARK`, not `PAGE`) as PNG, so many pixels for one."""
    with ExitStack() as found:
        folder = files(__package__) / "fonts"
        fonts = [str(found.enter_context(as_file(folder / name))) for name in FONTS]
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=svg,
                zoom=zoom,
                skip_system_fonts=True,
                font_files=fonts,
                sans_serif_family="Inter",
            )
        )
