from typing import Any

import pytest

from bot.sandbox.block_rules import check_view, view_problems
from bot.sandbox.records import SlackError
from tests.bot.sandbox.samples import plain, section


def field(**given: object) -> dict[str, Any]:
    element = {"type": "plain_text_input", "action_id": "a", **given}
    return {"type": "input", "block_id": "b", "label": plain("Text"), "element": element}


def modal(*blocks: dict[str, Any], **given: object) -> dict[str, Any]:
    return {"type": "modal", "title": plain("Reply"), "blocks": list(blocks), **given}


def test_it_takes_a_form() -> None:
    form = modal(section("x"), field(initial_value="x" * 3000), submit=plain("Send"))
    assert list(view_problems(form)) == []


@pytest.mark.parametrize(
    ("view", "pointer"),
    [
        (modal(field()), "/view"),
        (modal(title=plain("x" * 25)), "/view/title/text"),
        (modal(submit=plain("x" * 25)), "/view/submit/text"),
        (modal(private_metadata="x" * 3001), "/view/private_metadata"),
        (modal(*[section("x")] * 101), "/view/blocks"),
        (modal(section("x" * 3001)), "/blocks/0/text/text"),
        (modal(field(max_length=3001), submit=plain("x")), "/blocks/0/element/max_length"),
        (
            modal(field(max_length=5, initial_value="x" * 6), submit=plain("x")),
            "/blocks/0/element/initial_value",
        ),
    ],
)
def test_it_points_to_what_slack_refuses(view: dict[str, Any], pointer: str) -> None:
    assert [problem.pointer for problem in view_problems(view)] == [pointer]


def test_it_refuses_in_slacks_words() -> None:
    with pytest.raises(SlackError, match="invalid_arguments"):
        check_view(modal(field()))
    with pytest.raises(SlackError, match="view_too_large"):
        check_view(modal(*[section("x" * 2900)] * 90))
