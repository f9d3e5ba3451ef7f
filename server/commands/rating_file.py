"""A CSV file of ratings, read a row at a time, as often as wanted."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

from server.core.import_faults import BadCell, BadFile
from server.core.import_header import ImportLayout, read_header
from server.core.import_report import ImportReport
from server.core.import_rows import RowReader
from server.core.import_text import (
    DELIMITERS,
    Encoding,
    find_delimiter,
    find_encoding,
    named_encoding,
)
from server.core.ratings import NewRating

CHUNK = 1 << 20


class Line(NamedTuple):
    """A row and the number of the line that it ends on."""

    number: int
    row: list[str]


@dataclass(frozen=True, slots=True)
class RatingFile:
    """Where a file is, how it is written, and which column holds what."""

    path: Path
    encoding: Encoding
    delimiter: str
    layout: ImportLayout

    @classmethod
    def open(
        cls, path: Path, *, kind: str | None, mapped: Mapping[str, str], encoding: str | None
    ) -> "RatingFile":
        """Look at the beginning of a file. Raises `BadFile`."""
        written = named_encoding(encoding) if encoding else find_encoding(_chunks(path))
        try:
            with path.open(encoding=written.codec) as text:
                first = text.readline()
        except UnicodeDecodeError:
            raise BadFile(f"is not {written.words}") from None
        delimiter = find_delimiter(first)
        header = next((row for _, row in _lines(path, written, delimiter)), [])
        return cls(path, written, delimiter, read_header(header, kind, mapped))

    def __str__(self) -> str:
        between = DELIMITERS[self.delimiter]
        return f"{self.layout.format.name}, {between} between columns, {self.encoding.words}"

    def ratings(self, reader: RowReader, report: ImportReport) -> Iterator[NewRating]:
        """Yield what the rows hold, each answer once; count all else. Raises `BadFile`."""
        seen: set[tuple[str, str | None]] = set()
        for number, row in self._rows():
            report.read += 1
            try:
                new = reader.read(row)
            except BadCell as fault:
                report.refuse(number, fault)
                continue
            if new is None:
                report.unanswered += 1
            elif (new.survey_id, new.request_id) in seen:
                report.repeats += 1
            else:
                seen.add((new.survey_id, new.request_id))
                yield new

    def _rows(self) -> Iterator[Line]:
        lines = _lines(self.path, self.encoding, self.delimiter)
        next(lines)
        # A last line with one cell is a remark on the file, such as its period.
        return (line for line in lines if len(line.row) > 1 or len(self.layout.header) == 1)


def _lines(path: Path, encoding: Encoding, delimiter: str) -> Iterator[Line]:
    with path.open(encoding=encoding.codec, newline="") as text:
        reader = csv.reader(text, delimiter=delimiter)
        try:
            for row in reader:
                if row:
                    yield Line(reader.line_num, row)
        except csv.Error as error:
            raise BadFile(f"line {reader.line_num} is not CSV: {error}") from None
        except UnicodeDecodeError:
            raise BadFile(f"is not {encoding.words} after line {reader.line_num}") from None


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from iter(partial(file.read, CHUNK), b"")
