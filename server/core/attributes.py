"""The values of attributes as texts, so that they can be counted, grouped and asked for."""

from collections.abc import Mapping


def attribute_texts(attributes: Mapping[str, object]) -> dict[str, str]:
    """Return every value as a text, under its key."""
    return {key: attribute_text(value) for key, value in attributes.items()}


def attribute_text(value: object) -> str:
    """Return a text as it is, a number as written without a superfluous `.0`, and `true` or `false`."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
