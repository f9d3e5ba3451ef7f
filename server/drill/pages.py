"""The links of a message and the forms of a page as a program reads them from HTML; a scanner has nothing else."""

from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin

Fields = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Form:
    """A form: where it goes, what it carries, and the buttons that send it."""

    action: str
    carried: Fields
    """What is sent whichever button is pressed: hidden fields."""
    buttons: Fields
    """Name and value of each; the name is empty where pressing it adds nothing."""
    texts: list[str]
    """Names of the fields that can be written into."""

    def pressed(self, name: str, value: str | None = None) -> Fields:
        """Return what is posted when a button is pressed: the first of that name, or the one with that value."""
        for button in self.buttons:
            if button[0] == name and value in {None, button[1]}:
                return [*self.carried, button] if name else list(self.carried)
        raise LookupError(f"no button {name or 'without a name'!r} on the page at {self.action}")


@dataclass(frozen=True, slots=True)
class Page:
    """What came back for a request."""

    status: int
    forms: list[Form]

    def form_with(self, button: str) -> Form:
        """Return the form that has a button of that name. Raises `LookupError`."""
        for form in self.forms:
            if any(name == button for name, _ in form.buttons):
                return form
        raise LookupError(f"no form with a button {button!r}: the page was answered {self.status}")

    def form_to_write_in(self) -> Form:
        """Return the form that takes words. Raises `LookupError`."""
        for form in self.forms:
            if form.texts:
                return form
        raise LookupError(f"nothing to write into: the page was answered {self.status}")


def read_page(status: int, html: str, url: str) -> Page:
    """Read the forms of a page that was found at `url`."""
    reader = _FormReader(url)
    reader.feed(html)
    return Page(status, reader.forms)


def read_links(html: str) -> list[str]:
    """Return where the links of a message lead, in order, those included that nobody can see."""
    reader = _LinkReader()
    reader.feed(html)
    return reader.links


class _LinkReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        href = dict(attrs).get("href")
        if tag == "a" and href:
            self.links.append(href)


class _FormReader(HTMLParser):
    def __init__(self, url: str) -> None:
        super().__init__()
        self._url = url
        self.forms: list[Form] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        name, value = said.get("name", ""), said.get("value", "")
        if tag == "form":
            self.forms.append(Form(urljoin(self._url, said.get("action", "")), [], [], []))
        elif self.forms and tag == "button":
            self.forms[-1].buttons.append((name, value))
        elif self.forms and tag == "input" and said.get("type") == "hidden":
            self.forms[-1].carried.append((name, value))
        elif self.forms and tag == "textarea":
            self.forms[-1].texts.append(name)
