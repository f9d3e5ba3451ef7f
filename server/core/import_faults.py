"""What may be wrong with a file of ratings: with all of it, or with one cell."""


class BadFile(Exception):
    """The file cannot be read as ratings at all; the text says what to do."""


class BadCell(Exception):
    """A value that does not fit, which refuses its row."""

    def __init__(self, column: str, value: str, why: str) -> None:
        super().__init__(f"{column}: {value!r}: {why}")
        self.column = column
        self.value = value
        self.why = why
        """What is expected, and what to do; the same for every row with the same fault."""
