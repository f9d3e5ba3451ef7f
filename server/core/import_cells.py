"""One row of a file of ratings, by field."""

import re
from collections.abc import Sequence
from typing import Final

from server.core.import_faults import BadCell
from server.core.import_formats import Field
from server.core.import_header import ImportLayout
from server.core.rating_csv import harmless

LONGEST: Final = 200
LONGEST_COMMENT: Final = 10_000

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class Cells:
    """One row, by field."""

    def __init__(self, layout: ImportLayout, row: Sequence[str]) -> None:
        if any(row[len(layout.header) :]):
            why = f"the header has {len(layout.header)}; is the file cut by another character?"
            raise BadCell("(row)", f"{len(row)} cells", why)
        self.layout = layout
        self.row = row

    def text(self, field: Field, longest: int = LONGEST) -> str | None:
        """Return what a cell says, without the space around it; `None` for nothing."""
        return self.at(self.layout.fields.get(field), longest)

    def at(self, position: int | None, longest: int = LONGEST) -> str | None:
        if position is None or position >= len(self.row):
            return None
        text = self.row[position].strip()
        if self.layout.format.is_defused:
            text = _armed(text)
        if len(text) > longest:
            raise self._bad_at(position, f"is longer than {longest} characters")
        if _CONTROL.search(text):
            raise self._bad_at(position, "has control characters, which no text has")
        return text or None

    def bad(self, field: Field, why: str) -> BadCell:
        return self._bad_at(self.layout.fields[field], why)

    def _bad_at(self, position: int, why: str) -> BadCell:
        value = self.row[position] if position < len(self.row) else ""
        return BadCell(self.layout.header[position], value, why)


def _armed(text: str) -> str:
    """Undo `rating_csv.harmless`."""
    return text[1:] if text.startswith("'") and harmless(text[1:]) == text else text
