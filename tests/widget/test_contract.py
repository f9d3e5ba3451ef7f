"""What the widget is typed to receive, held to what the server sends."""

import re
from importlib.resources import files

import msgspec
import pytest

from server.core.phrases import WIDGET
from server.core.survey_form import Choice, FollowUp, FormQuestion, SurveyForm

CONTRACT = (files("widget") / "contract.d.ts").read_text(encoding="utf-8")


def declared(interface: str) -> set[str]:
    """Return the names of the fields that an interface declares."""
    found = re.search(rf"export interface {interface} {{\n(.*?)\n}}", CONTRACT, re.DOTALL)
    assert found, interface
    return set(re.findall(r"^  (\w+)\??:", found[1], re.MULTILINE))


@pytest.mark.parametrize(
    ("interface", "shape"),
    [
        ("Definition", SurveyForm),
        ("Choice", Choice),
        ("FollowUp", FollowUp),
        ("Question", FormQuestion),
    ],
)
def test_it_types_exactly_what_the_server_sends(
    interface: str, shape: type[msgspec.Struct]
) -> None:
    assert declared(interface) == set(shape.__struct_fields__)


def test_it_types_every_phrase() -> None:
    assert declared("Texts") == set(WIDGET)
