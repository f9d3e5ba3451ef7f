import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.import_faults import BadFile
from server.core.import_text import find_delimiter, find_encoding


def in_chunks(data: bytes, size: int) -> list[bytes]:
    return [data[start : start + size] for start in range(0, len(data), size)]


@given(st.text(), st.integers(4, 9), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_it_reads_unicode_whatever_it_is_cut_into(text: str, size: int, codec: str) -> None:
    data = text.encode(codec)
    found = find_encoding(in_chunks(data, size))
    expected = text.removeprefix("\ufeff") if codec == "utf-8" else text
    assert data.decode(found.codec) == expected


def test_it_takes_for_windows_1252_what_is_not_utf_8() -> None:
    assert find_encoding(in_chunks("Tänan väga, 5 €".encode("cp1252"), 4)).codec == "cp1252"


def test_it_says_what_to_do_with_what_is_neither() -> None:
    with pytest.raises(BadFile, match="save it as UTF-8, or say --encoding"):
        find_encoding([b"\x81\xff"])


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_it_finds_what_is_between_the_columns(delimiter: str) -> None:
    assert find_delimiter(delimiter.join(['"a,b;c\td"', "score", "created at"])) == delimiter
