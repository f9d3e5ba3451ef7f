from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.help_desks import HELP_DESKS, conversation_query

PAGES = Path(__file__).parents[3] / "docs" / "email"


@pytest.mark.parametrize("name", HELP_DESKS)
def test_it_has_a_page_that_shows_the_placeholder(name: str) -> None:
    page = (PAGES / f"{name}.md").read_text()
    assert f"--for {name}" in page
    assert f"`{HELP_DESKS[name]}`" in page if HELP_DESKS[name] else "no conversation" in page
    assert "https://" in page
    assert f"({name}.md)" in (PAGES / "README.md").read_text()


def test_every_page_is_of_a_help_desk() -> None:
    assert {page.stem for page in PAGES.glob("*.md")} == {*HELP_DESKS, "README"}


@pytest.mark.parametrize("placeholder", [each for each in HELP_DESKS.values() if each])
def test_it_leaves_a_placeholder_as_it_is(placeholder: str) -> None:
    assert conversation_query(placeholder) == f"?c={placeholder}"
    assert conversation_query(f"a b&{placeholder}") == f"?c=a%20b%26{placeholder}"


def test_it_names_nothing_without_a_conversation() -> None:
    assert conversation_query("") == ""


@given(st.text(st.characters(exclude_characters="{}", exclude_categories=["Cs"]), min_size=1))
def test_it_encodes_any_other_text(text: str) -> None:
    query = conversation_query(text)
    assert query.isascii()
    assert not set(query.removeprefix("?c=")) & set("\"'<>&#? \n")
    assert unquote(query.removeprefix("?c=")) == text
