"""Texts by other people, made fit for one line of a terminal, a table or a picture."""

import unicodedata


def printable(text: str) -> str:
    """Return a name on one line and without signs that turn the text around."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def columns_of(text: str) -> int:
    """Return how many columns a terminal gives a text."""
    return sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1
