"""The text of a CSV file: how its letters are written, and what stands between its columns."""

import codecs
import csv
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from server.core.import_faults import BadFile

DELIMITERS: Final = {",": "comma", ";": "semicolon", "\t": "tab"}

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a file is read: Python's name for it, and in words."""

    codec: str
    words: str


def find_encoding(chunks: Iterable[bytes]) -> Encoding:
    """Return how a file is written: by its mark, else UTF-8 where it can be that, else Windows-1252.

    Raises `BadFile` for one that can be none of them.
    """
    utf8, cp1252 = codecs.getincrementaldecoder("utf-8")(), codecs.getincrementaldecoder("cp1252")()
    is_utf8 = is_cp1252 = True
    for number, chunk in enumerate(chunks):
        if number == 0:
            for mark, codec, words in _MARKS:
                if chunk.startswith(mark):
                    return Encoding(codec, words)
        is_utf8 = is_utf8 and _decodes(utf8, chunk)
        is_cp1252 = is_cp1252 and _decodes(cp1252, chunk)
    if is_utf8 and _decodes(utf8, b"", final=True):
        return Encoding("utf-8", "UTF-8")
    if is_cp1252:
        words = "Windows-1252, since it is not UTF-8; if names look wrong, say --encoding, such as cp1257"
        return Encoding("cp1252", words)
    raise BadFile("is neither UTF-8, UTF-16 nor Windows-1252: save it as UTF-8, or say --encoding")


def named_encoding(name: str) -> Encoding:
    """Return the encoding of a name; raises `BadFile` for one that there is not."""
    try:
        return Encoding(codecs.lookup(name).name, name)
    except LookupError:
        raise BadFile(f"there is no encoding {name!r}; one is cp1257") from None


def find_delimiter(first_line: str) -> str:
    """Return what stands between the columns of the first line: a comma, a semicolon or a tab."""
    return max(DELIMITERS, key=lambda each: len(next(csv.reader([first_line], delimiter=each), [])))


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True
