"""Reads an e-mail fragment strictly: every tag closed, in order."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"br"}


@dataclass(slots=True)
class Element:
    tag: str
    attributes: dict[str, str]
    inside: "Element | None"
    said: str = ""
    """The words in it that are shown and spoken."""

    @property
    def style(self) -> dict[str, str]:
        pairs = (each.partition(":") for each in self.attributes.get("style", "").split(";"))
        return {name.strip(): value.strip() for name, _, value in pairs if name.strip()}

    @property
    def is_hidden(self) -> bool:
        shown = self.style.get("display") != "none"
        return not shown or (self.inside is not None and self.inside.is_hidden)

    @property
    def is_silent(self) -> bool:
        silent = self.attributes.get("aria-hidden") == "true"
        return silent or (self.inside is not None and self.inside.is_silent)


@dataclass(slots=True)
class Fragment:
    elements: list[Element] = field(default_factory=list)

    def all(self, tag: str) -> list[Element]:
        return [element for element in self.elements if element.tag == tag]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.fragment = Fragment()
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        inside = self.open[-1] if self.open else None
        element = Element(tag, {name: value or "" for name, value in attrs}, inside)
        self.fragment.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop().tag == tag, f"</{tag}> out of order"

    def handle_data(self, data: str) -> None:
        if self.open and not self.open[-1].is_silent:
            for element in self.open:
                element.said += data


def read(html: str) -> Fragment:
    """Return the elements of a fragment in their order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert not reader.open, f"<{reader.open[-1].tag}> is not closed"
    return reader.fragment
