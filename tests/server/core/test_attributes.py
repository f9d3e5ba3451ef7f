import pytest

from server.core.attributes import attribute_text


@pytest.mark.parametrize(
    ("value", "text"),
    [("EE", "EE"), (3, "3"), (3.0, "3"), (3.5, "3.5"), (True, "true"), (False, "false"), ("", "")],
)
def test_it_writes_a_value_as_people_would_ask_for_it(value: object, text: str) -> None:
    assert attribute_text(value) == text
