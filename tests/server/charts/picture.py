"""A chart as it is drawn: where its texts and shapes are, read from the SVG."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree as ET

from server.charts.chart import Chart
from server.charts.text_width import width_of
from server.charts.theme import LIGHT, Theme

SVG = "{http://www.w3.org/2000/svg}"
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float
    words: str = ""

    def overlaps(self, other: "Box") -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


class Picture:
    def __init__(self, chart: Chart, width: int = 800, theme: Theme = LIGHT) -> None:
        self.svg = chart.svg(width, theme)
        self.root = ET.fromstring(self.svg)  # noqa: S314  our own
        self.width, self.height = (
            float(self.root.attrib["width"]),
            float(self.root.attrib["height"]),
        )

    @property
    def desc(self) -> str:
        found = self.root.find(f"{SVG}desc")
        assert found is not None
        return found.text or ""

    @property
    def words(self) -> list[str]:
        """Everything that is written, but for what only a pointer is told."""
        return [text.words for text in self.texts()]

    @property
    def hints(self) -> list[str]:
        return [title.text or "" for title in self.root.iter(f"{SVG}title")]

    def texts(self) -> Iterator[Box]:
        """The texts with the room they need in whatever font."""
        for text in self.root.iter(f"{SVG}text"):
            at = text.attrib
            words = (text.text or "") + "".join(child.tail or "" for child in text)
            size = float(at["font-size"])
            width = width_of(words, size, bold="font-weight" in at)
            x, y = float(at["x"]), float(at["y"])
            left = x - width * {"start": 0, "middle": 0.5, "end": 1}[at.get("text-anchor", "start")]
            yield Box(left, y - 0.75 * size, left + width, y + 0.2 * size, words)

    def shapes(self) -> Iterator[Box]:
        for element in self.root.iter():
            at = element.attrib
            match element.tag.removeprefix(SVG):
                case "rect" if "x" in at:
                    x, y = float(at["x"]), float(at["y"])
                    yield Box(x, y, x + float(at["width"]), y + float(at["height"]), "rect")
                case "line":
                    xs = sorted((float(at["x1"]), float(at["x2"])))
                    ys = sorted((float(at["y1"]), float(at["y2"])))
                    yield Box(xs[0], ys[0], xs[1], ys[1], "line")
                case "circle":
                    x, y, r = float(at["cx"]), float(at["cy"]), float(at["r"])
                    yield Box(x - r, y - r, x + r, y + r, "circle")
                case "path":
                    yield _of_path(at["d"])

    def outside(self) -> list[Box]:
        """What sticks out of the picture."""
        boxes = [*self.texts(), *self.shapes()]
        return [
            box
            for box in boxes
            if box.left < -0.1
            or box.top < -0.1
            or box.right > self.width + 0.1
            or box.bottom > self.height + 0.1
        ]

    def covered(self) -> list[tuple[str, str]]:
        """Pairs of texts that overlap."""
        texts = sorted(self.texts())
        return [
            (one.words, other.words)
            for at, one in enumerate(texts)
            for other in texts[at + 1 :]
            if one.overlaps(other)
        ]


def _of_path(data: str) -> Box:
    """The box of a path of M and L, or of upright strokes (M and V)."""
    xs, ys = [], []
    for command in re.findall(r"[MLV][^MLVZ]*", data):
        numbers = [float(number) for number in NUMBER.findall(command)]
        if command[0] != "V":
            xs.append(numbers[0])
        ys.append(numbers[-1])
    return Box(min(xs), min(ys), max(xs), max(ys), "path")
