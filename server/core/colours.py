"""The colours of a survey where nothing can mix them but we: in e-mail."""

import re
from dataclasses import dataclass
from typing import Self

from server.core.contrast import DARK_SURFACE, LIGHT_SURFACE

LIGHT_INK, DARK_INK = "#1e2b28", "#eaf0ed"
LIGHT_ACCENT, DARK_ACCENT = "#1f6f5c", "#84cdb6"
"""As in widget/styles.js; a test holds both to it."""
TINT = 0.12

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one mode, each `#rrggbb`."""

    ink: str
    accent: str
    tint: str

    @classmethod
    def of(cls, ink: str, accent: str, surface: str) -> Self:
        return cls(ink, accent, mixed(accent, surface, TINT))


def palettes(accent: str | None) -> tuple[Palette, Palette]:
    """Return the light and the dark palette of a form's accent: `None`, a colour, or `light-dark(…)` of two."""
    own = _COLOUR.findall(accent or "") or [LIGHT_ACCENT, DARK_ACCENT]
    light = Palette.of(LIGHT_INK, own[0], LIGHT_SURFACE)
    return light, Palette.of(DARK_INK, own[-1], DARK_SURFACE)


def mixed(colour: str, surface: str, share: float) -> str:
    """Return a `share` of a colour laid over a surface, as CSS color-mix in sRGB does."""
    pairs = zip(_channels(colour), _channels(surface), strict=True)
    return "#" + "".join(
        f"{round(over * share + under * (1 - share)):02x}" for over, under in pairs
    )


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))
