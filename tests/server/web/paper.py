"""Reads the survey's page as a browser without script does: its text, its forms, what they post."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient

Client = TestClient[web.Request, web.Application]


@dataclass
class Form:
    action: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[dict[str, str]] = field(default_factory=list)
    inputs: list[dict[str, str]] = field(default_factory=list)


class Paper(HTMLParser):
    """A page: its forms, its links and the text a person reads."""

    def __init__(self, status: int, html: str) -> None:
        super().__init__()
        self.status = status
        self.html = html
        self.forms: list[Form] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self._silent = False
        self.feed(html)
        self.text = " ".join(self.text.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append((tag, given))
        self._silent = tag in {"style", "script"}
        if tag == "form":
            self.forms.append(Form(given.get("action", "")))
        elif tag == "input" and given["type"] == "hidden":
            self.forms[-1].fields[given["name"]] = given["value"]
        elif tag in {"input", "textarea"}:
            self.forms[-1].inputs.append(given)
        elif tag == "button":
            self.forms[-1].buttons.append(given)

    def handle_endtag(self, tag: str) -> None:
        self._silent = False

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.text += data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [given for name, given in self.tags if name == tag]


async def visit(client: Client, path: str, **headers: str) -> Paper:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    async with client.get(path, headers=named) as response:
        return Paper(response.status, await response.text())


async def press(client: Client, paper: Paper, name: str, value: str, **filled: Any) -> Paper:  # noqa: ANN401
    """Press the button of that name and value, having filled in fields of its form."""
    form, button = next(
        (form, button)
        for form in paper.forms
        for button in form.buttons
        if (button.get("name", ""), button.get("value", "")) == (name, value)
    )
    known = {each["name"] for each in form.inputs}
    assert set(filled) <= known, f"{set(filled) - known} cannot be filled in"
    sent: list[tuple[str, str]] = list(form.fields.items())
    for key, given in filled.items():
        sent += [(key, each) for each in ([given] if isinstance(given, str) else given)]
    if name:
        sent.append((name, value))
    action = button.get("formaction", form.action)
    async with client.post(action, data=sent) as response:
        return Paper(response.status, await response.text())
