"""A picture in the making: elements in presentation attributes, and how high it has become."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Final, NamedTuple, TypeAlias

from server.charts.text_width import width_of, wrapped
from server.charts.theme import Theme
from server.core.plain_text import printable

NARROWEST, WIDEST = 320, 2000
"""The widths, in pixels, that a picture can be laid out for; of others the nearer is taken."""
EDGE: Final = 16
"""Room between the picture's border and anything in it."""
_FONT: Final = "system-ui, sans-serif"

Attribute: TypeAlias = str | float | None
Place: TypeAlias = tuple[float, float]


class Lettering(NamedTuple):
    """How a text is set: its size in pixels, whether bold, and whether of the second rank."""

    size: float
    bold: bool = False
    muted: bool = False


TITLE: Final = Lettering(16, bold=True)
BODY: Final = Lettering(13)
STRONG: Final = Lettering(13, bold=True)
SMALL: Final = Lettering(12, muted=True)
TINY: Final = Lettering(11, muted=True)


class Canvas:
    """Collects what is drawn, from the top down; `y` is where the next thing begins."""

    def __init__(self, width: int, theme: Theme) -> None:
        self.width = min(max(width, NARROWEST), WIDEST)
        self.theme = theme
        self.y: float = EDGE
        self._parts: list[str] = []

    @property
    def left(self) -> float:
        return EDGE

    @property
    def right(self) -> float:
        return self.width - EDGE

    @property
    def room(self) -> float:
        return self.right - self.left

    def heading(self, title: str, message: str) -> None:
        """Write the title in two lines at most, and the message in three."""
        self._parts.append(_element("title", _text(title)) + _element("desc", _text(message)))
        self.paragraph(title, TITLE, lines=2)
        self.y += 1
        self.paragraph(message, BODY, lines=3)
        self.y += 8

    def paragraph(self, words: str, lettering: Lettering, *, lines: int) -> None:
        """Write lines as wide as the picture."""
        for line in wrapped(words, self.room, lettering.size, bold=lettering.bold, lines=lines):
            self.text(line, (self.left, self.y + lettering.size), lettering)
            self.y += lettering.size + 5

    def text(
        self,
        words: str,
        at: Place,
        lettering: Lettering = SMALL,
        *,
        anchor: str = "start",
        full: str | None = None,
    ) -> None:
        """Write at a point on the base line; `full` is what a pointer over it is told."""
        content = _element("title", _text(full)) if full else ""
        self.add("text", content + _text(words), **self._set(at, lettering, anchor))

    def halo(self, words: str, at: Place, lettering: Lettering, *, anchor: str = "start") -> None:
        """Write over lines, which keep away from the letters."""
        self.add(
            "text",
            _text(words),
            stroke=self.theme.surface,
            stroke_width=4,
            stroke_linejoin="round",
            paint_order="stroke",
            **self._set(at, lettering, anchor),
        )

    def line(self, start: Place, end: Place, colour: str, **attributes: Attribute) -> None:
        self.add(
            "line", x1=start[0], y1=start[1], x2=end[0], y2=end[1], stroke=colour, **attributes
        )

    def rect(self, corner: Place, size: Place, fill: str, **attributes: Attribute) -> None:
        x, y = corner
        self.add("rect", x=x, y=y, width=size[0], height=size[1], fill=fill, **attributes)

    def dot(self, at: Place, radius: float, colour: str, *, hollow: bool = False) -> None:
        """Draw a dot; a hollow one stands for what is early."""
        fill, stroke = (self.theme.surface, colour) if hollow else (colour, self.theme.surface)
        self.add("circle", cx=at[0], cy=at[1], r=radius, fill=fill, stroke=stroke, stroke_width=1.5)

    def hint(self, corner: Place, size: Place, words: str) -> None:
        """Tell a pointer over an area what is there."""
        x, y = corner
        self.add(
            "rect",
            _element("title", _text(words)),
            x=x,
            y=y,
            width=size[0],
            height=size[1],
            fill="none",
            pointer_events="all",
        )

    def add(self, name: str, content: str = "", /, **attributes: Attribute) -> None:
        self._parts.append(_element(name, content, **attributes))

    def svg(self, title: str, message: str) -> str:
        """Return the picture, as high as what is drawn."""
        height = round(self.y + EDGE)
        ground = _element("rect", width=self.width, height=height, fill=self.theme.surface)
        return _element(
            "svg",
            ground + "".join(self._parts),
            xmlns="http://www.w3.org/2000/svg",
            role="img",
            aria_label=printable(f"{title}. {message}"),
            width=self.width,
            height=height,
            viewBox=f"0 0 {self.width} {height}",
            font_family=_FONT,
        )

    def _set(self, at: Place, lettering: Lettering, anchor: str) -> dict[str, Attribute]:
        """Return the attributes of a text."""
        return {
            "x": at[0],
            "y": at[1],
            "font_size": lettering.size,
            "font_weight": 600 if lettering.bold else None,
            "fill": self.theme.muted if lettering.muted else self.theme.ink,
            "text_anchor": None if anchor == "start" else anchor,
        }


def path(points: Iterable[Place]) -> str:
    """Return the data of a `<path>` from point to point."""
    return "M" + "L".join(f"{_number(x)} {_number(y)}" for x, y in points)


def widest(texts: Sequence[str], lettering: Lettering) -> float:
    """Return the room that the widest of some texts needs."""
    return max((width_of(text, lettering.size, bold=lettering.bold) for text in texts), default=0)


def _element(name: str, content: str = "", /, **attributes: Attribute) -> str:
    written = "".join(
        f' {key if key == "viewBox" else key.replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def _value(value: str | float) -> str:
    return escape(value) if isinstance(value, str) else _number(value)


def _text(words: str) -> str:
    return escape(printable(words), quote=False)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
